# SPDX-License-Identifier: GPL-2.0-or-later
#
# Programs that are run while building, on the machine that builds. Where that is
# done for another system, those of a build for this one are taken.

set(SIPEXPLAIN_HOST_BUILD "" CACHE PATH "Build folder for this machine, whose generators are run when building for another system")

# add_tool(NAME SOURCE... LINK TARGET...)
function(add_tool name)
    cmake_parse_arguments(PARSE_ARGV 1 _tool "" "" LINK)
    if(CMAKE_CROSSCOMPILING AND SIPEXPLAIN_HOST_BUILD)
        file(RELATIVE_PATH _folder ${PROJECT_BINARY_DIR} ${CMAKE_CURRENT_BINARY_DIR})
        add_executable(${name} IMPORTED GLOBAL)
        set_target_properties(${name} PROPERTIES IMPORTED_LOCATION ${SIPEXPLAIN_HOST_BUILD}/${_folder}/${name})
    else()
        add_executable(${name} ${_tool_UNPARSED_ARGUMENTS})
        target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/plugin)
        target_link_libraries(${name} PRIVATE ${_tool_LINK})
    endif()
endfunction()
