# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the source of a DLL that has what a plugin imports from one of Wireshark's, and does nothing.

Usage: stand_ins.py PLUGIN.dll NAME.dll NAME.def >NAME.c

With these in the place of libwireshark.dll and libwsutil.dll, Wine can load the
plugin: whether the file is one that Windows would load is all that this tells.
"""

import sys
from pathlib import Path

from check_files import imports


def main(plugin, dll, definition):
    data = {line.split()[0] for line in Path(definition).read_text(encoding="utf-8").splitlines() if line.endswith(" DATA")}
    print("#include <stdlib.h>")
    for name in sorted(imports(plugin)[dll]):
        print(f"__declspec(dllexport) char {name}[4096];" if name in data
              else f"__declspec(dllexport) void {name}(void) {{ abort(); }}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
