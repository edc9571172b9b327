#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Explains the SIP of all captures in a folder: GNU parallel runs a tshark for each of them, on all cores and, if it
# is told of some, on other machines. See data/manual/many-captures.md.
#
# usage: explain-captures.sh FORM CAPTURES RESULTS [OPTION OF PARALLEL...]
#
#   FORM      ndjson or tsv, with a display filter if there is one: 'tsv,sipexplain.outcome >= 10'
#   CAPTURES  a folder; folders below it, and files and folders that links lead to, are read too
#   RESULTS   a folder; the result of CAPTURES/NAME is RESULTS/NAME.tsv, complete or not there
#
# Reads what has no result yet, or has changed since. Ends with 0 if every capture has its result then.

set -u

# explain NAME: the job, here or on another machine. A file that ends in ".part" has what could be read.
# shellcheck disable=SC2016,SC2317    # the "$" are those of jq and awk; parallel calls it
explain() {
    local capture=$captures/$1 result=$results/$1.${form%%,*} file=$1 part program errors time ended
    part=$result.$HOSTNAME-$$.part

    # A name that is not UTF-8 is told as bash writes it: $'caf\351.pcap'.
    [ "$(jq -nr --arg file "$file" '$file')" = "$file" ] || file=$(LC_ALL=C printf %q "$file")
    if [ "${form%%,*}" = ndjson ]; then
        file=$(jq -nc --arg file "$file" '{$file}') file=${file%?},
        program='{ print ENVIRON["file"] substr($0, 2) }'
    else
        # Formulas of spreadsheets: as the exporter does with all values.
        [[ $file != [=+@\'-]* ]] || file=\'$file
        file=$(jq -nr --arg file "$file" '[$file] | @tsv')
        program='{ print (NR == 1 ? "file" : ENVIRON["file"]) "\t" $0 }'
    fi
    # The result gets the time that the capture had before it was read.
    errors=$({
        set -o pipefail
        mkdir -p "${result%/*}" && time=$(stat -Lc %y "$capture") &&
        tshark -q -r "$capture" -z "sipexplain,$form" | LC_ALL=C file=$file awk "$program" >"$part" &&
        touch -d "$time" "$part" && mv "$part" "$result"
    } 2>&1)
    ended=$?
    if [ "$ended" != 0 ]; then
        [ ! -e "$part" ] || mv "$part" "$result.part"
        errors=${errors##*$'\n'} errors=${errors:-status $ended}
        printf '%q: not complete: %s\n' "$capture" "${errors//[[:cntrl:]]/?}" >&2
    fi
    return "$ended"
}

# Sets "found" to the captures: device and inode, a slash, and the name. What find complains of makes the run fail,
# but for loops of links, which it does not follow.
# find_captures -P|-L TEST...
find_captures() {
    if LC_ALL=C find "$1" "$captures/" -regextype posix-extended \
        -iregex '.*\.(p?cap|pcapng|dmp)[0-9]*(\.[0-9]+)?(\.(gz|zst|lz4))?' "${@:2}" -printf '%D:%i/%P\0' 2>&1 >"$list" |
        grep -v 'File system loop detected' >&2; then status=1; fi
    mapfile -t -d '' found < <(LC_ALL=C sort -z -t / -k 2 "$list")
}

# Sets "open" to the names without a result, or with one of another time.
find_open() {
    local name result

    open=()
    for name in "${names[@]}"; do
        result=$results/$name.${form%%,*}
        if [ ! -e "$result" ] || [ "$result" -nt "$captures/$name" ] || [ "$result" -ot "$captures/$name" ]; then
            open+=("$name")
        fi
    done
}

fail() {
    printf 'explain-captures.sh: %s\n' "$1" >&2
    exit 2
}

[ $# -ge 3 ] || fail 'usage: explain-captures.sh FORM CAPTURES RESULTS [OPTION OF PARALLEL...]'
form=$1 captures=${2%/} results=${3%/} status=0
shift 3
case ${form%%,*} in ndjson | tsv) ;; *) fail "the form is ndjson or tsv, not $form" ;; esac
[[ $captures = /* ]] || captures=$PWD/$captures
[[ $results = /* ]] || results=$PWD/$results
[ -d "$captures/" ] || fail "$captures is not a folder"
# Jobs that outlive a run that was killed hold the lock, too.
{ mkdir -p "$results" && exec 9>"$results/.lock"; } || exit 2
flock -n 9 || fail "another run is at work in $results"
find "$results/" -name "*.${form%%,*}.*part" -delete

list=$results/.list job=$results/.job names=()
declare -A seen
find_captures -P -type f
for entry in "${found[@]}"; do
    seen[${entry%%/*}]=1 names+=("${entry#*/}")
done
# Then what links lead to, each file once.
find_captures -L '(' -type f -o -type l ')'
for entry in "${found[@]}"; do
    [ "${seen[${entry%%/*}]-}" ] || names+=("${entry#*/}")
    seen[${entry%%/*}]=1
done
rm "$list"

find_open
if [ ${#open[@]} -gt 0 ]; then
    parallel --plain "$@" --nonall --tag 'tshark -G plugins 2>/dev/null | grep -q ^sipexplain && command -v jq >/dev/null ||
        { echo "tshark with sipexplain, or jq, is missing here" >&2; false; }' || exit 2
    # The job is a file, which all machines see; no other run may still be reading it.
    { declare -p form captures results; declare -f explain; echo "explain \"\$1\"; exit"; } >"$job.part" || exit 2
    mv "$job.part" "$job"
    printf '%s\0' "${open[@]}" | parallel --plain --null "$@" bash '{1}' '{2}' ::: "$job" :::: -
    rm "$job"
    find_open
fi
echo "${#names[@]} captures in $captures, $((${#names[@]} - ${#open[@]})) of them with a result"
[ ${#open[@]} = 0 ] || { echo "The next run tries those again that are not complete: ${#open[@]}" >&2; status=1; }
exit $status
