# SPDX-License-Identifier: GPL-2.0-or-later
#
# Removes what the last installation from a build folder has installed:
#   cmake -D BUILD=folder -D PROFILE="SIP Explain" -D PERSONAL=ON|OFF -P uninstall.cmake
# A profile among somebody's own settings (PERSONAL) is removed only where it
# is still what was installed.

cmake_minimum_required(VERSION 3.24)    # for policies, as for the project

# Those of components are what was put into packages.
set(_manifest ${BUILD}/install_manifest.txt)
if(NOT EXISTS ${_manifest})
    message(FATAL_ERROR "Nothing is known of an installation from ${BUILD}: there is no install_manifest.txt in it.")
endif()
file(STRINGS ${_manifest} _files ENCODING UTF-8)

# Removes a folder of Wireshark's, or of the manual, that has become empty, and what is above it up to Wireshark's own.
function(remove_empty folder)
    while(folder MATCHES "/(\\.?wireshark|doc/sipexplain)(/|$)" AND IS_DIRECTORY "${folder}" AND NOT IS_SYMLINK "${folder}")
        file(GLOB _left LIST_DIRECTORIES true "${folder}/*" "${folder}/.*")
        list(FILTER _left EXCLUDE REGEX "/\\.\\.?$")
        if(_left)
            break()
        endif()
        file(REMOVE_RECURSE "${folder}")
        cmake_path(GET folder PARENT_PATH folder)
    endwhile()
endfunction()

# Whether a profile has exactly the files that were installed, unchanged.
function(profile_is_untouched folder result)
    set(${result} TRUE PARENT_SCOPE)
    file(GLOB_RECURSE _there LIST_DIRECTORIES true RELATIVE "${folder}" "${folder}/*" "${folder}/.*")
    foreach(_name IN LISTS _there)
        execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files "${folder}/${_name}" "${BUILD}/profiles/${PROFILE}/${_name}"
            RESULT_VARIABLE _differs OUTPUT_QUIET ERROR_QUIET)
        if(_differs)
            set(${result} FALSE PARENT_SCOPE)
        endif()
    endforeach()
endfunction()

set(_kept "")
set(_folders "")
foreach(_file IN LISTS _files)
    set(_file "$ENV{DESTDIR}${_file}")
    cmake_path(GET _file PARENT_PATH _folder)
    if(NOT EXISTS "${_file}" AND NOT IS_SYMLINK "${_file}")
        continue()
    endif()
    if(PERSONAL AND _folder MATCHES "/${PROFILE}$" AND NOT _folder IN_LIST _folders)
        if(NOT _folder IN_LIST _kept)
            profile_is_untouched("${_folder}" _untouched)
            if(NOT _untouched)
                list(APPEND _kept "${_folder}")
            endif()
        endif()
    endif()
    if(_folder IN_LIST _kept)
        continue()
    endif()
    message(STATUS "Removing ${_file}")
    file(REMOVE "${_file}")
    if(EXISTS "${_file}")
        message(FATAL_ERROR "${_file} cannot be removed: whoever installed it must uninstall it.")
    endif()
    list(APPEND _folders "${_folder}")
endforeach()
list(REMOVE_DUPLICATES _folders)
foreach(_folder IN LISTS _folders)
    remove_empty("${_folder}")
endforeach()
file(REMOVE ${_manifest})

foreach(_folder IN LISTS _kept)
    message(STATUS "The profile \"${PROFILE}\" was used or changed since it was installed, and stays in ${_folder}. "
        "Without the plugin Wireshark does not know its columns, colours and filters; remove the folder, or delete it in Edit > Configuration Profiles.")
endforeach()
if(NOT PERSONAL)
    message(STATUS "Wireshark gave whoever has chosen the profile \"${PROFILE}\" a copy, which stays among the user's own settings. "
        "Without the plugin Wireshark does not know its columns, colours and filters; delete it in Edit > Configuration Profiles.")
endif()
