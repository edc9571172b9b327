#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Runs the tests on the versions of Wireshark that this system does not have:
# makes a Debian 12, 13 and unstable system in a folder (debootstrap), builds
# there and runs the unit tests and those that run Wireshark's programs there;
# the others cannot come out differently. The folders are kept and used again; they
# are in $SIPEXPLAIN_SYSTEMS, or else in the cache folder of the user.
#
# Says plainly at the end which of them could not be had.

set -u
. "$(dirname "$0")/lib.sh"

here=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
mirror=$(debian_mirror)
packages="${build_packages[*]} ${test_packages[*]} ${packaging_packages[*]} wireshark-common"
passed= failed= absent= mounted=

# install_in FOLDER
install_in() {
    as_root cp /etc/resolv.conf "$1/etc/resolv.conf" && update_index "$1" &&
    as_root chroot "$1" env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $packages &&
    echo "$packages" | as_root tee "$1/.complete" >/dev/null
}

# make_system SUITE: with what it says in $logs/SUITE, and $logs/SUITE.made where it is there in the end
make_system() {
    local folder=$systems/$1

    {
        # Complete with what was needed when it was made, which may have become more.
        if [ -e "$folder/.complete" ]; then
            [ "$(cat "$folder/.complete")" = "$packages" ] || install_in "$folder"
        else
            # It lies in /usr/sbin, which only root has in PATH.
            as_root sh -c 'command -v debootstrap' >/dev/null ||
                { echo "debootstrap is missing, or nobody may run it"; return 1; }
            as_root rm -rf "$folder" && as_root mkdir -p "$folder" &&
            as_root debootstrap --variant=minbase "$1" "$folder" ${mirror:+"$mirror"} &&
            # Whoever pulls the plug has it made anew.
            echo force-unsafe-io | as_root tee "$folder/etc/dpkg/dpkg.cfg.d/unsafe-io" >/dev/null &&
            install_in "$folder"
        fi && touch "$logs/$1.made"
    } >"$logs/$1" 2>&1
}

# Takes down what test_in mounted, also when it is interrupted.
unmount() {
    [ -z "$mounted" ] || as_root umount "$mounted"
    mounted=
}

# test_in FOLDER
test_in() {
    local project=$1/tmp/sipexplain status=0

    as_root rm -rf "$project" "$1/tmp/shared" && as_root mkdir -p "$project" || return
    project_files | as_root tar xf - -C "$project" || return
    [ ! -d "$shared/captures" ] || as_root cp -rL "$shared" "$1/tmp/shared" || return
    as_root mount -t proc proc "$1/proc" 2>/dev/null && mounted=$1/proc
    as_root chroot "$1" env -u SIPEXPLAIN_SHARED LC_ALL=C.UTF-8 SIPEXPLAIN_TESTS="another version" SIPEXPLAIN_JOBS="$jobs" bash -c '
        cd /tmp/sipexplain && . tests/lib.sh &&
        tshark --version 2>/dev/null | head -n 1 &&
        build build -DCMAKE_COMPILE_WARNING_AS_ERROR=ON -DSIPEXPLAIN_COMPLETE_LANGUAGES=ON >/tmp/sipexplain.log 2>&1 ||
            { cat /tmp/sipexplain.log; exit 1; }
        run_tests build' || status=$?
    unmount
    return $status
}

logs=$(mktemp -d)
trap 'unmount; rm -rf "$logs"' EXIT
trap 'exit 130' INT TERM HUP
others=()
for suite in bookworm trixie sid; do
    [ "$suite" = "$here" ] || others+=("$suite")
done
say "Debian ${others[*]}: making what is not there yet"
printf '%s\n' "${others[@]}" | in_parallel make_system
for suite in "${others[@]}"; do
    say "Debian $suite"
    if [ ! -e "$logs/$suite.made" ]; then
        tail -n 5 "$logs/$suite"
        absent="$absent $suite"
    elif test_in "$systems/$suite"; then
        passed="$passed $suite"
    else
        failed="$failed $suite"
    fi
done

say "Other Debian systems: passed:${passed:- none}; failed:${failed:- none}; could not be had, NOT TESTED:${absent:- none}"
[ -z "$failed" ]
