# SPDX-License-Identifier: GPL-2.0-or-later
#
# Converts the Markdown pages of the manual with lowdown. To be run with
#   LOWDOWN   the program
#   VERSION   of the project
#   SOURCE    the folder data/
#   SHARE     the folder that has "man" and "doc" below it
#   SECTIONS  names of the pages that the manual page is made of, in its order
#   PAGES     names of all pages, each of which becomes one of HTML
#   BESIDE    files of data/ that go beside the pages

# convert(TEXT FORM RESULT): Markdown without its typographic guesses, which would change options and quotes.
function(convert text form result)
    file(WRITE ${SHARE}/page.md "${text}")
    execute_process(COMMAND ${LOWDOWN} -t ${form} --out-no-smarty ${SHARE}/page.md
        OUTPUT_VARIABLE _out RESULT_VARIABLE _status)
    file(REMOVE ${SHARE}/page.md)
    if(_status)
        message(FATAL_ERROR "${LOWDOWN} could not convert the manual: ${_status}")
    endif()
    set(${result} "${_out}" PARENT_SCOPE)
endfunction()

# Links that lead out of the pages and what lies beside them are links of a checkout; their words stay.
set(_link "\\[([^]]*)\\]\\(")
set(_picture "!\\[[^]]*\\]\\([^)]*\\)\n*")

cmake_path(GET CMAKE_SCRIPT_MODE_FILE PARENT_PATH _here)
file(READ ${_here}/head.7 _head)
string(CONFIGURE "${_head}" _man @ONLY)
foreach(_page IN LISTS SECTIONS)
    file(READ ${SOURCE}/manual/${_page}.md _text)
    string(REGEX REPLACE "${_picture}" "" _text "${_text}")
    string(REGEX REPLACE "${_link}[^):]*\\)" "\\1" _text "${_text}")
    convert("${_text}" man _text)
    # In bold, as is usual; the font with letters of one width is not there in all versions of lowdown.
    string(REGEX REPLACE "\\\\f(C|\\(CR)" "\\\\fB" _text "${_text}")
    # Cells of one word as they are, and the last column as wide as what is left: names of fields are not to be broken.
    string(REGEX REPLACE "T{\n([A-Za-z0-9\\\\][^ |\n]*)\nT}" "\\1" _text "${_text}")
    string(REGEX REPLACE " expand( allbox;\n[^\n]*)\n( ?[l ]*)l\\.\n" "\\1\n\\2lx.\n" _text "${_text}")
    string(APPEND _man "${_text}")
endforeach()
file(WRITE ${SHARE}/man/man7/sipexplain.7 "${_man}")

file(READ ${_here}/head.html _head)
foreach(_page IN LISTS PAGES)
    file(READ ${SOURCE}/manual/${_page}.md _text)
    string(REGEX MATCH "\n# ([^\n]*)" _title "${_text}")
    set(_title "${CMAKE_MATCH_1}")
    string(REGEX REPLACE "\\]\\(\\.\\./(pictures|examples)/" "](beside:\\1/" _text "${_text}")
    string(REGEX REPLACE "${_link}\\.\\./[^)]*\\)" "\\1" _text "${_text}")
    string(REPLACE "](beside:" "](../" _text "${_text}")
    string(REPLACE "](README.md" "](index.md" _text "${_text}")
    string(REGEX REPLACE "\\]\\(([a-z-]+)\\.md" "](\\1.html" _text "${_text}")
    convert("${_text}" html _text)
    string(CONFIGURE "${_head}" _html @ONLY)
    string(REPLACE README index _page ${_page})
    file(WRITE ${SHARE}/doc/sipexplain/manual/${_page}.html "${_html}${_text}</main>\n</body>\n</html>\n")
endforeach()

foreach(_file IN LISTS BESIDE)
    configure_file(${SOURCE}/${_file} ${SHARE}/doc/sipexplain/${_file} COPYONLY)
    file(TOUCH_NOCREATE ${SHARE}/doc/sipexplain/${_file})
endforeach()
