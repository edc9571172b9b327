#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Makes 2,000 corrupted copies of captures (editcap -E, as Wireshark's own
# fuzz test does), and reads them with a plugin that was built with the
# sanitizers. The copies of one capture are read in batches, as most of the
# time of a run is the start of tshark.
#
# usage: fuzz.sh SANITIZER-BUILD-FOLDER [COPIES]

set -eu
. "$(dirname "$0")/lib.sh"
build=$(cd "$1" && pwd)
copies=${2:-2000}
batch=50

folder=$(stage "$build")
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/captures" "$folder/copies"
for text in "$top"/tests/captures/*.txt; do
    /usr/bin/python3 "$top/tests/e2e/captures.py" "$text" "$folder/captures/$(basename "$text" .txt).pcap"
done
[ ! -d "$top/../shared/captures" ] || cp "$top"/../shared/captures/*.*cap* "$folder/captures"

preload="$(gcc -print-file-name=libasan.so) $(gcc -print-file-name=libubsan.so)"
check() {
    unprivileged "$folder/home" WIRESHARK_PLUGIN_DIR="$folder/plugins" LC_ALL=C.UTF-8 LD_PRELOAD="$preload" \
        ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1 tshark -r "$1" -V >"$folder/out" 2>"$folder/err" &&
        ! grep -Eq 'AddressSanitizer|runtime error:' "$folder/err" &&
        ! grep -q 'Dissector bug, protocol SIP Explain' "$folder/out" "$folder/err"
}

# How many copies of each capture it takes; the last one makes up the rest.
set -- "$folder"/captures/*
each=$(( (copies + $# - 1) / $# ))
done=0
for capture in "$@"; do
    name=${capture##*/}
    [ $((copies - done)) -lt $each ] && each=$((copies - done))
    seed=0
    while [ $seed -lt $each ]; do
        rm -f "$folder"/copies/*
        for ((i = 0; i < batch && seed < each; i++, seed++)); do
            # Rates between one byte in 50 and one in 1,000, so that many copies stay SIP.
            editcap -E "0.$(printf %03d $((1 + seed % 20)))" --seed "$seed" "$capture" "$folder/copies/$seed-$name" 2>/dev/null
        done
        mergecap -a -w "$folder/batch.pcapng" "$folder"/copies/*
        chmod 644 "$folder/batch.pcapng"
        if ! check "$folder/batch.pcapng"; then
            echo "FAILED: copies of $name with seeds up to $((seed - 1))" >&2
            grep -E 'AddressSanitizer|runtime error:|Dissector bug, protocol SIP Explain' "$folder/out" "$folder/err" | head >&2
            cp "$folder/batch.pcapng" "$build/failed.pcapng"
            exit 1
        fi
    done
    done=$((done + each))
done
echo "$done corrupted copies of $# captures read, no fault"
