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

[ "$(dpkg-query -W -f '${db:Status-Status}' kamailio 2>/dev/null)" = installed ] || new=kamailio
install_packages "${test_packages[@]}" "${stacks[@]}" || left_out "its packages cannot be had here"
# The package of a server starts it, and this is no server.
if [ -n "${new:-}" ] && [ -d /run/systemd/system ]; then
    as_root systemctl disable --now "$new"
fi
as_root unshare --net --pid --mount --fork --kill-child --mount-proc ip link set lo up ||
    left_out "no network namespace can be made here"

say "Laboratory of real stacks"
as_root env "PATH=$PATH:/usr/sbin:/sbin" /usr/bin/python3 -B "$top/tests/lab/lab.py" "$@"
