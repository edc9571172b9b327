#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Makes corrupted copies of captures, and reads them with a plugin that was built with the
# sanitizers, in one pass and in two, in all languages, with the report, the
# list of calls, the table, the page and the exports. Half of the copies are made by editcap -E
# as for Wireshark's own fuzz test, at three rates, and half by fuzz/mutate.py, which
# damages the structure of SIP; besides, ten captures are cut at each third snap length from
# 60 to 900. Copies of one capture are read in batches, as most of the time of a run is the start of tshark.
#
# usage: fuzz.sh SANITIZER-BUILD-FOLDER [COPIES [FIRST-SEED]]

set -eu
. "$(dirname "$0")/lib.sh"
build=$(cd "$1" && pwd)
copies=${2:-5000}
first=${3:-0}
batch=50
languages=(en de ja pt_BR zh_CN)

folder=$(stage "$build")
trap 'rm -rf "$folder"' EXIT
lean_data "$folder/data"
mkdir "$folder/captures"
for text in "$top"/tests/captures/*.txt; do
    /usr/bin/python3 "$top/tests/e2e/captures.py" "$text" "$folder/captures/$(basename "$text" .txt).pcap"
done
for more in "$shared"/captures/*.*cap* "$shared"/cases/*.*cap*; do
    [ ! -f "$more" ] || cp "$more" "$folder/captures"
done

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
        UBSAN_OPTIONS=print_stacktrace=1 tshark -r "$work/batch.pcapng" "$@" >"$work/out" 2>"$work/err" &&
        ! grep -Eq "$fault" "$work/out" "$work/err"
}

# Writes copies into a folder. copy_with KIND CAPTURE FOLDER SEED COUNT
copy_with() {
    local kind=$1 capture=$2 into=$3 seed=$4 count=$5 i rates=(0.002 0.01 0.03)

    case $kind in
        bytes)
            for ((i = seed; i < seed + count; i++)); do
                editcap -E "${rates[i % 3]}" --seed "$i" "$capture" "$into/$i" 2>/dev/null || return
            done
            ;;
        structure)
            # The beginning of a long one, as it is changed packet by packet.
            editcap -F pcap -r "$capture" "$into/.beginning" 1-200 2>/dev/null &&
                /usr/bin/python3 -B "$top/tests/fuzz/mutate.py" "$into/.beginning" "$into" "$seed" "$count" || return
            ;;
        length)
            # Its seeds are the snap lengths from 60 on, each third of them.
            for ((i = seed; i < seed + count; i++)); do
                editcap -s $((60 + i * 3)) "$capture" "$into/$i" 2>/dev/null || return
            done
            ;;
    esac
}

# Reads a batch of copies of a capture. fuzz "KIND SEED COUNT CAPTURE"
fuzz() {
    local kind seed count capture work language status=0
    read -r kind seed count capture <<<"$1"
    local name=$kind-${capture##*/}-$seed

    work=$(mktemp -d -p "$folder") && chmod 755 "$work" && mkdir "$work/copies" || return
    language=${languages[(seed / batch) % ${#languages[@]}]}
    if ! copy_with "$kind" "$capture" "$work/copies" "$seed" "$count" ||
        ! mergecap -a -w "$work/batch.pcapng" "$work"/copies/* || ! chmod 644 "$work/batch.pcapng"; then
        echo "FAILED: no copies of $name" >&2
        status=1
    elif ! check "$work" -V -z sipexplain,report -z sipexplain,calls -z sipexplain,stat -o "sipexplain.language:$language" ||
        ! check "$work" -2 -O sipexplain -z sipexplain,ndjson -z sipexplain,tsv -z sipexplain,html; then
        echo "FAILED: $name ($count copies, in $language), kept as $build/failed-$name.pcapng" >&2
        { grep -Eh "$fault" "$work/out" "$work/err" || tail -n 3 "$work/err"; } | head >&2
        cp "$work/batch.pcapng" "$build/failed-$name.pcapng"
        status=1
    else
        echo "$kind $count" >>"$folder/done"
    fi
    rm -rf "$work"
    return $status
}

# A line for each batch of so many copies in all. batches_of KIND COPIES FIRST CAPTURE...
batches_of() {
    local kind=$1 rest=$2 seed=$3 each capture left count
    shift 3
    each=$(((rest + $# - 1) / $#))
    for capture; do
        for ((left = rest < each ? rest : each, rest -= left; left > 0; left -= count, seed += count)); do
            count=$((left < batch ? left : batch))
            echo "$kind $seed $count $capture"
        done
    done
}

captures=("$folder"/captures/*)
{
    batches_of bytes $((copies - copies / 2)) "$first" "${captures[@]}"
    batches_of structure $((copies / 2)) "$first" "${captures[@]}"
    for capture in "${captures[@]:0:10}"; do
        batches_of length 281 0 "$capture"
    done
} | in_parallel fuzz
awk -v captures=${#captures[@]} '
    { made[$1] += $2 }
    END {
        printf "read in one pass and in two, no fault: %d copies of %d captures with corrupted bytes, %d with a damaged structure, %d cut short\n",
            made["bytes"], captures, made["structure"], made["length"]
    }' "$folder/done"
