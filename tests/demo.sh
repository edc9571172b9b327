#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Installs what is needed, builds the plugin, and shows it at work on a sample
# capture: a call that is challenged, then refused. Nothing is installed but
# distribution packages, and the plugin stays in the build folder.

set -eu
. "$(dirname "$0")/lib.sh"

install_packages "${build_packages[@]}" tshark python3 python3-scapy
build "$top/build" -DBUILD_TESTING=OFF
python3=/usr/bin/python3    # the one that Debian's scapy belongs to
"$python3" "$top/tests/e2e/captures.py" "$top/tests/captures/sample.txt" "$top/build/sample.pcap"

folder=$(stage "$top/build")
trap 'rm -rf "$folder"' EXIT
cp "$top/build/sample.pcap" "$folder"
chmod 644 "$folder/sample.pcap"

show() {
    local argument

    printf '\n$ tshark'
    for argument in "$@"; do
        case $argument in
            *[\ \"\']*) printf " '%s'" "$argument" ;;
            *) printf ' %s' "$argument" ;;
        esac
    done
    printf '\n'
    (cd "$folder" && unprivileged "$folder/home" WIRESHARK_PLUGIN_DIR="$folder/plugins" LC_ALL=C.UTF-8 tshark "$@")
}

say "The capture as Wireshark shows it"
show -r sample.pcap
say "The same with a word on each response"
show -r sample.pcap -Y sipexplain -T fields -e frame.number -e sipexplain.code -e sipexplain.outcome -e sipexplain.summary
say "Why the call failed"
show -r sample.pcap -Y 'sipexplain.outcome == "failure"' -O sipexplain
say "The plugin is $(ls "$top"/build/plugins/*/epan/sipexplain.so); README.md says how to install it."
