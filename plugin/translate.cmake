# SPDX-License-Identifier: GPL-2.0-or-later
#
# Merges the translations of data/po into copies of the catalogue:
#   cmake -D MSGFMT=... -D LANGUAGES="ja;pt_BR" -D KEYS="Summary;..." -D FROM=data -D TO=folder -D FILES="1xx.ini;..." -P translate.cmake
# Without msgfmt the copies are English alone.

list(TRANSFORM KEYS PREPEND "--keyword=")
foreach(file IN LISTS FILES)
    configure_file(${FROM}/${file} ${TO}/${file} COPYONLY)
    if(NOT MSGFMT)
        continue()
    endif()
    # msgfmt takes one language at a time; what is there already stays.
    foreach(language IN LISTS LANGUAGES)
        execute_process(
            COMMAND ${MSGFMT} --desktop --template=${TO}/${file} --locale=${language} ${FROM}/po/${language}.po
                ${KEYS} --output-file=${TO}/${file}.new
            RESULT_VARIABLE status
        )
        if(NOT status EQUAL 0)
            message(FATAL_ERROR "msgfmt cannot merge data/po/${language}.po into ${file}")
        endif()
        file(RENAME ${TO}/${file}.new ${TO}/${file})
    endforeach()
endforeach()
