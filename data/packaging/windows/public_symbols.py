# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes what a DLL of Wireshark exports, as a module definition for dlltool.

Usage: public_symbols.py HEADERS NAME.dll LIBRARY.so >NAME.def

On Windows a DLL exports what its headers mark with WS_DLL_PUBLIC, and nothing
else. Which of its DLLs a symbol is in, whether it is there at all, and whether it
is data, is taken from the library of the same version for Linux.
"""

import re
import subprocess
import sys
from pathlib import Path

PUBLIC = "WS_DLL_PUBLIC"
# What stands in a declaration beside it: attributes with arguments, such as G_GNUC_PRINTF(2, 3).
ATTRIBUTE = re.compile(r"\b(?:[A-Z][A-Z0-9]*_[A-Z0-9_]+|__attribute__)\s*\((?:[^()]|\([^()]*\))*\)")


def plain(text):
    """A header without comments and without lines of the preprocessor."""
    text = re.sub(r"(?s:/\*.*?\*/)|//[^\n]*", " ", text)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*$", "", text, flags=re.M)


def name_of(declaration):
    """What a declaration declares, without its end; None where that cannot be read."""
    text = ATTRIBUTE.sub(" ", declaration)
    # A function, a pointer to one, an array or a plain variable.
    found = (re.match(r"[^(]*\(\s*\*\s*(\w+)\s*\)\s*\(", text) or re.match(r"[^(\[=]*?(\w+)\s*\(", text)
             or re.match(r"[^(\[=]*?(\w+)\s*(?:\[|=|$)", text))
    return found and found.group(1)


def public_names(headers):
    """All names that the headers below a folder mark as public."""
    names = set()
    for header in sorted(headers.rglob("*.h")):
        text = plain(header.read_text(encoding="utf-8", errors="replace"))
        names.update(name_of(declaration) for declaration in re.findall(rf"\b{PUBLIC}\b([^;{{]*)[;{{]", text))
    return names - {None}


def exported(library):
    """Name -> whether it is data, of all that a library for Linux has."""
    lines = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True).stdout
    return {name.partition("@")[0]: kind in "BDRVG" for kind, name in re.findall(r"^\w+ (\w) (\S+)$", lines, flags=re.M)}


def main(headers, dll, library):
    there = exported(library)
    print(f"LIBRARY {dll}\nEXPORTS")
    for name in sorted(public_names(Path(headers)) & there.keys()):
        print(f"    {name}{' DATA' if there[name] else ''}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
