# SPDX-License-Identifier: GPL-2.0-or-later
#
# What a package has beside what is installed without one. Run by cpack, with
# the files of each component in a folder of their own.

if(NOT CPACK_GENERATOR STREQUAL "DEB")
    return()
endif()
foreach(_component IN LISTS CPACK_COMPONENTS_ALL)
    string(TOUPPER ${_component} _upper)
    set(_root ${CPACK_TEMPORARY_DIRECTORY}/${_component}${CPACK_PACKAGING_INSTALL_PREFIX})
    set(_doc ${_root}/share/doc/${CPACK_DEBIAN_${_upper}_PACKAGE_NAME})
    # Not file(INSTALL), which would put it below DESTDIR once more.
    file(COPY ${CPACK_SIPEXPLAIN_PACKAGING}/copyright DESTINATION ${_doc}
        FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    # The same history for each Debian, of which every one has a release of its own.
    file(READ ${CPACK_SIPEXPLAIN_PACKAGING}/changelog _changelog)
    string(REGEX REPLACE "^([a-z]+) \\([^)]*\\)" "\\1 (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})" _changelog "${_changelog}")
    file(WRITE ${_doc}/changelog.Debian "${_changelog}")
    file(CHMOD ${_doc}/changelog.Debian PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    file(GLOB _pages ${_root}/share/man/man*/*.[1-9])
    execute_process(COMMAND gzip -9n ${_doc}/changelog.Debian ${_pages} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
