#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Makes the packages, and installs, upgrades and purges them in fresh systems:
# copies of the Debian systems that systems.sh has made, which are not changed
# (overlayfs), and of one for this Debian, which is made for it. Says plainly what
# could not be had.

set -u
. "$(dirname "$0")/lib.sh"

work=$(mktemp -d)
mounted=()
take_down() {
    local place

    for place in "${mounted[@]}"; do
        as_root umount -R "$place"
    done
    mounted=()
}
trap 'take_down; as_root rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

failed= absent= passed=
fail() {
    echo "FAILED: $*"
    failed=yes
}

install_packages lintian rpm debootstrap || exit
say "Making the packages, twice in different folders"
bash "$top/data/packaging/make.sh" "$work/first" || { echo "FAILED: the packages cannot be made"; exit 1; }
mkdir "$work/another folder" &&
    project_files | tar xf - -C "$work/another folder" &&
    bash "$work/another folder/data/packaging/make.sh" --here "$work/second" || fail "they cannot be made again"
for file in "$work"/second/*.deb; do
    cmp "$file" "$work/first/${file##*/}" || fail "two builds differ: ${file##*/}"
done
(cd "$work/first" && sha256sum -c --quiet SHA256SUMS) || fail "the sums"

say "lintian"
lintian --allow-root --fail-on error,warning "$work"/second/*.deb || fail "lintian"

say "The tarball, without gettext"
tar xf "$work"/first/sipexplain-*.tar.gz -C "$work" && tree=$(echo "$work"/sipexplain-*/) &&
    cmake -S "$tree" -B "$work/tarball" -G Ninja -DBUILD_TESTING=OFF -DMSGFMT=MSGFMT-NOTFOUND >"$work/log" 2>&1 &&
    cmake --build "$work/tarball" --target sipexplain_command >>"$work/log" 2>&1 || { tail -n 20 "$work/log"; fail "the tarball does not build"; }
"$work/tarball/sipexplain" --language de 486 | grep -q besetzt || fail "no translations in a build without gettext"

# What a purge must bring back: all files, but for what a package manager keeps for itself.
files_of() {
    as_root find "$1" -xdev \( -path "$1/var/lib/apt" -o -path "$1/var/lib/dpkg" -o -path "$1/var/cache" -o -path "$1/var/log" -o -path "$1/tmp" \
        -o -path "$1/proc" -o -path "$1/dev" \) -prune -o -print | sort
}

# try_in NAME FOLDER RELEASE: RELEASE is the end of the version of the packages
try_in() {
    local name=$1 lower=$2 release=$3 root=$work/$1/root file old

    mkdir -p "$root" "$work/$name/upper" "$work/$name/work"
    as_root mount -t overlay overlay -o "lowerdir=$lower,upperdir=$work/$name/upper,workdir=$work/$name/work" "$root" || return
    mounted+=("$root")
    in_it() {
        as_root chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
    }
    update_index "$root" >/dev/null || return
    # The ground that the packages stand on, so that only they come and go.
    in_it apt-get -qy install --no-install-recommends tshark >/dev/null || return
    files_of "$root" >"$work/$name/before"
    as_root mkdir -p "$root/tmp/packages"
    as_root cp "$work"/first/*_0.2.0-"$release"_*.deb "$root/tmp/packages" || return
    # An older release is the same with a lower number.
    mkdir "$work/$name/old"
    for file in "$work"/first/*_0.2.0-"$release"_*.deb; do
        old=$work/$name/old/$(basename "${file%%_*}")
        dpkg-deb -R "$file" "$old" && sed -i "s/^Version: .*/Version: 0.1.9-1/; s/(= 0.2.0-[^)]*)/(= 0.1.9-1)/" "$old/DEBIAN/control" &&
            dpkg-deb --root-owner-group -b "$old" "$old.deb" >/dev/null || return
    done
    as_root cp "$work/$name"/old/*.deb "$root/tmp/" || return
    in_it sh -c 'apt-get -qy install --no-install-recommends /tmp/sipexplain*.deb && apt-get -qy install --no-install-recommends /tmp/packages/*.deb' \
        >"$work/$name/log" 2>&1 || { tail -n 5 "$work/$name/log"; return 1; }
    [ "$(in_it dpkg-query -W -f '${Version} ' sipexplain sipexplain-command)" = "0.2.0-$release 0.2.0-$release " ] || { echo "not upgraded"; return 1; }
    as_root cp "$top/tests/captures/sample.txt" "$root/tmp/" || return
    in_it tshark -G plugins 2>/dev/null | grep sipexplain || { echo "tshark does not load the plugin"; return 1; }
    in_it sipexplain 486 >/dev/null || { echo "the command does not run"; return 1; }
    in_it test -e "/usr/share/wireshark/profiles/SIP Explain/preferences" || { echo "the profile is not there"; return 1; }
    in_it apt-get -qy purge sipexplain sipexplain-command >"$work/$name/log" 2>&1 || { tail -n 5 "$work/$name/log"; return 1; }
    files_of "$root" >"$work/$name/after"
    diff "$work/$name/before" "$work/$name/after" || { echo "something is left behind, or is gone"; return 1; }
}

here=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
for suite in bookworm trixie sid; do
    folder=$systems/$suite
    if [ "$suite" = "$here" ]; then
        folder=$(fresh_system "$suite" "$work/log") || { tail -n 3 "$work/log"; absent="$absent $suite"; continue; }
    elif [ ! -e "$folder/.complete" ]; then
        absent="$absent $suite"
        continue
    fi
    release=$(. "$folder/etc/os-release" && echo "1${VERSION_ID:+~deb$VERSION_ID}")
    say "Debian $suite: install, upgrade, purge"
    if try_in "$suite" "$folder" "$release"; then
        passed="$passed $suite"
    else
        fail "in Debian $suite"
    fi
    take_down
done

say "Packages: passed:${passed:- none}; could not be had, NOT TESTED:${absent:- none}; $([ -n "$failed" ] && echo FAILED || echo "no failure")"
[ -z "$failed" ]
