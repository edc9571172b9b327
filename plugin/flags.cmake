# SPDX-License-Identifier: GPL-2.0-or-later
#
# How everything is compiled and linked: each option only where compiler and
# linker take it. Hardened, also where no packager asks for it.

include(CheckCCompilerFlag)
include(CheckLinkerFlag)
include(CheckPIESupported)

# compile_with(FLAG...)
function(compile_with)
    foreach(_flag IN LISTS ARGN)
        string(MAKE_C_IDENTIFIER "TAKES${_flag}" _takes)
        check_c_compiler_flag(${_flag} ${_takes})
        if(${_takes})
            add_compile_options(${_flag})
        endif()
    endforeach()
endfunction()

# link_with(FLAG...)
function(link_with)
    foreach(_flag IN LISTS ARGN)
        string(MAKE_C_IDENTIFIER "LINKS${_flag}" _links)
        check_linker_flag(C ${_flag} ${_links})
        if(${_links})
            add_link_options(${_flag})
        endif()
    endforeach()
endfunction()

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
compile_with(-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wformat=2)

check_pie_supported(LANGUAGES C)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
link_with(LINKER:-z,relro LINKER:-z,now)

if(SIPEXPLAIN_SANITIZE)
    # Numbers that do not fit the integer they are made into are not among what is called undefined there.
    set(_sanitizers undefined,float-cast-overflow)
    add_compile_options(-fsanitize=address,${_sanitizers} -fno-sanitize-recover=${_sanitizers} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,${_sanitizers})
    return()
endif()

link_with(LINKER:--no-undefined)
# Of functions with an array of characters. That of all with any array or address, -fstack-protector-strong, costs a
# twentieth of what the plugin costs per message, and is the packager's to say.
# On Windows it needs a library of the compiler's own, which users do not have.
if(NOT "${CMAKE_C_FLAGS}" MATCHES "-fstack-protector" AND NOT WIN32)
    compile_with(-fstack-protector)
endif()
# It works where the compiler optimises, and is the packager's to say where one says it.
if(NOT "${CMAKE_C_FLAGS}" MATCHES "_FORTIFY_SOURCE" AND NOT WIN32)
    add_compile_options($<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE> $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
endif()
# The same bytes from any folder; a debugger that is to show the source finds it where it was built.
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    check_c_compiler_flag(-ffile-prefix-map=a=b TAKES_FILE_PREFIX_MAP)
    if(TAKES_FILE_PREFIX_MAP)
        add_compile_options(
            -ffile-prefix-map=${PROJECT_SOURCE_DIR}=sipexplain
            -ffile-prefix-map=${PROJECT_BINARY_DIR}=sipexplain-build
        )
    endif()
endif()
