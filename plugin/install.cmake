# SPDX-License-Identifier: GPL-2.0-or-later
#
# Puts the plugin where this Wireshark looks for it, says where, and warns when
# a second copy would make Wireshark complain at every start. The command, its
# manual page and its completions go to the usual places beside it.

set(_system_folder ${CMAKE_INSTALL_PREFIX}/${Wireshark_PLUGIN_LIBDIR}/epan)
set(_personal_folder .local/lib/wireshark/plugins/${plugins_of_version}/epan)

set(_documents
    share/man/man1/sipexplain.1
    share/bash-completion/completions/sipexplain
    share/zsh/site-functions/_sipexplain
)
# Below /usr, Debian's zsh looks only there for what is not its own.
set(_zsh_folder share/zsh/site-functions)
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr" AND EXISTS /etc/debian_version)
    set(_zsh_folder share/zsh/vendor-completions)
endif()

if(SIPEXPLAIN_USER_INSTALL)
    # The home folder of whoever installs, not of whoever configured.
    install(CODE "
        set(_folder \"\$ENV{HOME}/${_personal_folder}\")
        set(_others \"${_system_folder}\")
        file(INSTALL DESTINATION \"\${_folder}\" TYPE MODULE FILES \"$<TARGET_FILE:sipexplain>\")
        set(_command_folder \"\$ENV{HOME}/.local/bin\")
        file(INSTALL DESTINATION \"\${_command_folder}\" TYPE EXECUTABLE FILES \"$<TARGET_FILE:sipexplain_command>\")
        execute_process(COMMAND id -u OUTPUT_VARIABLE _user OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
        if(_user STREQUAL \"0\")
            set(_loaded_by_nobody TRUE)
        endif()
    ")
    # File by file, since the installation of a folder changes the permissions of one that is there.
    foreach(_document IN LISTS _documents)
        cmake_path(GET _document PARENT_PATH _folder)
        install(CODE "
            file(INSTALL DESTINATION \"\$ENV{HOME}/.local/${_folder}\" TYPE FILE
                FILES \"${PROJECT_BINARY_DIR}/${_document}\")
        ")
    endforeach()
else()
    install(TARGETS sipexplain LIBRARY DESTINATION ${Wireshark_PLUGIN_LIBDIR}/epan COMPONENT plugin)
    install(TARGETS sipexplain_command RUNTIME DESTINATION bin COMPONENT command)
    foreach(_document IN LISTS _documents)
        cmake_path(GET _document PARENT_PATH _folder)
        string(REPLACE share/zsh/site-functions ${_zsh_folder} _folder ${_folder})
        install(FILES ${PROJECT_BINARY_DIR}/${_document} DESTINATION ${_folder} COMPONENT command)
    endforeach()
    # Under sudo, HOME is root's; the copy to look for is that of the user.
    install(CODE "
        set(_folder \"\${CMAKE_INSTALL_PREFIX}/${Wireshark_PLUGIN_LIBDIR}/epan\")
        set(_others \"\$ENV{HOME}/${_personal_folder}\")
        set(_command_folder \"\${CMAKE_INSTALL_PREFIX}/bin\")
        if(DEFINED ENV{SUDO_USER})
            execute_process(COMMAND getent passwd \$ENV{SUDO_USER} OUTPUT_VARIABLE _entry ERROR_QUIET)
            if(_entry MATCHES \"^[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:([^:]+):\")
                list(APPEND _others \"\${CMAKE_MATCH_1}/${_personal_folder}\")
            endif()
        endif()
    ")
endif()

install(CODE "
    message(STATUS \"sipexplain for Wireshark ${Wireshark_MAJOR_VERSION}.${Wireshark_MINOR_VERSION} is in \$ENV{DESTDIR}\${_folder}\")
    if(_loaded_by_nobody)
        message(STATUS \"A Wireshark or tshark that root starts does not look there: for root, install it for all users.\")
    else()
        message(STATUS \"To see whether it is loaded: tshark -G plugins | grep sipexplain\")
    endif()
    message(STATUS \"The command sipexplain is in \$ENV{DESTDIR}\${_command_folder}\")
    list(REMOVE_DUPLICATES _others)
    foreach(_other IN LISTS _others)
        if(EXISTS \"\${_other}/sipexplain.so\")
            message(WARNING \"There is another copy, \${_other}/sipexplain.so. Remove one of the two: \"
                \"Wireshark loads only one and complains about the other at every start.\")
        endif()
    endforeach()
")
