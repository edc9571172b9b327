# SPDX-License-Identifier: GPL-2.0-or-later
"""The bytes of a TLS connection, made without a network."""

import atexit
import pathlib
import shutil
import ssl
import subprocess
import tempfile


class TlsPair:
    """A client (end 0) and a server (end 1) that talk through memory."""

    def __init__(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="sipexplain-tls-"))
        # The key log is read long after the connection is made.
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                        "-subj", "/CN=proxy.example.com", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        self.keylog = folder / "keys.txt"
        client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        client.check_hostname = False
        client.verify_mode = ssl.CERT_NONE
        client.keylog_filename = str(self.keylog)
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(certificate, key)
        self._incoming = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._ends = (client.wrap_bio(self._incoming[0], self._outgoing[0]),
                      server.wrap_bio(self._incoming[1], self._outgoing[1], server_side=True))

    def handshake(self):
        """Yields (end, bytes) for each flight."""
        done = set()
        while len(done) < 2:
            for end in (0, 1):
                try:
                    self._ends[end].do_handshake()
                    done.add(end)
                except ssl.SSLWantReadError:
                    pass
                data = self._flush(end)
                if data:
                    yield end, data

    def encrypt(self, end, payload):
        """The records that carry the payload from this end to the other one."""
        self._ends[end].write(payload)
        return self._flush(end)

    def _flush(self, end):
        data = self._outgoing[end].read()
        self._incoming[1 - end].write(data)
        return data
