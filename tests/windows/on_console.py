# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a command on a console: it has to write there what it writes into a file.

Usage: on_console.py COLUMNS plain|styled FILE COMMAND...

The console is a terminal of so many columns, opened here, so that the command may
be one that goes to a system without terminals. FILE has the text that is wanted.
"""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

# So many that nothing is scrolled away.
ROWS = 200
SECONDS = 120


def run(columns, command):
    """What the command writes to the terminal."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))
    written = b""
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True) as process:
        os.close(slave)
        try:
            # It ends with an error when the last one has closed the other side.
            while data := os.read(master, 65536):
                written += data
        except OSError:
            pass
        assert process.wait(SECONDS) == 0, written
    os.close(master)
    return written.decode()


def main(columns, style, file, *command):
    written = run(int(columns), command)
    with open(file, encoding="utf-8") as wanted:
        lines = wanted.read().splitlines()
    plain = re.sub(r"\x1b\[[?\d;]*[A-Za-z]", "", written).replace("\r", "")
    # What Wine says where there is no desktop, whenever it starts its own anew.
    plain = re.sub(r"error: XDG_RUNTIME_DIR [^\n]*\n", "", plain).splitlines()
    assert [line.rstrip() for line in plain] == lines, written
    assert ("\x1b[1m" in written) == (style == "styled"), written
    print(f"sipexplain.exe on a console of {columns} columns, {style}: {len(lines)} lines as on this system")


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
