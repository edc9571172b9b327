# SPDX-License-Identifier: GPL-2.0-or-later
#
# What `cpack` makes in the build folder: two packages, the plugin with its
# profile, and the command with its manual page and completions, which needs
# GLib alone and is of use without Wireshark too. make.sh makes all of them.

set(SIPEXPLAIN_PACKAGE_RELEASE 1 CACHE STRING "Release of the packages, the last part of their version")

set(CPACK_PACKAGE_NAME sipexplain)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_VENDOR "sipexplain")
set(CPACK_PACKAGE_CONTACT "sipexplain maintainers <maintainers@users.noreply.example.org>")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_COMPONENTS_ALL plugin command)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/stage.cmake)
set(CPACK_SIPEXPLAIN_PACKAGING ${CMAKE_CURRENT_LIST_DIR})

set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "explanations of SIP responses and of failed calls")
set(CPACK_COMPONENT_PLUGIN_DESCRIPTION "A plugin for Wireshark and tshark that tells why a SIP call, registration or
transfer failed: it reads the request, the dialog and the other legs of the
call, and names the cause where the packets show it.")
set(CPACK_COMPONENT_COMMAND_DESCRIPTION "The command sipexplain explains and compares SIP response codes, the values
of Reason and Warning headers, and the findings of the plugin for Wireshark,
without a capture.")

# Debian: the libraries, and with them the ABI, are found by dpkg-shlibdeps.
math(EXPR _next "${Wireshark_MINOR_VERSION} + 1")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${SIPEXPLAIN_PACKAGE_RELEASE})
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PLUGIN_PACKAGE_NAME sipexplain)
set(CPACK_DEBIAN_PLUGIN_PACKAGE_DEPENDS
    "sipexplain-command (= ${PROJECT_VERSION}-${SIPEXPLAIN_PACKAGE_RELEASE}), wireshark-common (>= ${_wireshark}~), wireshark-common (<< ${Wireshark_MAJOR_VERSION}.${_next}~)")
set(CPACK_DEBIAN_PLUGIN_PACKAGE_RECOMMENDS "wireshark | tshark")
set(CPACK_DEBIAN_COMMAND_PACKAGE_NAME sipexplain-command)

set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE "GPL-2.0-or-later")
set(CPACK_RPM_PACKAGE_RELEASE 1)
set(CPACK_RPM_PLUGIN_PACKAGE_NAME sipexplain)
set(CPACK_RPM_PLUGIN_PACKAGE_DESCRIPTION ${CPACK_COMPONENT_PLUGIN_DESCRIPTION})
set(CPACK_RPM_PLUGIN_PACKAGE_REQUIRES "sipexplain-command = ${PROJECT_VERSION}")
set(CPACK_RPM_COMMAND_PACKAGE_NAME sipexplain-command)
set(CPACK_RPM_COMMAND_PACKAGE_DESCRIPTION ${CPACK_COMPONENT_COMMAND_DESCRIPTION})
# The folders are Wireshark's, or those of every system.
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    ${CMAKE_INSTALL_PREFIX}/share/man ${CMAKE_INSTALL_PREFIX}/share/man/man1
    ${CMAKE_INSTALL_PREFIX}/share/bash-completion ${CMAKE_INSTALL_PREFIX}/share/bash-completion/completions
    ${CMAKE_INSTALL_PREFIX}/share/zsh ${CMAKE_INSTALL_PREFIX}/share/zsh/site-functions ${CMAKE_INSTALL_PREFIX}/share/zsh/vendor-completions
)

include(CPack)
