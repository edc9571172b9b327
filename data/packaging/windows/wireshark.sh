#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Makes a folder with what a plugin for Windows is built with, out of a Linux
# system that has wireshark-dev and libwireshark-dev of the same version: the
# headers, and import libraries of libwireshark.dll and libwsutil.dll.
#
# usage: wireshark.sh SYSTEM FOLDER
#   SYSTEM    root folder of the Linux system
#   FOLDER    to be given to CMake as Wireshark_DIR

set -eu
here=$(cd "$(dirname "$0")" && pwd)
system=$1 folder=$2
mkdir -p "$folder/include" "$folder/lib" "$folder/share/wireshark"
cp -r "$system/usr/include/wireshark" "$folder/include"
cp "$system/usr/share/wireshark/colorfilters" "$folder/share/wireshark"
cp "$here/WiresharkConfig.cmake" "$folder"
for name in libwireshark libwsutil; do
    # The file that the links libNAME.so and libNAME.so.1 lead to.
    library=$(find "$system"/usr/lib/*-linux-gnu -maxdepth 1 -type f -name "$name.so.*" | head -n 1)
    python3 -B "$here/public_symbols.py" "$folder/include/wireshark" "$name.dll" "$library" >"$folder/lib/$name.def"
    x86_64-w64-mingw32ucrt-dlltool --deterministic-libraries -d "$folder/lib/$name.def" -l "$folder/lib/$name.dll.a"
    echo "$name.dll: $(grep -c '^    ' "$folder/lib/$name.def") public symbols"
done
