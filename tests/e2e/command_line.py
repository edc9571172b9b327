# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the command sipexplain."""

import errno
import fcntl
import json
import os
import pty
import struct
import subprocess
import termios

import pytest

FOUND, NOT_FOUND, WRONG_USAGE, NOT_WRITTEN = range(4)


def check_layout(out, columns):
    assert out.isascii() and out.endswith("\n")
    lines = out.split("\n")[:-1]
    assert lines[0] and lines[-1], "an empty line at the beginning or end"
    for line in lines:
        assert len(line) <= columns, line
        assert line == line.rstrip() and line.isprintable(), repr(line)
    assert "(null)" not in out and "{" not in out and "\n\n\n" not in out


class Command:
    def __init__(self, path):
        self.path = path
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
        for name in ("COLUMNS", "NO_COLOR", "TERM"):
            self.env.pop(name, None)

    def __call__(self, *args, columns=None, **env):
        """Status, standard output and standard error."""
        if columns is not None:
            env["COLUMNS"] = str(columns)
        done = subprocess.run([self.path, *map(str, args)], env={**self.env, **env}, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def text(self, *args, columns=80):
        """What it prints about something that it knows, checked for what holds of all text."""
        status, out, err = self(*args, columns=columns)
        assert (status, err) == (FOUND, ""), args
        check_layout(out, columns)
        return out

    def json(self, *args, status=FOUND):
        done, out, err = self("--json", *args)
        assert done == status and (err == "") == (status == FOUND), args
        return json.loads(out)

    def on_terminal(self, *args, columns, **env):
        """The same on a terminal of that width; the lines."""
        try:
            terminal, stdout = pty.openpty()
        except OSError as reason:
            pytest.skip(f"no terminal to be had here: {reason}")
        fcntl.ioctl(stdout, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        with subprocess.Popen([self.path, *map(str, args)], env={**self.env, "TERM": "xterm", **env}, stdout=stdout):
            os.close(stdout)
            out = b""
            try:
                while data := os.read(terminal, 65536):
                    out += data
            except OSError as error:    # how Linux says that nobody has the terminal open any more
                assert error.errno == errno.EIO
        os.close(terminal)
        return out.decode().replace("\r\n", "\n")
