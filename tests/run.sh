#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Installs what is needed and runs all tests: on this system with gcc, clang,
# the sanitizers and valgrind, then on the other supported versions of
# Wireshark, each in a Debian system of its own in a folder; makes packages,
# follows README.md and the manual in fresh systems, and builds for Windows.
#
# usage: run.sh          all of them
#        run.sh quick    between two edits: on this system with gcc, the unit and end-to-end tests, without the few that
#                        build or install the project again

set -eu
. "$(dirname "$0")/lib.sh"

case $#,${1:-} in
    0, | 1,quick) ;;
    *)
        echo "usage: run.sh [quick]" >&2
        exit 2
        ;;
esac

# What takes long on another machine is seen from what it has printed.
export SIPEXPLAIN_BEGAN=$EPOCHSECONDS

options=(-DCMAKE_COMPILE_WARNING_AS_ERROR=ON -DBUILD_TESTING=ON)

if [ $# = 1 ]; then
    install_packages "${build_packages[@]}" "${test_packages[@]}" "${once_packages[@]}"
    say "gcc, unit and end-to-end tests"
    # A text that is new need not be translated yet.
    build "$top/build" "${options[@]}" -DSIPEXPLAIN_COMPLETE_LANGUAGES=OFF -DCMAKE_C_COMPILER=gcc
    SIPEXPLAIN_TESTS=quick run_tests "$top/build"
    say "Quick: real SIP stacks, clang, valgrind, the sanitizers, corrupted captures, many captures, other versions of Wireshark and fresh systems were NOT TESTED"
    exit
fi

install_packages "${build_packages[@]}" "${test_packages[@]}" "${once_packages[@]}" wireshark-common clang valgrind debootstrap
options+=(-DSIPEXPLAIN_COMPLETE_LANGUAGES=ON)

say "gcc, all tests"
build "$top/build" "${options[@]}" -DCMAKE_C_COMPILER=gcc
run_tests "$top/build"

# Where there is a limit of time (SIPEXPLAIN_MINUTES, in CI), what would begin after it is left out, and named at the end.
late=()
in_time() {
    [ -n "${SIPEXPLAIN_MINUTES:-}" ] && [ $((EPOCHSECONDS - SIPEXPLAIN_BEGAN)) -ge $((SIPEXPLAIN_MINUTES * 60)) ] || return 0
    late+=("$1")
    return 1
}

bash "$top/tests/tree.sh"
bash "$top/tests/systems.sh"
bash "$top/tests/fresh.sh"

say "clang, unit tests"
build "$top/build-clang" "${options[@]}" -DCMAKE_C_COMPILER=clang
run_tests "$top/build-clang" -L unit

say "valgrind, unit tests and plugin"
bash "$top/tests/valgrind.sh" "$top/build"

bash "$top/tests/lab/run.sh" "$top/build"

# With what is built for Windows, and the tests of that.
if in_time "packages and Windows"; then
    bash "$top/tests/packages.sh"
fi

if in_time "sanitizers"; then
    say "address and undefined-behaviour sanitizers, all tests that run what is built with them"
    build "$top/build-sanitize" "${options[@]}" -DCMAKE_C_COMPILER=gcc -DSIPEXPLAIN_SANITIZE=ON
    SIPEXPLAIN_PRELOAD="$(gcc -print-file-name=libasan.so) $(gcc -print-file-name=libubsan.so)" SIPEXPLAIN_TESTS=sanitizers \
        run_tests "$top/build-sanitize"
fi

if in_time "many captures"; then
    say "Many captures: on two machines, killed and taken up again, into databases"
    bash "$top/tests/many_captures.sh" "$top/build"
fi

if in_time "corrupted captures"; then
    say "sanitizers on corrupted captures"
    bash "$top/tests/fuzz.sh" "$top/build-sanitize"
fi

for name in "${late[@]}"; do
    say "NOT TESTED, as it would have begun after $SIPEXPLAIN_MINUTES minutes: $name"
done
