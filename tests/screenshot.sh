#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Takes the manual's pictures of desktop Wireshark from this build: the sample
# capture with the refused call selected; or, to see the colours of a profile of
# the build, in that profile with the line before selected.
#
# usage: [LANGUAGE=ja] screenshot.sh BUILD-FOLDER OUT.png [PROFILE]

set -eu
. "$(dirname "$0")/lib.sh"
install_packages wireshark xvfb openbox xdotool imagemagick fonts-dejavu-core python3-scapy
case ${LANGUAGE:=en} in
    ja* | zh*) install_packages fonts-noto-cjk ;;
esac
build=$(cd "$1" && pwd)
out=$2
profile=${3:-}
# A selected line does not show its colour; that of the refused call is the one to see.
selected=6
[ -z "$profile" ] || selected=5

folder=$(stage "$build")
/usr/bin/python3 "$top/tests/e2e/captures.py" "$top/tests/captures/sample.txt" "$folder/sample.pcap"
chmod 644 "$folder/sample.pcap"
# A display that is free; the server says its number as soon as it answers.
exec {number}< <(exec Xvfb -displayfd 1 -screen 0 1400x1050x24 2>/dev/null)
server=$!
trap 'kill $server; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM HUP
read -r display <&"$number"
export DISPLAY=:$display
openbox >/dev/null 2>&1 &

# Shut off what is not about the plugin: the check for updates, the byte pane's share of the window.
settings=$folder/home/.config/wireshark
mkdir -p "$settings/profiles"
cp -r "$build/profiles/." "$settings/profiles"
personal=$settings${profile:+/profiles/$profile}
cat >>"$personal/preferences" <<'PREFERENCES'

gui.update.enabled: FALSE
gui.layout_content_1: PACKET_LIST
gui.layout_content_2: PACKET_DETAILS
gui.layout_content_3: NONE
PREFERENCES
# Most of the window for the details.
echo 'gui.geometry_main_upper_pane: 200' | tee "$settings/recent_common" >>"$personal/recent"
[ "$(id -u)" != 0 ] || chown -R nobody "$folder/home"
unprivileged "$folder/home" DISPLAY="$DISPLAY" LC_ALL=C.UTF-8 LANGUAGE="$LANGUAGE" XDG_RUNTIME_DIR="$folder/home" \
    WIRESHARK_PLUGIN_DIR="$folder/plugins" wireshark ${profile:+-C "$profile"} \
    -r "$folder/sample.pcap" -g "$selected" >/dev/null 2>&1 &
window=$(timeout 60 xdotool search --sync --onlyvisible --name '^sample.pcap$' | head -n 1)
xdotool windowactivate --sync "$window" windowmove "$window" 0 0 windowsize --sync "$window" 1400 1050 mousemove 700 2
# The packet is selected after the window is shown; nothing tells when the drawing is done.
sleep 4
import -window root +dither -colors 128 "png8:$out"
