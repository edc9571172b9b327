# SPDX-License-Identifier: GPL-2.0-or-later
#
# Puts everything where Wireshark for Windows looks for it: into its program
# folder, which the prefix is to be, or with SIPEXPLAIN_USER_INSTALL into the
# folder of the user's settings, %APPDATA%\Wireshark.

set(_plugin_folder plugins/${Wireshark_MAJOR_VERSION}.${Wireshark_MINOR_VERSION}/epan)
set(_profile_folder "${PROJECT_BINARY_DIR}/profiles/SIP Explain")

if(SIPEXPLAIN_USER_INSTALL)
    # A profile that is there is the user's own, who may have changed it.
    install(CODE "
        file(TO_CMAKE_PATH \"\$ENV{APPDATA}\" _settings)
        if(_settings STREQUAL \"\")
            message(FATAL_ERROR \"APPDATA is not set: it names the folder of the user's settings.\")
        endif()
        set(_settings \"\${_settings}/Wireshark\")
        file(INSTALL DESTINATION \"\${_settings}/${_plugin_folder}\" TYPE MODULE FILES \"$<TARGET_FILE:sipexplain>\")
        if(NOT EXISTS \"\${_settings}/profiles/SIP Explain\")
            file(INSTALL DESTINATION \"\${_settings}/profiles\" TYPE DIRECTORY FILES \"${_profile_folder}\")
        endif()
    ")
else()
    install(TARGETS sipexplain LIBRARY DESTINATION ${_plugin_folder})
    install(DIRECTORY "${_profile_folder}" DESTINATION profiles)
    # Beside Wireshark's programs, where glib-2.0-0.dll is.
    install(TARGETS sipexplain_command RUNTIME DESTINATION .)
endif()
