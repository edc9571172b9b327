# SPDX-License-Identifier: GPL-2.0-or-later
#
# The plugin in Wireshark's tree: built with what Wireshark itself is built
# with, put where Wireshark's own plugins are, and nothing else of the tree
# changed. The command, the profile and the tests are not part of it.

include(WiresharkPlugin)
include(command/answers.cmake)
list(TRANSFORM answers_sources PREPEND command/)

set(_checked ${answers_sources} ${explain_sources} ${plugin_sources})
list(REMOVE_ITEM _checked ${catalogue_table} ${finding_sentences} ${translations_table})
file(GLOB _headers RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} *.h */*.h)
# What is not in the plugin: the generators and the command.
list(FILTER _headers EXCLUDE REGEX "^generator/")
# Up to 4.4, what "-z" calls has no other way to say that it failed than that by which Wireshark's own do.
list(REMOVE_ITEM _headers compat.h)

set_module_info(sipexplain ${PROJECT_VERSION_MAJOR} ${PROJECT_VERSION_MINOR} ${PROJECT_VERSION_PATCH} 0)
set(PLUGIN_FILES ${answers_sources} ${explain_sources} ${plugin_sources})
set_source_files_properties(${_checked} PROPERTIES COMPILE_FLAGS "${WERROR_COMMON_FLAGS}")
add_wireshark_plugin_library(sipexplain epan)
# Of their own, so that they do not wait for the libraries that the plugin is linked with.
add_custom_target(sipexplain_tables DEPENDS ${catalogue_table} ${finding_sentences} ${translations_table})
add_dependencies(sipexplain sipexplain_tables)
target_include_directories(sipexplain PRIVATE ${generated_folder})
target_compile_definitions(sipexplain PRIVATE
    SIPEXPLAIN_VERSION="${PROJECT_VERSION}"
    $<$<BOOL:${HAVE_SSIZE_T}>:HAVE_SSIZE_T>
    $<$<BOOL:${SIPEXPLAIN_ANY_WIRESHARK}>:SIPEXPLAIN_ANY_WIRESHARK>
)
target_link_libraries(sipexplain epan PkgConfig::GLIB2 PkgConfig::ZLIB)
install_plugin(sipexplain epan)

# As in Wireshark's own user interface, a variable may have the name of a function of the C library.
if(COMMAND CHECKAPI)
    CHECKAPI(
        NAME sipexplain
        SWITCHES --group dissectors-prohibited --group dissectors-restricted --nocheck-shadow
        SOURCES ${_checked} ${_headers}
    )
endif()
