#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Makes 2,000 corrupted copies of captures (editcap -E, as Wireshark's own
# fuzz test does), and reads them with a plugin that was built with the
# sanitizers, in one pass and in two, with the report of each. The copies of one
# capture are read in batches, as most of the time of a run is the start of tshark.
#
# usage: fuzz.sh SANITIZER-BUILD-FOLDER [COPIES]

set -eu
. "$(dirname "$0")/lib.sh"
build=$(cd "$1" && pwd)
copies=${2:-2000}
batch=50

folder=$(stage "$build")
trap 'rm -rf "$folder"' EXIT
lean_data "$folder/data"
mkdir "$folder/captures"
for text in "$top"/tests/captures/*.txt; do
    /usr/bin/python3 "$top/tests/e2e/captures.py" "$text" "$folder/captures/$(basename "$text" .txt).pcap"
done
[ ! -d "$shared/captures" ] || cp "$shared"/captures/*.*cap* "$folder/captures"

preload="$(gcc -print-file-name=libasan.so) $(gcc -print-file-name=libubsan.so)"
fault='AddressSanitizer|runtime error:|Dissector bug, protocol SIP Explain'

# Wireshark's own allocator hands out pieces of blocks, and the sanitizer sees
# where a block ends, and not where a piece does; so each is allocated by itself.
# check FOLDER OPTION...: reads FOLDER/batch.pcapng
check() {
    local work=$1
    shift
    unprivileged "$folder/home" WIRESHARK_PLUGIN_DIR="$folder/plugins" WIRESHARK_DATA_DIR="$folder/data" LC_ALL=C.UTF-8 \
        WIRESHARK_DEBUG_WMEM_OVERRIDE=simple LD_PRELOAD="$preload" ASAN_OPTIONS=detect_leaks=0 \
        UBSAN_OPTIONS=print_stacktrace=1 tshark -r "$work/batch.pcapng" "$@" -z sipexplain,report \
        >"$work/out" 2>"$work/err" &&
        ! grep -Eq "$fault" "$work/out" "$work/err"
}

# Reads copies of one of the captures. fuzz NUMBER
fuzz() {
    local capture=${captures[$1]} work i seed=0 count=$each
    local name=${capture##*/}

    # The last ones make up the rest.
    [ $((copies - $1 * each)) -ge "$each" ] || count=$((copies - $1 * each))
    work=$(mktemp -d -p "$folder") && chmod 755 "$work" && mkdir "$work/copies" || return
    while [ $seed -lt $count ]; do
        rm -f "$work"/copies/*
        for ((i = 0; i < batch && seed < count; i++, seed++)); do
            # Rates between one byte in 50 and one in 1,000, so that many copies stay SIP.
            editcap -E "0.$(printf %03d $((1 + seed % 20)))" --seed "$seed" "$capture" "$work/copies/$seed" 2>/dev/null || return
        done
        mergecap -a -w "$work/batch.pcapng" "$work"/copies/* && chmod 644 "$work/batch.pcapng" || return
        if ! check "$work" -V || ! check "$work" -2 -O sipexplain; then
            echo "FAILED: copies of $name with seeds up to $((seed - 1)), kept as $build/failed-$name.pcapng" >&2
            { grep -Eh "$fault" "$work/out" "$work/err" || tail -n 3 "$work/err"; } | head >&2
            cp "$work/batch.pcapng" "$build/failed-$name.pcapng"
            return 1
        fi
    done
    echo $seed >>"$folder/done"
}

captures=("$folder"/captures/*)
each=$(( (copies + ${#captures[@]} - 1) / ${#captures[@]} ))
seq 0 $((${#captures[@]} - 1)) | in_parallel fuzz
echo "$(awk '{ sum += $1 } END { print sum }' "$folder/done") corrupted copies of ${#captures[@]} captures read in one pass and in two, no fault"
