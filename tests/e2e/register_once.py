# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs tshark many times, though it registers its dissectors and plugins only once: register_once.c."""

import collections
import os
import socket
import subprocess

MAX_REQUEST = 1 << 17       # as in register_once.c
Done = collections.namedtuple("Done", "returncode stdout stderr")


class Tshark:
    """A tshark that waits for arguments, with the environment that it was started with."""

    def __init__(self, library, command, env, folder):
        self._socket, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._said = os.memfd_create("said while registering")
        env = {**env, "SIPEXPLAIN_REGISTER_ONCE": str(other.fileno()),
               "LD_PRELOAD": " ".join([*env.get("LD_PRELOAD", "").split(), str(library)])}
        # It reads no capture of its own; to be told of one keeps it from looking for interfaces.
        self._process = subprocess.Popen([*command, "-r", os.devnull], env=env, pass_fds=[other.fileno()], cwd=folder,
                                         stdin=subprocess.DEVNULL, stdout=self._said, stderr=self._said)
        self._name = command[-1]
        other.close()

    @staticmethod
    def can_run(args):
        """Whether these arguments mean what they would mean to a tshark that is started with them."""
        # Scripts are loaded while it registers.
        scripts = any(arg.startswith("-X") for arg in args)
        return not scripts and sum(len(os.fsencode(arg)) + 1 for arg in args) < MAX_REQUEST / 2

    def run(self, args, stdin=b""):
        """As subprocess.run() with standard output and error captured, but both are there as bytes."""
        streams = [os.memfd_create(name) for name in ("stdin", "stdout", "stderr")]
        try:
            os.write(streams[0], stdin)
            os.lseek(streams[0], 0, os.SEEK_SET)
            request = b"".join(os.fsencode(arg) + b"\0" for arg in (self._name, *args))
            try:
                socket.send_fds(self._socket, [request], streams)
                status = self._socket.recv(4)
            except OSError as error:
                status = str(error)
            assert len(status) == 4, f"tshark, which waits for arguments, has ended: {status} {self._read(self._said)}"
            code = os.waitstatus_to_exitcode(int.from_bytes(status, "little"))
            return Done(code, self._read(streams[1]), self._read(self._said) + self._read(streams[2]))
        finally:
            for stream in streams:
                os.close(stream)

    @staticmethod
    def _read(stream):
        return os.pread(stream, os.fstat(stream).st_size, 0)

    def close(self):
        self._socket.close()
        self._process.wait()
        os.close(self._said)
