#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Runs the tests on the versions of Wireshark that this system does not have:
# makes a Debian 12, 13 and unstable system in a folder (debootstrap), builds
# there and runs all tests there. The folders are kept and used again; they are
# in $SIPEXPLAIN_SYSTEMS, or else in the cache folder of the user.
#
# Says plainly at the end which of them could not be had.

set -u
. "$(dirname "$0")/lib.sh"

systems=${SIPEXPLAIN_SYSTEMS:-${XDG_CACHE_HOME:-$HOME/.cache}/sipexplain/systems}
here=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
mirror=$(apt-get indextargets --format '$(LABEL)|$(SITE)' 2>/dev/null | sed -n 's/^Debian|//p' | head -n 1)
passed= failed= absent=

# Debian's archive of the unstable suite is sometimes mirrored long after its
# index has run out; for a system that only runs tests that is good enough.
update() {
    as_root chroot "$1" apt-get -q update ||
        { echo "(the package index has expired or cannot be had; once more without asking for its date)"
          as_root chroot "$1" apt-get -q -o Acquire::Check-Valid-Until=false update; }
}

# make_system SUITE FOLDER
make_system() {
    local packages="${build_packages[*]} ${test_packages[*]} wireshark-common"

    # Complete with what was needed when it was made, which may have become more.
    [ "$(cat "$2/.complete" 2>/dev/null)" = "$packages" ] && return
    # It lies in /usr/sbin, which only root has in PATH.
    as_root sh -c 'command -v debootstrap' >/dev/null || { echo "debootstrap is missing, or nobody may run it"; return 1; }
    as_root rm -rf "$2" && as_root mkdir -p "$2" &&
    as_root debootstrap --variant=minbase "$1" "$2" ${mirror:+"$mirror"} >"$log" 2>&1 ||
        { tail -n 5 "$log"; return 1; }
    as_root cp /etc/resolv.conf "$2/etc/resolv.conf"
    update "$2" >"$log" 2>&1 &&
    as_root chroot "$2" env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends \
        $packages >"$log" 2>&1 ||
        { tail -n 5 "$log"; return 1; }
    echo "$packages" | as_root tee "$2/.complete" >/dev/null
}

# test_in FOLDER
test_in() {
    local project=$1/tmp/sipexplain status=0

    as_root rm -rf "$project" && as_root mkdir -p "$project" || return
    (cd "$top" && tar cf - --exclude='./build*' --exclude=./.git .) | as_root tar xf - -C "$project" || return
    [ ! -d "$top/../shared/captures" ] || as_root cp -r "$top/../shared" "$1/tmp/" || return
    # Where a container does not permit it, the tests that need a terminal say so and are left out.
    as_root mount -t proc proc "$1/proc" 2>/dev/null || true
    as_root mount -t devpts devpts "$1/dev/pts" -o newinstance,ptmxmode=0666 2>/dev/null || true
    as_root chroot "$1" env CTEST_OUTPUT_ON_FAILURE=1 LC_ALL=C.UTF-8 sh -c '
        cd /tmp/sipexplain &&
        tshark --version 2>/dev/null | head -n 1 &&
        cmake -S . -B build -G Ninja -DCMAKE_COMPILE_WARNING_AS_ERROR=ON -DSIPEXPLAIN_COMPLETE_LANGUAGES=ON >/tmp/sipexplain.log 2>&1 &&
        cmake --build build >>/tmp/sipexplain.log 2>&1 || { cat /tmp/sipexplain.log; exit 1; }
        ctest --no-tests=error --test-dir build' || status=$?
    as_root umount "$1/dev/pts" "$1/proc" 2>/dev/null || true
    return $status
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
for suite in bookworm trixie sid; do
    [ "$suite" = "$here" ] && continue
    say "Debian $suite"
    if ! make_system "$suite" "$systems/$suite"; then
        absent="$absent $suite"
    elif test_in "$systems/$suite"; then
        passed="$passed $suite"
    else
        failed="$failed $suite"
    fi
done

say "Other Debian systems: passed:${passed:- none}; failed:${failed:- none}; could not be had, NOT TESTED:${absent:- none}"
[ -z "$failed" ]
