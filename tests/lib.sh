# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the scripts in this folder share. To be sourced.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=${SIPEXPLAIN_JOBS:-$(nproc)}
# The other Debian systems, each in a folder.
systems=${SIPEXPLAIN_SYSTEMS:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/sipexplain/systems}
shared=${SIPEXPLAIN_SHARED:-$top/../shared}     # captures of other projects, where there are some

# With the time since the whole began, where its script has set that.
say() {
    printf '\n== %s%s\n' "$*" "${SIPEXPLAIN_BEGAN:+ [$(((EPOCHSECONDS - SIPEXPLAIN_BEGAN) / 60)) min]}"
}

# What the package manager needs root for, run by root or by a user with sudo.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# What building and the demo need on a system that is not Debian's kin, as its package manager calls it; nobody has tried it.
names_elsewhere() {
    local system

    system=" $(. "${SIPEXPLAIN_OS_RELEASE:-/etc/os-release}" 2>/dev/null && echo "${ID:-} ${ID_LIKE:-}" || true) "
    case $system in
        *" fedora "*) echo "cmake ninja-build gcc pkgconf-pkg-config gettext glib2-devel zlib-devel wireshark-devel wireshark-cli python3-scapy" ;;
        *suse*) echo "cmake ninja gcc pkg-config gettext-tools glib2-devel zlib-devel wireshark-devel wireshark python3-scapy" ;;
        *" arch "*) echo "cmake ninja gcc pkgconf gettext glib2 zlib wireshark-cli python-scapy" ;;
        *) if [ "$(uname)" = Darwin ]; then echo "cmake ninja pkgconf gettext glib wireshark"; fi ;;
    esac
}

# Installs the packages that are missing, and none that is there. Where there is no apt-get, says what is needed.
install_packages() {
    local package program names missing=()

    if ! command -v apt-get >/dev/null; then
        for program in cmake ninja cc pkg-config tshark python3; do
            command -v "$program" >/dev/null || missing+=("$program")
        done
        [ ${#missing[@]} != 0 ] || return 0
        names=$(names_elsewhere)
        echo "There is no ${missing[*]} here. ${names:+This should be enough (not tried): $names}" >&2
        [ -n "$names" ] || echo "This needs the packages $*, under the names that Debian gives them." >&2
        return 1
    fi
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return
    say "Installing ${missing[*]}"
    as_root apt-get -q update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "${missing[@]}"
}

# Installs the package of a service that tests start themselves: it is not started, neither now nor with the system.
# install_service PACKAGE UNIT
install_service() {
    local policy=/usr/sbin/policy-rc.d made='' status=0

    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" != installed ] || return 0
    if [ ! -e $policy ]; then
        made=1
        printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null && as_root chmod 755 $policy || return
    fi
    install_packages "$1" || status=$?
    [ -z "$made" ] || as_root rm $policy
    [ ! -d /run/systemd/system ] || as_root systemctl disable "$2" || status=$?
    return $status
}

# What it takes to build and to run the tests; kept short, the rest comes as their dependencies.
# make is what CMake takes where nobody says -G, as in the lines of README.md.
build_packages=(cmake make ninja-build gcc libc6-dev pkg-config gettext libglib2.0-dev zlib1g-dev wireshark-dev libwireshark-dev lowdown)
test_packages=(tshark python3 python3-pytest python3-pytest-xdist python3-scapy openssl jq parallel)
# To make packages, in every system.
packaging_packages=(dpkg-dev file)
# For tests that are run on one system alone.
once_packages=(mandoc zsh)

# build FOLDER [CMAKE OPTION...]
build() {
    local folder=$1 generator=(-G Ninja)
    shift
    # A folder that somebody has configured otherwise goes on with what it has.
    [ ! -e "$folder/CMakeCache.txt" ] || generator=()
    cmake -S "$top" -B "$folder" "${generator[@]}" "$@" && cmake --build "$folder"
}

# Runs the tests of a build, and says which were left out and why: CTest itself
# shows what a test prints only where it fails.
# run_tests FOLDER [CTEST OPTION...]
run_tests() {
    local folder=$1 status=0
    shift
    ctest --no-tests=error --output-on-failure --test-dir "$folder" "$@" || status=$?
    grep -E '^(LEFT OUT|SKIPPED|pytest-xdist is not there|no tests ran|[0-9]+ (passed|failed|skipped|errors?))' "$folder/Testing/Temporary/LastTest.log" || true
    return $status
}

# The project's files without build folders, as a tar archive on standard output.
project_files() {
    tar cf - -C "$top" --exclude='./build*' --exclude=./.git .
}

# Where this system has Debian's packages from; empty where nothing is said.
debian_mirror() {
    apt-get indextargets --format '$(LABEL)|$(SITE)' 2>/dev/null | sed -n 's/^Debian|//p' | head -n 1
}

# Makes a Debian system that has nothing but what it cannot be without, in a folder that is kept and never changed;
# prints its name. What is said meanwhile goes to a file.
# fresh_system SUITE FILE
fresh_system() {
    local folder=$systems/fresh-$1 mirror

    if [ ! -e "$folder/.fresh" ]; then
        mirror=$(debian_mirror)
        # It lies in /usr/sbin, which only root has in PATH.
        as_root sh -c 'command -v debootstrap' >"$2" 2>&1 || { echo "debootstrap is missing, or nobody may run it" >"$2"; return 1; }
        as_root rm -rf "$folder" && as_root mkdir -p "$folder" &&
            as_root debootstrap --variant=minbase "$1" "$folder" ${mirror:+"$mirror"} >"$2" 2>&1 &&
            as_root cp /etc/resolv.conf "$folder/etc" && as_root touch "$folder/.fresh" || return
    fi
    echo "$folder"
}

# Debian's archive of the unstable suite is sometimes mirrored long after its
# index has run out; for a system that only runs tests that is good enough. Whatever
# else is wrong with an index, a signature above all, stays an error, and so does
# an index that cannot be had.
# update_index FOLDER
update_index() {
    local said

    said=$(as_root chroot "$1" env LC_ALL=C apt-get -q -o APT::Update::Error-Mode=any update 2>&1) && echo "$said" && return
    echo "$said"
    grep -q '^E: Release file .* is expired' <<<"$said" || return
    echo "(the index has run out; once more without asking for its date)"
    as_root chroot "$1" apt-get -q -o APT::Update::Error-Mode=any -o Acquire::Check-Valid-Until=false update
}

# Calls a function with each line of standard input, on all cores at a time; fails where one of the calls did.
# in_parallel FUNCTION
in_parallel() {
    local line running=0 status=0

    while IFS= read -r line; do
        if [ $running -ge "$jobs" ]; then
            wait -n || status=1
            running=$((running - 1))
        fi
        "$1" "$line" </dev/null &
        running=$((running + 1))
    done
    while [ $running -gt 0 ]; do
        wait -n || status=1
        running=$((running - 1))
    done
    return $status
}

# Runs a command as a user without rights, in a home of its own: a root tshark
# ignores WIRESHARK_PLUGIN_DIR, and nobody's preferences should matter.
# unprivileged HOME COMMAND...
unprivileged() {
    local home=$1
    shift
    if [ "$(id -u)" = 0 ]; then
        chown nobody "$home"
        setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME="$home" "$@"
    else
        env HOME="$home" "$@"
    fi
}

# A fresh folder that every user can read, with the built plugin in it; prints its name.
# stage BUILD-FOLDER
stage() {
    local folder
    folder=$(mktemp -d) && chmod 755 "$folder" && mkdir "$folder/home" && cp -r "$1/plugins" "$folder" && echo "$folder"
}

# Makes a folder like that of Wireshark's own data, for WIRESHARK_DATA_DIR, without
# its lists of the names of vendors, enterprises and ports: before 4.4 they are half
# of the time of a start, and most of it under valgrind and the sanitizers.
# lean_data FOLDER
lean_data() {
    local file data
    data=$(tshark -G folders 2>/dev/null | sed -n 's/^Global configuration:[[:space:]]*//p')
    [ -d "$data" ] && mkdir "$1" || return
    for file in "$data"/*; do
        case ${file##*/} in
            manuf | enterprises.tsv | services) ;;
            *) ln -s "$file" "$1" ;;
        esac
    done
}
