# SPDX-License-Identifier: GPL-2.0-or-later
#
# The profile "SIP Explain" of data/profile: makes it in the build folder, puts
# it into a zip that Wireshark's profile dialog imports, and installs it.

set(_profile "SIP Explain")
set(_profile_source ${PROJECT_SOURCE_DIR}/data/profile)
set(_profile_folder ${PROJECT_BINARY_DIR}/profiles/${_profile})

# The coloring rules of a profile are all that it has. So this Wireshark's own
# follow after ours, for everything else to look as it always did.
set(_stock_rules ${Wireshark_INSTALL_PREFIX}/share/wireshark/colorfilters)
file(READ ${_profile_source}/colorfilters _rules)
if(EXISTS ${_stock_rules})
    file(READ ${_stock_rules} _stock)
    string(REGEX REPLACE "^#[^\n]*\n" "" _stock "${_stock}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${_stock_rules})
else()
    message(WARNING "Wireshark's own coloring rules are not in ${_stock_rules}; "
        "in the profile \"${_profile}\" only SIP responses will be coloured.")
    set(_stock "")
endif()
# Not configure_file, which would take a rule's @name@ for a variable.
file(GENERATE OUTPUT "${_profile_folder}/colorfilters" CONTENT "${_rules}${_stock}")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${_profile_source}/colorfilters)
set(_profile_files colorfilters)
foreach(_file dfilter_buttons preferences recent)
    configure_file(${_profile_source}/${_file} ${_profile_folder}/${_file} COPYONLY)
    list(APPEND _profile_files ${_file})
endforeach()

# One top folder with the profile's name. No entry for the folder itself, which
# Wireshark's reader of zips would take for a file.
set(_profile_names ${_profile_files})
list(TRANSFORM _profile_files PREPEND "${_profile}/" OUTPUT_VARIABLE _zipped)
list(TRANSFORM _profile_files PREPEND "${_profile_folder}/" OUTPUT_VARIABLE _made)
# Always with the same time, in the same zone, so that the same files make the same bytes.
set(_time "1980-01-01 00:00:00 UTC")
if(DEFINED ENV{SOURCE_DATE_EPOCH})
    string(TIMESTAMP _time "%Y-%m-%d %H:%M:%S UTC" UTC)
endif()
add_custom_command(OUTPUT "${PROJECT_BINARY_DIR}/${_profile}.zip"
    COMMAND ${CMAKE_COMMAND} -E env TZ=UTC0 ${CMAKE_COMMAND} -E tar cf "${PROJECT_BINARY_DIR}/${_profile}.zip" --format=zip
        "--mtime=${_time}" -- ${_zipped}
    WORKING_DIRECTORY ${PROJECT_BINARY_DIR}/profiles
    DEPENDS ${_made}
    VERBATIM
)
add_custom_target(profile ALL DEPENDS "${PROJECT_BINARY_DIR}/${_profile}.zip")

# There, it is installed with the plugin.
if(WIN32)
    return()
endif()

if(SIPEXPLAIN_USER_INSTALL)
    # Where Wireshark keeps what belongs to a user; a folder that is there is
    # the user's own, who may have changed it.
    install(CODE "
        set(_config \"\$ENV{HOME}/.config\")
        if(NOT \"\$ENV{XDG_CONFIG_HOME}\" STREQUAL \"\")
            set(_config \"\$ENV{XDG_CONFIG_HOME}\")
        endif()
        set(_config \"\${_config}/wireshark\")
        if(NOT IS_DIRECTORY \"\${_config}\" AND IS_DIRECTORY \"\$ENV{HOME}/.wireshark\")
            set(_config \"\$ENV{HOME}/.wireshark\")
        endif()
        set(_folder \"\${_config}/profiles/${_profile}\")
        if(EXISTS \"\${_folder}\")
            message(STATUS \"The profile \\\"${_profile}\\\" is there already and stays as it is; to get it anew, \"
                \"remove \${_folder} and install again.\")
            # To be uninstalled with the rest, where it is still what was installed.
            foreach(_file IN ITEMS ${_profile_names})
                list(APPEND CMAKE_INSTALL_MANIFEST_FILES \"\${_folder}/\${_file}\")
            endforeach()
        else()
            file(INSTALL DESTINATION \"\${_config}/profiles\" TYPE DIRECTORY FILES \"${_profile_folder}\")
            message(STATUS \"The profile \\\"${_profile}\\\" is in \${_folder}\")
        endif()
    ")
else()
    # Wireshark offers what is here to every user, and copies it when it is first used.
    set(_system_profiles share/wireshark/profiles)
    install(DIRECTORY "${_profile_folder}" DESTINATION ${_system_profiles} COMPONENT plugin)
    install(CODE "
        message(STATUS \"The profile \\\"${_profile}\\\" is in \"
            \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${_system_profiles}/${_profile}\")
    ")
endif()
