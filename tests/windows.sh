#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Builds for Windows, on Debian: sipexplain.dll for Wireshark 4.4 and 4.6, and
# sipexplain.exe. Checks what they export and import, loads the plugin under Wine
# with stand-ins for Wireshark's DLLs, and runs the command there. All is done in
# the systems that systems.sh makes: that with Debian 13 builds, the headers of
# Wireshark 4.6 are those of unstable.
#
# usage: windows.sh [FOLDER]
#   FOLDER    where what was built is left

set -eu
. "$(dirname "$0")/lib.sh"

systems=${SIPEXPLAIN_SYSTEMS:-${XDG_CACHE_HOME:-$HOME/.cache}/sipexplain/systems}
here=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
packages=(gcc-mingw-w64-ucrt64 meson ninja-build cmake gcc libc6-dev pkg-config gettext python3 python3-packaging xz-utils
    libglib2.0-dev zlib1g-dev wireshark-dev libwireshark-dev wine64)
sources=(zlib pcre2 glib2.0)

# Where the files of a suite are: below a folder, or those of this system.
root_of() {
    [ "$1" = "$here" ] || echo "$systems/$1"
}

# Ends with a plain word where something is not to be had.
leave_out() {
    say "Windows: $*, NOT TESTED"
    exit 0
}

builder=$(root_of trixie)
newer=$(root_of sid)
for system in "$builder" "$newer"; do
    [ -e "$system/usr/include/wireshark/ws_version.h" ] || leave_out "there is no system in $system, which tests/systems.sh makes"
done

# Runs a command in the system that builds.
in_builder() {
    as_root chroot "$builder/" env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

project=/tmp/sipexplain-windows
work=$builder$project
# Wine with its files there, without what it installs for browsers and .NET.
wine=(env WINEPREFIX="$project/wine" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" HOME="$project")
made=$(mktemp -d)
clean_up() {
    in_builder "${wine[@]}" /usr/lib/wine/wineserver64 -k >/dev/null 2>&1 || true
    # A process of Wine may take a moment longer to end.
    [ -z "${mounted:-}" ] || as_root umount -l "$builder/proc" || true
    # Wine forgets one of its own.
    as_root find "$builder/tmp" -maxdepth 1 -name 'wine-??????' -newer "$work/system" -exec rm -rf {} + 2>/dev/null || true
    as_root rm -rf "$work" "$made"
}
trap clean_up EXIT
trap 'exit 130' INT TERM
as_root rm -rf "$work"
as_root mkdir -p "$work"

say "Windows: packages"
{
    [ -z "$builder" ] || as_root cp /etc/resolv.conf "$builder/etc/resolv.conf"
    in_builder dpkg-query -W "${packages[@]}" >/dev/null 2>&1 ||
        { in_builder apt-get -q update && in_builder apt-get -qy install --no-install-recommends "${packages[@]}"; }
} >"$made/log" 2>&1 || { tail -n 5 "$made/log"; leave_out "the packages cannot be had"; }
if [ -n "$builder" ] && [ ! -e "$builder/proc/self" ]; then
    as_root mount -t proc proc "$builder/proc"
    mounted=yes
fi

say "Windows: the project, and Wireshark's headers"
as_root mkdir "$work/project"
project_files | as_root tar xf - -C "$work/project"
versions=
for system in "$builder" "$newer"; do
    version=$(sed -n 's/^#define WIRESHARK_VERSION_M[AI][JN]OR *//p' "$system/usr/include/wireshark/ws_version.h" | paste -sd .)
    folder=$work/system/$version
    as_root mkdir -p "$folder/usr/include" "$folder/usr/lib/x86_64-linux-gnu" "$folder/usr/share/wireshark"
    as_root cp -r "$system/usr/include/wireshark" "$folder/usr/include"
    as_root cp "$system/usr/share/wireshark/colorfilters" "$folder/usr/share/wireshark"
    as_root cp -P "$system"/usr/lib/x86_64-linux-gnu/lib{wireshark,wsutil}.so.* "$folder/usr/lib/x86_64-linux-gnu"
    versions="$versions $version"
done

# It takes longer than all else, and changes only where Debian's sources or these scripts do.
libraries=/var/cache/sipexplain-windows
stamp=$(cat "$top"/data/packaging/windows/{libraries.sh,toolchain.cmake,gettext.c,libintl.h} | sha256sum)
if [ "$(cat "$builder$libraries/.complete" 2>/dev/null)" != "$stamp" ]; then
    say "Windows: GLib, PCRE2 and zlib, out of Debian's sources"
    in_builder bash -c '
        set -eu
        mkdir -p "$1/apt/lists/partial" "$1/apt/cache/archives/partial" "$1/apt/parts"
        for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
            [ ! -e "$file" ] || sed -n "s/^deb /deb-src /p" "$file" >>"$1/apt/parts/sources.list"
        done
        for file in /etc/apt/sources.list.d/*.sources; do
            [ ! -e "$file" ] || sed "s/^Types:.*/Types: deb-src/" "$file" >>"$1/apt/parts/sources.sources"
        done
        options="-o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts=$1/apt/parts -o Dir::State::Lists=$1/apt/lists
            -o Dir::Cache=$1/apt/cache -o APT::Sandbox::User=root"
        apt-get -q $options update
        mkdir "$1/sources"
        cd "$1/sources"
        shift
        apt-get -q $options source --download-only --tar-only "$@"
    ' bash "$project" "${sources[@]}" >"$made/log" 2>&1 ||
        { tail -n 5 "$made/log"; leave_out "the source packages ${sources[*]} cannot be had"; }
    as_root rm -rf "$builder$libraries"
    in_builder bash "$project/project/data/packaging/windows/libraries.sh" "$project/sources" "$libraries" >"$made/log" 2>&1 ||
        { tail -n 20 "$made/log"; exit 1; }
    tail -n 1 "$made/log"
    echo "$stamp" | as_root tee "$builder$libraries/.complete" >/dev/null
fi

say "Windows: building for Wireshark$versions"
in_builder bash -c '
    set -eu
    cd "$1" && libraries=$2
    shift 2
    cmake -S project -B build -G Ninja -DBUILD_TESTING=OFF
    cmake --build build --target catalogue_generator translation_generator command_documents sipexplain_command
    mkdir made
    for version in "$@"; do
        bash project/data/packaging/windows/wireshark.sh "system/$version" "wireshark/$version"
        cmake -S project -B "build-$version" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF \
            -DCMAKE_COMPILE_WARNING_AS_ERROR=ON \
            -DCMAKE_TOOLCHAIN_FILE="$PWD/project/data/packaging/windows/toolchain.cmake" -DSIPEXPLAIN_WINDOWS="$libraries" \
            -DWireshark_DIR="$PWD/wireshark/$version" -DSIPEXPLAIN_HOST_BUILD="$PWD/build"
        cmake --build "build-$version"
        DESTDIR="$PWD/installed" cmake --install "build-$version" --prefix "/$version"
        mkdir "made/$version"
        cp "installed/$version/plugins/$version/epan/sipexplain.dll" "made/$version"
        cp "installed/$version/sipexplain.exe" "build-$version/SIP Explain.zip" made
    done
    cp "$libraries/bin/glib-2.0-0.dll" made
' bash "$project" "$libraries" $versions >"$made/log" 2>&1 || { tail -n 30 "$made/log"; exit 1; }
grep 'public symbols$' "$made/log"

say "Windows: what the files export and import"
pairs=
for version in $versions; do
    pairs="$pairs $version=$project/wireshark/$version"
done
in_builder python3 -B "$project/project/tests/windows/check_files.py" "$libraries" "$project/made" $pairs

say "Windows: Wine loads the plugin, with stand-ins for Wireshark's DLLs"
in_builder "${wine[@]}" bash -c '
    set -eu
    cd "$1/project/tests/windows"
    # The processes that Wine has of its own write to whoever starts them; started here, they stay, and are not heard.
    mkdir "$WINEPREFIX"
    /usr/lib/wine/wineserver64 -p >/dev/null 2>&1
    /usr/lib/wine/wine64 wineboot -i >/dev/null 2>&1 </dev/null
    gcc=x86_64-w64-mingw32ucrt-gcc
    for version in $2; do
        folder=$1/load-$version
        mkdir "$folder"
        cp "$1/made/$version/sipexplain.dll" "$1/made/glib-2.0-0.dll" "$folder"
        for name in libwireshark libwsutil; do
            python3 -B stand_ins.py "$folder/sipexplain.dll" $name.dll "$1/wireshark/$version/lib/$name.def" >"$folder/$name.c"
            $gcc -fno-builtin -shared -o "$folder/$name.dll" "$folder/$name.c"
        done
        $gcc -Wall -Wextra -Werror -o "$folder/load.exe" load.c
        cd "$folder"
        /usr/lib/wine/wine64 load.exe sipexplain.dll 2>/dev/null | tr -d "\r" | tee loaded
        cd - >/dev/null
        grep -qx "sipexplain .* for Wireshark $version, 1" "$folder/loaded"
    done
' bash "$project" "$versions"

say "Windows: Wine runs the command"
in_builder "${wine[@]}" python3 -B "$project/project/tests/windows/run_command.py" \
    "$project/build/sipexplain" "$project/made/sipexplain.exe"
# The last column of a console stays free.
in_builder env COLUMNS=59 "$project/build/sipexplain" --language=ja 404 >"$made/404"
for style in plain:dumb styled:xterm; do
    /usr/bin/python3 -B "$top/tests/windows/on_console.py" 60 "${style%:*}" "$made/404" \
        $([ "$(id -u)" = 0 ] || echo sudo) chroot "$builder/" "${wine[@]}" LC_ALL=C.UTF-8 TERM="${style#*:}" \
        /usr/lib/wine/wine64 "$project/made/sipexplain.exe" --language=ja 404
done

if [ $# -ge 1 ]; then
    mkdir -p "$1"
    cp -r "$work/made"/* "$1"
    say "Windows: $1 has what was built"
fi
say "Windows: the command was run under Wine; the plugin was built and loaded, NOT RUN: there is no Wireshark for Windows here"
