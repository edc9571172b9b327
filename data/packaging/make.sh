#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Makes all that is released, into a folder: the packages for this system and
# for the other Debian systems that tests/systems.sh has made, the source
# tarball, a zip for Windows, and a file with the SHA-256 sums of all.
#
# usage: make.sh FOLDER          all of them
#        make.sh --here FOLDER   the packages for this system

set -eu
packaging=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$packaging/../../tests/lib.sh"

usage() {
    echo "usage: make.sh [--here] FOLDER" >&2
    exit 2
}
here=
[ "${1:-}" != --here ] || { here=yes && shift; }
[ $# = 1 ] && [ -n "$1" ] && [ "${1#-}" = "$1" ] || usage
mkdir -p "$1"
out=$(cd "$1" && pwd)

install_packages "${build_packages[@]}" "${packaging_packages[@]}"
version=$(sed -n 's/^project(sipexplain VERSION \([0-9.]*\).*/\1/p' "$top/CMakeLists.txt")
# The time of everything that is packed: that of the release.
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -l "$packaging/changelog" -S Timestamp)
export SOURCE_DATE_EPOCH
umask 022

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

# The packages of a newer Debian have the higher version, so that an upgrade of the system brings them.
release=1
case $(. /etc/os-release && echo "${ID:-}:${VERSION_ID:-}") in
    debian:?*) release=1~deb$(. /etc/os-release && echo "$VERSION_ID") ;;
esac

# here_packages: for this system
here_packages() {
    build "$work/build" -DBUILD_TESTING=OFF -DSIPEXPLAIN_COMPLETE_LANGUAGES=ON -DSIPEXPLAIN_PACKAGE_RELEASE="$release" \
        -DCMAKE_COMPILE_WARNING_AS_ERROR=ON >"$work/log" 2>&1 || { cat "$work/log"; return 1; }
    (cd "$work/build" && cpack -G DEB) >"$work/log" 2>&1 || { cat "$work/log"; return 1; }
    cp "$work"/build/*.deb "$out"
    [ -z "$here" ] || return 0
    if command -v rpmbuild >/dev/null; then
        (cd "$work/build" && cpack -G RPM) >"$work/log" 2>&1 || { cat "$work/log"; return 1; }
        cp "$work"/build/*.rpm "$out"
    else
        echo "(there is no rpmbuild: no .rpm)"
    fi
}

# tarball: what is in the repository, and the table of translations, so that a system without gettext has them
tarball() {
    local folder=$work/sipexplain-$version

    mkdir "$folder"
    (cd "$top" && tar cf - --exclude=__pycache__ CMakeLists.txt LICENSE README.md .ci data plugin tests) | tar xf - -C "$folder"
    cp "$work/build/plugin/translations_table.c" "$folder/data/packaging"
    tar cf - -C "$work" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
        "sipexplain-$version" | gzip -9n >"$out/sipexplain-$version.tar.gz"
}

# packages_of FOLDER: for the system in this folder
packages_of() {
    local inside=$1/tmp/sipexplain-packages status=0

    as_root rm -rf "$inside" && as_root mkdir "$inside" || return
    project_files | as_root tar xf - -C "$inside" || return
    as_root chroot "$1" env LC_ALL=C.UTF-8 bash /tmp/sipexplain-packages/data/packaging/make.sh --here /tmp/sipexplain-packages/out \
        >"$work/log" 2>&1 || status=$?
    [ $status = 0 ] || cat "$work/log"
    cp "$inside"/out/*.deb "$out" || status=1
    as_root rm -rf "$inside"
    return $status
}

# windows: what tests/windows.sh has built and checked; where that cannot be had, it says so, and there is none
windows() {
    local files=$work/windows

    bash "$top/tests/windows.sh" "$files" || return
    [ -d "$files" ] || return 0
    cp "$top/LICENSE" "$top/data/manual/windows.md" "$files"
    (cd "$files" && TZ=UTC0 cmake -E tar cf "$out/sipexplain-$version-windows.zip" --format=zip \
        --mtime="$(date -u -d "@$SOURCE_DATE_EPOCH" '+%Y-%m-%d %H:%M:%S UTC')" -- *)
}

here_packages
[ -z "$here" ] || exit 0
tarball
for folder in "$systems"/*/; do
    [ -e "$folder/.complete" ] || continue
    echo "For $(. "$folder/etc/os-release" && echo "$PRETTY_NAME")"
    packages_of "${folder%/}"
done
windows
(cd "$out" && rm -f SHA256SUMS && sha256sum -- *.deb *.tar.gz $(ls | grep -E '\.(rpm|zip)$' || true) >"$work/sums" && cp "$work/sums" SHA256SUMS)
cat "$out/SHA256SUMS"
