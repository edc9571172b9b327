#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Takes the manual's pictures of desktop Wireshark from this build: the sample
# capture with the refused call selected; or, to see the colours of a profile of
# the build, in that profile with the line before selected. With WINDOW, of a
# window of the plugin alone: the report or the list of calls, or the answer to
# a code. With --html, of the same capture's report as a page, in a browser.
#
# usage: [LANGUAGE=ja] [WINDOW=report|calls|CODE] screenshot.sh BUILD-FOLDER OUT.png [PROFILE]
#        [LANGUAGE=ja] screenshot.sh BUILD-FOLDER OUT.png --html light|dark

set -eu
. "$(dirname "$0")/lib.sh"
packages=(imagemagick fonts-dejavu-core python3-scapy)
if [ "${3:-}" = --html ]; then
    install_packages "${packages[@]}" tshark chromium
else
    install_packages "${packages[@]}" wireshark xvfb openbox xdotool
fi
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
# What came of one call is no list.
names=(sample)
[ "${WINDOW:=}" != calls ] || names=(sample sctp websocket udp tcp_pipelined)
/usr/bin/python3 -B - "$top/tests" "$folder/sample.pcap" "${names[@]}" <<'CAPTURE'
import pathlib
import sys

tests = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(tests / "e2e"))
import captures

capture = captures.Capture()
for network, name in enumerate(sys.argv[3:]):
    capture.append(captures.read_text(tests / "captures" / f"{name}.txt", network=network))
capture.write(sys.argv[2])
CAPTURE
chmod 644 "$folder/sample.pcap"
if [ "$profile" = --html ]; then
    trap 'rm -rf "$folder"' EXIT
    unprivileged "$folder/home" LC_ALL=C.UTF-8 WIRESHARK_PLUGIN_DIR="$folder/plugins" \
        tshark -r "$folder/sample.pcap" -q -z sipexplain,html -o "sipexplain.language:$LANGUAGE" >"$folder/sample.html"
    scheme=1
    [ "$4" != dark ] || scheme=0
    # As nobody's browser: no settings but these, and nothing asked of any server.
    chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update \
        --disable-sync --hide-scrollbars --user-data-dir="$folder/browser" --blink-settings=preferredColorScheme=$scheme \
        --window-size=1100,1250 --screenshot="$folder/page.png" "file://$folder/sample.html" >/dev/null 2>&1
    convert "$folder/page.png" +dither -colors 64 "png8:$out"
    exit
fi
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
arguments=(${profile:+-C "$profile"} -r "$folder/sample.pcap" -g "$selected")
case $WINDOW in
    report | calls) arguments+=(-z "sipexplain,$WINDOW") ;;
esac
unprivileged "$folder/home" DISPLAY="$DISPLAY" LC_ALL=C.UTF-8 LANGUAGE="$LANGUAGE" XDG_RUNTIME_DIR="$folder/home" \
    WIRESHARK_PLUGIN_DIR="$folder/plugins" wireshark "${arguments[@]}" >/dev/null 2>&1 &

# find NAME: a window, as soon as it is there
find() {
    timeout 60 xdotool search --sync --onlyvisible --name "$1" | head -n 1
}

window=$(find '^sample.pcap$')
xdotool windowactivate --sync "$window" windowmove "$window" 0 0 windowsize --sync "$window" 1400 1050 mousemove 700 2
# The packet is selected after the window is shown; nothing tells when the drawing is done.
sleep 4
if [ -z "$WINDOW" ]; then
    import -window root +dither -colors 128 "png8:$out"
    exit
fi
case $WINDOW in
    report) window=$(find 'SIP Explanation Report') ;;
    calls) window=$(find 'SIP Calls') ;;
    *)
        # By the keyboard: Tools > Explain SIP Code..., from the end, as 4.4 has more entries before it.
        xdotool key --delay 300 alt+t Up Up Return
        window=$(find 'Explain SIP Code')
        xdotool type "$WINDOW"
        ;;
esac
xdotool windowactivate --sync "$window" windowsize --sync "$window" 690 560
# The first button: marks the first problem or call; or the one that asks, which is the last but two.
case $WINDOW in
    report | calls) xdotool mousemove --window "$window" 70 536 click 1 mousemove 700 2 ;;
    *) xdotool mousemove --window "$window" 450 536 click 1 mousemove 700 2 ;;
esac
sleep 2
import -window "$window" +dither -colors 64 "png8:$out"
