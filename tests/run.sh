#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Installs what is needed and runs all tests: on this system with gcc, clang,
# the sanitizers and valgrind, then on the other supported versions of
# Wireshark, each in a Debian system of its own in a folder.

set -eu
. "$(dirname "$0")/lib.sh"

install_packages "${build_packages[@]}" "${test_packages[@]}" wireshark-common clang valgrind debootstrap

export CTEST_OUTPUT_ON_FAILURE=1
options=(-DCMAKE_COMPILE_WARNING_AS_ERROR=ON -DBUILD_TESTING=ON -DSIPEXPLAIN_COMPLETE_LANGUAGES=ON)

say "gcc, all tests"
build "$top/build" "${options[@]}" -DCMAKE_C_COMPILER=gcc
ctest --no-tests=error --test-dir "$top/build"

say "clang, unit tests"
build "$top/build-clang" "${options[@]}" -DCMAKE_C_COMPILER=clang
ctest --no-tests=error --test-dir "$top/build-clang" -L unit

say "valgrind, unit tests and plugin"
bash "$top/tests/valgrind.sh" "$top/build"

say "address and undefined-behaviour sanitizers, all tests"
build "$top/build-sanitize" "${options[@]}" -DCMAKE_C_COMPILER=gcc -DSIPEXPLAIN_SANITIZE=ON
SIPEXPLAIN_PRELOAD="$(gcc -print-file-name=libasan.so) $(gcc -print-file-name=libubsan.so)" \
    ctest --no-tests=error --test-dir "$top/build-sanitize"

say "sanitizers on corrupted captures"
bash "$top/tests/fuzz.sh" "$top/build-sanitize"

bash "$top/tests/systems.sh"
