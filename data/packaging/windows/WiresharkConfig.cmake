# SPDX-License-Identifier: GPL-2.0-or-later
#
# Wireshark's libraries for Windows, as far as a plugin is linked with them:
# headers, and import libraries that wireshark.sh made out of them. It stands for
# the file of this name that Wireshark installs, and lies beside include/ and share/.

file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/include/wireshark/ws_version.h _lines REGEX "define WIRESHARK_VERSION_")
foreach(_part MAJOR MINOR MICRO)
    string(REGEX MATCH "WIRESHARK_VERSION_${_part} +([0-9]+)" _found "${_lines}")
    set(_${_part} ${CMAKE_MATCH_1})
endforeach()
set(Wireshark_MAJOR_VERSION ${_MAJOR})
set(Wireshark_MINOR_VERSION ${_MINOR})
set(Wireshark_PATCH_VERSION ${_MICRO})
set(Wireshark_VERSION ${_MAJOR}.${_MINOR}.${_MICRO})
set(Wireshark_PLUGINS_ENABLED 1)
set(Wireshark_PLUGIN_LIBDIR plugins/${_MAJOR}.${_MINOR})
set(Wireshark_INSTALL_PREFIX ${CMAKE_CURRENT_LIST_DIR})
set(Wireshark_INCLUDE_DIR ${CMAKE_CURRENT_LIST_DIR}/include/wireshark)

# Target and library of the same thing.
foreach(_pair epan:libwireshark wsutil:libwsutil)
    string(REPLACE ":" ";" _pair ${_pair})
    list(GET _pair 0 _target)
    list(GET _pair 1 _library)
    if(NOT TARGET ${_target})
        add_library(${_target} UNKNOWN IMPORTED)
        set_target_properties(${_target} PROPERTIES
            IMPORTED_LOCATION ${CMAKE_CURRENT_LIST_DIR}/lib/${_library}.dll.a
            INTERFACE_INCLUDE_DIRECTORIES ${Wireshark_INCLUDE_DIR}
        )
    endif()
endforeach()
