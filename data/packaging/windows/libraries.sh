#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Builds the libraries for Windows that sipexplain is linked with out of Debian's
# source packages: zlib as a static library, GLib as glib-2.0-0.dll, which is what
# Wireshark for Windows calls it, with PCRE2 in it. Nothing else of GLib: Wireshark
# for Windows has no GIO and no GObject.
#
# usage: libraries.sh SOURCES FOLDER
#   SOURCES   folder with the source archives of zlib, pcre2 and glib2.0 (apt-get source --download-only --tar-only)
#   FOLDER    where bin/, include/ and lib/ are made

set -eu
here=$(cd "$(dirname "$0")" && pwd)
sources=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
tools=x86_64-w64-mingw32ucrt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder/bin" "$folder/include" "$folder/lib/pkgconfig"
export PKG_CONFIG_LIBDIR=$folder/lib/pkgconfig

# unpack NAME: prints the folder that its archive unpacks to
unpack() {
    local archive

    mkdir "$work/$1"
    for archive in "$sources/$1"_*.orig.tar.*; do
        tar xf "$archive" -C "$work/$1"
    done
    echo "$work/$1"/*
}

# static_library NAME C-FILE...
static_library() {
    local name=$1 file
    shift
    mkdir "$work/$name.o"
    for file in "$@"; do
        $tools-gcc -O2 -c "$file" -o "$work/$name.o/$(basename "$file" .c).o"
    done
    $tools-ar rcsD "$folder/lib/lib$name.a" "$work/$name.o"/*.o
}

# describe NAME VERSION LIBRARIES: for pkg-config
describe() {
    printf 'Name: %s\nDescription: %s for Windows\nVersion: %s\nLibs: -L%s/lib %s\nCflags: -I%s/include\n' \
        "$1" "$1" "$2" "$folder" "$3" "$folder" >"$folder/lib/pkgconfig/$1.pc"
}

zlib=$(unpack zlib)
static_library z "$zlib"/*.c
cp "$zlib/zlib.h" "$zlib/zconf.h" "$folder/include"
describe zlib "$(sed -n 's/^#define ZLIB_VERSION "\([0-9.]*\).*/\1/p' "$zlib/zlib.h")" -lz

static_library intl "$here/gettext.c"
cp "$here/libintl.h" "$folder/include"

pcre2=$(unpack pcre2)
cmake -S "$pcre2" -B "$work/pcre2.build" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" \
    -DSIPEXPLAIN_WINDOWS="$folder" \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$folder" -DCMAKE_INSTALL_LIBDIR=lib -DBUILD_SHARED_LIBS=OFF \
    -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF
cmake --build "$work/pcre2.build"
cmake --install "$work/pcre2.build" >/dev/null
rm -r "$folder/share" "$folder/bin/pcre2-config" "$folder/lib/cmake"

glib=$(unpack glib2.0)
cat >"$work/cross" <<EOF
[binaries]
c = '$tools-gcc'
ar = '$tools-ar'
nm = '$tools-nm'
strip = '$tools-strip'
windres = '$tools-windres'
dlltool = '$tools-dlltool'
pkg-config = 'pkg-config'
[built-in options]
c_args = ['-I$folder/include']
c_link_args = ['-L$folder/lib', '-static-libgcc', '-Wl,--no-insert-timestamp']
[properties]
pkg_config_libdir = '$folder/lib/pkgconfig'
[host_machine]
system = 'windows'
cpu_family = 'x86_64'
cpu = 'x86_64'
endian = 'little'
EOF
# GObject asks for this, and is not built.
describe libffi 3.4 ""
# With gcc, its name would begin with "lib".
sed -i "/^libglib = library/,/^)/s/^  version : .*/&\n  name_prefix : '',/" "$glib/glib/meson.build"
meson setup "$work/glib.build" "$glib" --cross-file "$work/cross" --wrap-mode=nofallback --buildtype=release \
    -Dtests=false -Dintrospection=disabled -Dnls=disabled -Dman-pages=disabled -Dsysprof=disabled -Dglib_debug=disabled
ninja -C "$work/glib.build" glib/glib-2.0-0.dll
rm "$folder/lib/pkgconfig/libffi.pc"
mkdir -p "$folder/include/glib-2.0/glib/deprecated"
cp "$glib/glib/glib.h" "$folder/include/glib-2.0"
cp "$glib"/glib/*.h "$work"/glib.build/glib/*.h "$folder/include/glib-2.0/glib"
cp "$glib"/glib/deprecated/*.h "$folder/include/glib-2.0/glib/deprecated"
mv "$folder/include/glib-2.0/glib/glibconfig.h" "$folder/include/glib-2.0"
cp "$work/glib.build/glib/glib-2.0-0.dll" "$folder/bin"
cp "$work/glib.build/glib/glib-2.0.dll.a" "$folder/lib"
version=${glib##*/glib-}
describe glib-2.0 "$version" -lglib-2.0
sed -i "s|^Cflags: .*|& -I$folder/include/glib-2.0|" "$folder/lib/pkgconfig/glib-2.0.pc"
echo "GLib $version for Windows is in $folder"
