# SPDX-License-Identifier: GPL-2.0-or-later
#
# The languages of data/po, made into a C table, and the target `translations`
# for translators: it brings the template and all languages up to date with the
# English texts.

# A language that is complete must have every text; others have English where they have none.
set(complete_languages de ja pt_BR zh_CN)
set(partial_languages)
option(SIPEXPLAIN_COMPLETE_LANGUAGES "Refuse to build when a language that is declared complete lacks a text" OFF)

# The keys of the catalogue that are for people; generator/translations.c has them too.
set(translatable_keys
    Summary Summary2 Summary3 Summary4 Summary5 Summary6 SummaryRefused Description
    Cause Cause2 Cause3 Cause4 Cause5 Cause6
    Remedy Remedy2 Remedy3 Remedy4 Remedy5 Remedy6
    Sender Phase Methods Retry Fork Dialog When
    Difference Title Meaning Shown Unknown Text
)

set(languages)
foreach(language IN LISTS complete_languages partial_languages)
    if(EXISTS ${PROJECT_SOURCE_DIR}/data/po/${language}.po)
        list(APPEND languages ${language})
    endif()
endforeach()
find_program(MSGFMT msgfmt)
# A source tarball has the table ready, for systems without gettext.
set(ready_table ${PROJECT_SOURCE_DIR}/data/packaging/translations_table.c)
set(use_ready_table OFF)
if(NOT MSGFMT AND EXISTS ${ready_table})
    message(STATUS "msgfmt (gettext) was not found: the translations are those that were made for the tarball.")
    set(use_ready_table ON)
elseif(NOT MSGFMT)
    message(STATUS "msgfmt (gettext) was not found: sipexplain will speak English alone.")
    set(languages)
endif()
if(SIPEXPLAIN_COMPLETE_LANGUAGES)
    foreach(language IN LISTS complete_languages)
        if(NOT language IN_LIST languages)
            message(FATAL_ERROR "The language ${language} is declared complete, and there is no translation: "
                "data/po/${language}.po or msgfmt (gettext) is missing.")
        endif()
    endforeach()
endif()

add_tool(translation_generator generator/check.c generator/translations.c generator/write.c catalogue/layout.c
    LINK PkgConfig::GLIB2 PkgConfig::ZLIB
)

set(translated_folder ${CMAKE_CURRENT_BINARY_DIR}/translated)
set(translations_table ${CMAKE_CURRENT_BINARY_DIR}/translations_table.c)
set(translated_catalogue ${catalogue_files})
list(TRANSFORM translated_catalogue PREPEND ${translated_folder}/)
set(po_files ${languages})
list(TRANSFORM po_files PREPEND ${PROJECT_SOURCE_DIR}/data/po/)
list(TRANSFORM po_files APPEND .po)
list(JOIN languages " " language_names)
set(required_names "")
if(SIPEXPLAIN_COMPLETE_LANGUAGES)
    list(JOIN complete_languages " " required_names)
endif()
if(use_ready_table)
    set(translations_table ${ready_table})
else()
    add_custom_command(
        OUTPUT ${translations_table}
        COMMAND ${CMAKE_COMMAND} -D "MSGFMT=${MSGFMT}" -D "LANGUAGES=${languages}" -D "KEYS=${translatable_keys}"
            -D FROM=${PROJECT_SOURCE_DIR}/data -D TO=${translated_folder} -D "FILES=${catalogue_files}"
            -P ${CMAKE_CURRENT_SOURCE_DIR}/translate.cmake
        COMMAND translation_generator ${translations_table} "${language_names}" "${required_names}" ${translated_catalogue}
        DEPENDS translation_generator ${catalogue} ${po_files} translate.cmake
        COMMENT "Reading the translations in data/po"
        VERBATIM
    )
endif()

find_program(XGETTEXT xgettext)
find_program(MSGMERGE msgmerge)
if(XGETTEXT AND MSGMERGE AND NOT SIPEXPLAIN_IN_TREE)
    set(template ${PROJECT_SOURCE_DIR}/data/po/sipexplain.pot)
    set(keywords ${translatable_keys})
    list(TRANSFORM keywords PREPEND "--keyword=")
    set(merges)
    foreach(po IN LISTS po_files)
        list(APPEND merges COMMAND ${MSGMERGE} --quiet --update --backup=none ${po} ${template})
    endforeach()
    add_custom_target(translations
        COMMAND ${XGETTEXT} --language=Desktop --from-code=UTF-8 --keyword ${keywords} --package-name=sipexplain
            --output=${CMAKE_CURRENT_BINARY_DIR}/sipexplain.pot ${catalogue_files}
        COMMAND ${CMAKE_COMMAND} -D NEW=${CMAKE_CURRENT_BINARY_DIR}/sipexplain.pot -D TEMPLATE=${template}
            -P ${CMAKE_CURRENT_SOURCE_DIR}/template.cmake
        ${merges}
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}/data
        COMMENT "Bringing data/po up to date with the English texts"
        VERBATIM
    )
endif()
