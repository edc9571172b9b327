# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks what was built for Windows: which symbols it exports and imports, and from where.

Usage: check_files.py LIBRARIES FOLDER VERSION=WIRESHARK...

LIBRARIES is what data/packaging/windows/libraries.sh made. FOLDER has
VERSION/sipexplain.dll and sipexplain.exe; WIRESHARK is what wireshark.sh made.
"""

import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "data/packaging/windows"))
from public_symbols import public_names  # noqa: E402

# All that Wireshark looks for in a plugin (wsutil/plugins.c).
PLUGIN = {"plugin_version", "plugin_want_major", "plugin_want_minor", "plugin_register", "plugin_describe"}
GLIB = "glib-2.0-0.dll"
# Every Windows has these, the second for the stack protector. What begins like this is
# the C library, UCRT, which Windows has since version 10.
SYSTEM = {"KERNEL32.dll", "ADVAPI32.dll"}
UCRT = "api-ms-win-crt-"
# The oldest GLib that the project takes; Wireshark for Windows may have any since.
OLDEST_GLIB = 68


def dump(path):
    return subprocess.run(["x86_64-w64-mingw32ucrt-objdump", "-p", path], check=True, capture_output=True,
                          text=True).stdout


def exports(path):
    return set(re.findall(r"^\t\[ *\d+\] \+base\[ *\d+\] +[0-9a-f]+ (\S+)$", dump(path), flags=re.M))


def imports(path):
    """DLL -> the names that are imported from it."""
    found = {}
    for part in dump(path).split("\tDLL Name: ")[1:]:
        name, _, rest = part.partition("\n")
        table = rest.partition("\n\n")[0]
        found[name] = set(re.findall(r"^\t[0-9a-f]+ +(?:<none> +)?[0-9a-f]+ +(\S+)", table, flags=re.M))
    return found


def defined(definition):
    """The names of a module definition."""
    return {line.split()[0] for line in definition.read_text(encoding="utf-8").splitlines() if line.startswith("    ")}


def newer_glib(libraries):
    """What GLib has only since a version that is newer than the oldest one."""
    names = set()
    for header in (libraries / "include/glib-2.0").rglob("*.h"):
        text = header.read_text(encoding="utf-8")
        names.update(name for minor, name in re.findall(r"\bGLIB_AVAILABLE_IN_2_(\d+)\b[^;(]*?\b(\w+)\s*\(", text)
                     if int(minor) > OLDEST_GLIB)
    assert "g_free_sized" in names
    return names


def check_imports(path, dlls, libraries):
    found = imports(path)
    for dll, names in found.items():
        assert names, f"{path}: nothing is read of what it imports from {dll}"
        assert dll in dlls or dll in SYSTEM or dll.startswith(UCRT), f"{path}: imports from {dll}: {sorted(names)}"
    assert any(dll.startswith(UCRT) for dll in found), f"{path}: not linked with UCRT"
    unknown = found[GLIB] - exports(libraries / "bin" / GLIB)
    assert not unknown, f"{path}: imports what GLib does not export: {sorted(unknown)}"
    unknown = found[GLIB] & newer_glib(libraries)
    assert not unknown, f"{path}: imports what GLib 2.{OLDEST_GLIB} does not have: {sorted(unknown)}"
    return found


def check_plugin(path, wireshark, libraries):
    assert exports(path) == PLUGIN, f"{path}: exports {sorted(exports(path))}"
    own = {"libwireshark.dll", "libwsutil.dll"}
    found = check_imports(path, own | {GLIB}, libraries)
    public = public_names(wireshark / "include/wireshark")
    for dll in own:
        assert found[dll] <= public, f"{path}: not public in Wireshark: {sorted(found[dll] - public)}"
        assert found[dll] <= defined(wireshark / "lib" / dll.replace(".dll", ".def"))
    return found


def main(libraries, folder, *wiresharks):
    libraries, folder = Path(libraries), Path(folder)
    assert wiresharks
    for pair in wiresharks:
        version, _, wireshark = pair.partition("=")
        found = check_plugin(folder / version / "sipexplain.dll", Path(wireshark), libraries)
        print(f"sipexplain.dll for Wireshark {version}: exports {', '.join(sorted(PLUGIN))}; imports",
              ", ".join(f"{len(names)} from {dll}" for dll, names in sorted(found.items()) if not dll.startswith(UCRT)),
              f"and {sum(len(names) for dll, names in found.items() if dll.startswith(UCRT))} from UCRT")
    path = folder / "sipexplain.exe"
    assert not exports(path), f"{path}: exports {sorted(exports(path))}"
    found = check_imports(path, {GLIB}, libraries)
    print("sipexplain.exe: imports from", ", ".join(sorted(dll for dll in found if not dll.startswith(UCRT))), "and UCRT")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
