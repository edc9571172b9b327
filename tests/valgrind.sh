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

check_unit() {
    echo "valgrind ${1##*/}"
    G_SLICE=always-malloc valgrind -q --error-exitcode=1 "$1" >/dev/null
}

check_tshark() {
    local log

    echo "valgrind tshark -r sample.pcap $1"
    log=$(mktemp -p "$folder") || return
    [ "$(id -u)" != 0 ] || chown nobody "$log" || return
    # shellcheck disable=SC2086
    (cd "$folder" && unprivileged "$folder/home" WIRESHARK_PLUGIN_DIR="$folder/plugins" WIRESHARK_DATA_DIR="$folder/data" \
        G_SLICE=always-malloc valgrind --log-file="$log" tshark -r sample.pcap $1 >/dev/null 2>&1) ||
        { cat "$log"; return 1; }
    if grep -Eq '^==[0-9]+== +(at|by) .*sipexplain' "$log"; then
        cat "$log"
        return 1
    fi
}

find "$build/tests" -maxdepth 1 -type f -name 'test_*' -executable | sort | in_parallel check_unit

folder=$(stage "$build")
trap 'rm -rf "$folder"' EXIT
lean_data "$folder/data"
/usr/bin/python3 "$top/tests/e2e/captures.py" "$top/tests/captures/sample.txt" "$folder/sample.pcap"
chmod 644 "$folder/sample.pcap"
in_parallel check_tshark <<'END'

-V
-2 -Y sipexplain -T fields -e sipexplain.remedy
-2 -q -z sipexplain,report -z sipexplain,stat
END
