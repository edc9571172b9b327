# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the scripts in this folder share. To be sourced.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() {
    printf '\n== %s\n' "$*"
}

# What the package manager needs root for, run by root or by a user with sudo.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Installs the packages that are missing, and none that is there.
install_packages() {
    local package missing=()

    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return
    if ! command -v apt-get >/dev/null; then
        echo "This needs the packages ${missing[*]}, under the names that Debian gives them." >&2
        return 1
    fi
    say "Installing ${missing[*]}"
    as_root apt-get -q update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "${missing[@]}"
}

# What it takes to build and to run the tests; kept short, the rest comes as their dependencies.
build_packages=(cmake ninja-build gcc libc6-dev pkg-config gettext libglib2.0-dev wireshark-dev libwireshark-dev)
test_packages=(tshark python3 python3-pytest python3-scapy openssl mandoc zsh jq)

# build FOLDER [CMAKE OPTION...]
build() {
    local folder=$1
    shift
    cmake -S "$top" -B "$folder" -G Ninja "$@" && cmake --build "$folder"
}

# Runs a command as a user without rights, in a home of its own: a root tshark
# ignores WIRESHARK_PLUGIN_DIR, and nobody's preferences should matter.
# unprivileged HOME COMMAND...
unprivileged() {
    local home=$1
    shift
    if [ "$(id -u)" = 0 ]; then
        chown nobody "$home"
        setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME="$home" "$@"
    else
        env HOME="$home" "$@"
    fi
}

# A fresh folder that every user can read, with the built plugin in it; prints its name.
# stage BUILD-FOLDER
stage() {
    local folder
    folder=$(mktemp -d) && chmod 755 "$folder" && mkdir "$folder/home" && cp -r "$1/plugins" "$folder" && echo "$folder"
}
