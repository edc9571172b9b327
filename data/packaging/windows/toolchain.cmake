# SPDX-License-Identifier: GPL-2.0-or-later
#
# Builds for Windows (64 bits, UCRT) with Debian's gcc-mingw-w64-ucrt64:
#   cmake -S . -B build-windows -G Ninja -DCMAKE_TOOLCHAIN_FILE=data/packaging/windows/toolchain.cmake
#     -DSIPEXPLAIN_WINDOWS=FOLDER -DWireshark_DIR=FOLDER -DSIPEXPLAIN_HOST_BUILD=FOLDER
# The first folder is what libraries.sh makes, the second what wireshark.sh
# makes, the third a build for this machine, whose generators are run.

set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(_tools x86_64-w64-mingw32ucrt)
set(CMAKE_C_COMPILER ${_tools}-gcc)
set(CMAKE_RC_COMPILER ${_tools}-windres)

set(SIPEXPLAIN_WINDOWS "" CACHE PATH "Libraries for Windows, as data/packaging/windows/libraries.sh makes them")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES SIPEXPLAIN_WINDOWS)
# Nothing of this machine but its programs.
set(CMAKE_FIND_ROOT_PATH ${SIPEXPLAIN_WINDOWS})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} ${SIPEXPLAIN_WINDOWS}/lib/pkgconfig)

# Headers of a newer GLib would call what the one that Wireshark comes with may not have.
set(CMAKE_C_FLAGS_INIT "-DGLIB_VERSION_MIN_REQUIRED=GLIB_VERSION_2_68 -DGLIB_VERSION_MAX_ALLOWED=GLIB_VERSION_2_68")

# No DLL of the compiler, and the same bytes whenever it is built.
foreach(_kind EXE MODULE SHARED)
    set(CMAKE_${_kind}_LINKER_FLAGS_INIT "-static -Wl,--no-insert-timestamp")
endforeach()
