#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# valgrind on the unit tests and on tshark with the plugin; tshark and its
# libraries have leaks and reports of their own, so only errors that have our
# plugin in their stack count there.
#
# usage: valgrind.sh BUILD-FOLDER

set -eu
. "$(dirname "$0")/lib.sh"
build=$(cd "$1" && pwd)

for test in "$build"/tests/test_*; do
    [ -x "$test" ] && [ ! -d "$test" ] || continue
    echo "valgrind ${test##*/}"
    G_SLICE=always-malloc valgrind -q --error-exitcode=1 "$test" >/dev/null
done

folder=$(stage "$build")
trap 'rm -rf "$folder"' EXIT
/usr/bin/python3 "$top/tests/e2e/captures.py" "$top/tests/captures/sample.txt" "$folder/sample.pcap"
chmod 644 "$folder/sample.pcap"
for arguments in "" "-V" "-2 -Y sipexplain -T fields -e sipexplain.remedy"; do
    echo "valgrind tshark -r sample.pcap $arguments"
    # shellcheck disable=SC2086
    (cd "$folder" && unprivileged "$folder/home" WIRESHARK_PLUGIN_DIR="$folder/plugins" G_SLICE=always-malloc \
        valgrind --log-file="$folder/home/log" tshark -r sample.pcap $arguments >/dev/null 2>&1) ||
        { cat "$folder/home/log"; exit 1; }
    if grep -Eq '^==[0-9]+== +(at|by) .*sipexplain' "$folder/home/log"; then
        cat "$folder/home/log"
        exit 1
    fi
done
