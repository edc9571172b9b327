#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The laboratory: calls of real SIP stacks with faults made on purpose, each
# captured, and what the plugin says about it compared with the truth.
# Nothing leaves the machine, see network.py.
#
# usage: run.sh BUILD-FOLDER [--show] [--keep FOLDER] [WORD...]     the scenarios with such a word in their name

set -eu
. "$(dirname "$0")/../lib.sh"

if [ $# = 0 ]; then
    echo "usage: run.sh BUILD-FOLDER [--show] [--keep FOLDER] [WORD...]" >&2
    exit 2
fi

# Where it cannot run, this is said, and is no fault of what is tested.
left_out() {
    say "lab: NOT TESTED, because $*"
    exit 0
}

stacks=(kamailio kamailio-presence-modules kamailio-tls-modules kamailio-websocket-modules sip-tester sipsak
    baresip-core linphone-cli python3-websocket tcpdump iproute2 util-linux)

install_packages "${test_packages[@]}" "${stacks[@]}" || left_out "its packages cannot be had here"
as_root unshare --net --pid --mount --fork --kill-child --mount-proc true ||
    left_out "no network namespace can be made here"

say "Laboratory of real stacks"
as_root env "PATH=$PATH:/usr/sbin:/sbin" /usr/bin/python3 -B "$top/tests/lab/lab.py" "$@"
