#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Tries the plugin in Wireshark's own tree, the source of this system's
# Wireshark: configures, makes the generated tables, compiles the plugin's files
# with Wireshark's own flags, where warnings are errors, and runs Wireshark's
# check of what plugins may call. The libraries that the plugin is linked with
# are not built, which would take half an hour.

set -eu
. "$(dirname "$0")/lib.sh"

install_packages "${build_packages[@]}" jq dpkg-dev flex perl python3 libgcrypt20-dev libc-ares-dev libpcap-dev zlib1g-dev

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM HUP
cd "$folder"

# Lists of the sources, apart from those that the system keeps: of Debian's own archives as they are set here.
mkdir -p lists/partial
# Where they are set is known from the last update alone.
[ -n "$(debian_mirror)" ] || as_root apt-get -q update >log 2>&1 || true
apt-get indextargets --format '$(ORIGIN)|$(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    sed -n 's/^Debian|/deb-src /p' >sources.list
own_apt() {
    apt-get -q -o Dir::Etc::sourcelist="$folder/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::Lists="$folder/lists" "$@"
}
say "The source of Wireshark"
if ! { own_apt update && own_apt source wireshark; } >log 2>&1; then
    tail -n 5 log
    say "In Wireshark's tree: its source could not be had, NOT TESTED"
    exit 0
fi
tree=$(echo "$folder"/wireshark-*/)
mkdir "$tree/plugins/epan/sipexplain"
project_files | tar xf - -C "$tree/plugins/epan/sipexplain"

say "In the tree of ${tree#"$folder"/}"
cmake -S "$tree" -B build -G Ninja -DCUSTOM_PLUGIN_SRC_DIR=plugins/epan/sipexplain -DENABLE_WERROR=ON \
    -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DBUILD_wireshark=OFF -DBUILD_logray=OFF >log 2>&1 || { cat log; exit 1; }

# What the tree has not asked for.
failed=
fail() {
    echo "FAILED: $*"
    failed=yes
}
grep -q '^CMAKE_INSTALL_PREFIX:PATH=/usr/local$' build/CMakeCache.txt || fail "the plugin changes where Wireshark is installed"
! grep '^Wireshark_DIR:' build/CMakeCache.txt || fail "the plugin looks for another Wireshark than that of the tree"
grep -rqs 'lib.*/plugins/[0-9.]*/epan".*TYPE MODULE' build/plugins/epan/sipexplain || fail "the plugin is not installed beside Wireshark's own"
ninja -C build -t targets all | grep -q '^run/plugins/[0-9.]*/epan/sipexplain.so:' || fail "the plugin is not built beside Wireshark's own"

ninja -C build sipexplain_tables checkAPI_sipexplain >log 2>&1 || fail "the tables, or what Wireshark checks"
cat log
! grep -E 'Error:|Warning:' log || fail "Wireshark's check of what plugins may call"

compile() {
    (cd build && bash -c "$1") || { echo "FAILED: $1"; return 1; }
}
jq -r '.[] | select(.file | contains("/plugins/epan/sipexplain/plugin/") and (contains("/generator/") | not)) | .command' \
    build/compile_commands.json >commands
[ "$(grep -c plugin.c.o commands)" = 1 ] || fail "the plugin is not among what is compiled"
in_parallel compile <commands || failed=yes
say "In Wireshark's tree: $(wc -l <commands) files compiled; $([ -n "$failed" ] && echo failed || echo passed)"
[ -z "$failed" ]
