# SPDX-License-Identifier: GPL-2.0-or-later
#
# Puts the plugin where this Wireshark looks for it, says where, and warns when
# a second copy would make Wireshark complain at every start.

set(_system_folder ${CMAKE_INSTALL_PREFIX}/${Wireshark_PLUGIN_LIBDIR}/epan)
set(_personal_folder .local/lib/wireshark/plugins/${Wireshark_MAJOR_VERSION}.${Wireshark_MINOR_VERSION}/epan)

if(SIPEXPLAIN_USER_INSTALL)
    # The home folder of whoever installs, not of whoever configured.
    install(CODE "
        set(_folder \"\$ENV{HOME}/${_personal_folder}\")
        set(_others \"${_system_folder}\")
        file(INSTALL DESTINATION \"\${_folder}\" TYPE MODULE FILES \"$<TARGET_FILE:sipexplain>\")
    ")
else()
    install(TARGETS sipexplain LIBRARY DESTINATION ${Wireshark_PLUGIN_LIBDIR}/epan)
    # Under sudo, HOME is root's; the copy to look for is that of the user.
    install(CODE "
        set(_folder \"\${CMAKE_INSTALL_PREFIX}/${Wireshark_PLUGIN_LIBDIR}/epan\")
        set(_others \"\$ENV{HOME}/${_personal_folder}\")
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
    message(STATUS \"To see whether it is loaded: tshark -G plugins | grep sipexplain\")
    list(REMOVE_DUPLICATES _others)
    foreach(_other IN LISTS _others)
        if(EXISTS \"\${_other}/sipexplain.so\")
            message(WARNING \"There is another copy, \${_other}/sipexplain.so. Remove one of the two: \"
                \"Wireshark loads only one and complains about the other at every start.\")
        endif()
    endforeach()
")
