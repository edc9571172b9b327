#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Tries every command line of README.md and of the manual in fresh Debian 12 and
# 13 systems, and in an unstable one where that is named, as root in one without sudo and as a user with sudo, in
# the order in which they stand: fresh.py. Each of the six is a copy of a minimal
# system (debootstrap), which is kept like those of systems.sh; with it the
# packages that apt-get loads. Says which lines were not run, and plainly which
# systems could not be had.
#
# usage: fresh.sh [--all-tests] [SUITE USER]
#   --all-tests   with all that "run.sh quick" tests, which takes some minutes more for each system
#   SUITE USER    one of the six alone: bookworm, trixie or sid, and root or reader; shows how long each line took

set -u
. "$(dirname "$0")/lib.sh"

# Puts links of packages from one folder into another, on the same file system.
# link_packages FROM TO
link_packages() {
    find "$1" -maxdepth 1 -name '*.deb' -exec ln -ft "$2" {} +
}

# Makes a fresh system out of a copy of one, and goes through the text in it. Is run as root, with processes and
# mounts of its own, which end with it.
# Ends with 3 where packages cannot be had.
# inside FOLDER USER ARCHIVES CHECKOUT FILE-FOR-WHAT-IS-NOT-RUN TESTS
inside() {
    local root=$1 user=$2 archives=$3 checkout=$4 left_out=$5 status=0 file said

    mount -t proc proc "$root/proc" && mount -t tmpfs tmpfs "$root/dev/shm" &&
        mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts" || return
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    echo "127.0.0.1 localhost $(uname -n)" >"$root/etc/hosts"
    # Nobody sits there to say yes, and a system that is thrown away needs no care for the loss of power.
    echo 'APT::Get::Assume-Yes "true";' >"$root/etc/apt/apt.conf.d/fresh"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/fresh"
    mkdir -p "$archives" && link_packages "$archives" "$root/var/cache/apt/archives"
    # Without the network nothing can be tried, and that is no failure.
    said=$(update_index "$root") || { echo "$said"; return 3; }
    # So it is for whoever updates it again.
    ! grep -q '^(the index has run out' <<<"$said" || echo 'Acquire::Check-Valid-Until "false";' >>"$root/etc/apt/apt.conf.d/fresh"
    if [ "$user" != root ]; then
        chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get -q install sudo &&
            chroot "$root" useradd -m -s /bin/bash "$user" &&
            echo "$user ALL=(ALL) NOPASSWD: ALL" >"$root/etc/sudoers.d/fresh" || return
    elif chroot "$root" sh -c 'command -v sudo'; then
        echo "There is sudo in a fresh system, and so nothing shows that root needs none"
        return 1
    fi
    # A folder with a blank in its name, as people have them.
    mkdir "$root$checkout" && tar xf "$root.tar" -C "$root$checkout" && chroot "$root" chown -R "$user:" "$checkout" || return
    # Root has a umask and a PATH of its own; the reader's come with his login.
    /usr/bin/python3 -B "$top/tests/fresh.py" "$root" "$user" "$checkout" "$left_out" "$6" || status=$?
    # What can be had no more is kept no more.
    if chroot "$root" apt-get -q autoclean >/dev/null; then
        link_packages "$root/var/cache/apt/archives" "$archives"
        for file in "$archives"/*.deb; do
            [ -e "$root/var/cache/apt/archives/${file##*/}" ] || rm -f "$file"
        done
    fi
    return $status
}

if [ "${1:-}" = --inside ]; then
    inside "${@:2}"
    exit
fi

tests=
[ "${1:-}" != --all-tests ] || { tests=all && shift; }
known=()
for user in root reader; do
    for suite in bookworm trixie sid; do
        known+=("$suite $user")
    done
done
case $# in
    0) mapfile -t chosen < <(printf '%s\n' "${known[@]}" | grep -v '^sid ') ;;
    *)
        chosen=("$*")
        printf '%s\n' "${known[@]}" | grep -qxF "$*" || { echo "usage: fresh.sh [--all-tests] [SUITE USER]" >&2; exit 2; }
        ;;
esac

install_packages debootstrap || exit
as_root mkdir -p "$systems"
# Beside the systems, so that packages need not be copied; a /tmp in memory may be too small.
work=$(as_root mktemp -d "$systems/run.XXXXXX") && as_root chown "$(id -u)" "$work" && chmod 755 "$work" || exit
# With the first process of a system all others end, and their mounts are gone.
runner=
clean_up() {
    local file

    [ -z "$runner" ] || as_root kill -KILL -- "-$runner" 2>/dev/null
    for file in "$work"/*.pid; do
        [ ! -e "$file" ] || as_root kill -KILL "$(cat "$file")" 2>/dev/null
    done
    wait
    # What was killed may write its last byte just now.
    as_root rm -rf "$work" 2>/dev/null || as_root rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

# In a file "NAME.SOMETHING" is what came of the system of this name: log, pid, passed, failed or absent.
# try_fresh "SUITE USER"
try_fresh() {
    local suite=${1% *} user=${1#* } name=${1/ /-} folder root home=/root some=none status=0 start=$SECONDS

    root=$work/$name
    [ "$1" = "trixie reader" ] && some=some
    [ "$user" = root ] || home=/home/$user
    folder=$(fresh_system "$suite" "$root.log") &&
        as_root cp -a --reflink=auto "$folder" "$root" && as_root rm "$root/.fresh" && ln "$work/project.tar" "$root.tar" || status=3
    [ $status != 0 ] ||
        as_root bash -c 'echo $$ >"$1" && shift && exec unshare --mount --pid --fork --kill-child "$@"' bash "$root.pid" \
            bash "$top/tests/fresh.sh" --inside "$root" "$user" "$systems/archives-$suite" "$home/my sipexplain" \
            "$root.left_out" "${tests:-$some}" >"$root.log" 2>&1 || status=$?
    case $status in
        0) touch "$root.passed" ;;
        3) touch "$root.absent" ;;
        *) touch "$root.failed" ;;
    esac
    rm -f "$root.pid"
    as_root rm -rf "$root"
    printf '\nDebian %s as %s, %s s: %s\n' "$suite" "$user" $((SECONDS - start)) "$(tail -n 1 "$root.log")"
    if [ ${#chosen[@]} = 1 ]; then
        cat "$root.log"
    elif [ $status = 3 ]; then
        tail -n 5 "$root.log"
    elif [ $status != 0 ]; then
        # A failure, and what is indented below it.
        awk '/^[^ ]/ { failed = /^FAILED/ } failed' "$root.log" | grep . || tail -n 20 "$root.log"
    fi
}

say "Each command line of README.md and the manual, in fresh systems"
as_root unshare --mount --pid --fork --kill-child true ||
    { say "Fresh systems: no namespaces can be made here, NOT TESTED"; exit 0; }
# What is in the repository, if this is one: a file that nobody has added to it is none that a reader has.
if git -C "$top" ls-files -z 2>/dev/null >"$work/files" && [ -s "$work/files" ]; then
    tar cf "$work/project.tar" -C "$top" --null -T "$work/files" || exit
else
    project_files >"$work/project.tar" || exit
fi
printf '%s\n' "${chosen[@]}" >"$work/chosen"
# In a group of its own, which can be ended as a whole.
set -m
in_parallel try_fresh <"$work/chosen" &
runner=$!
set +m
wait $runner
runner=

# named ENDING: the systems of which there is such a file
named() {
    (cd "$work" && ls -- *."$1" 2>/dev/null) | sed 's/\.[a-z]*$//' | paste -sd ' ' || true
}
if cat "$work"/*.left_out >"$work/left out" 2>/dev/null; then
    say "Lines that are not run in fresh systems"
    sort -u "$work/left out" | awk -F '\t' '{ printf "%s: %s\n    %s\n", $1, $2, $3 }'
fi
failed=$(named failed) passed=$(named passed) absent=$(named absent)
say "Fresh systems: passed: ${passed:-none}; failed: ${failed:-none}; could not be had, NOT TESTED: ${absent:-none}"
[ -z "$failed" ]
