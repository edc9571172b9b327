# SPDX-License-Identifier: GPL-2.0-or-later
"""Signed caller identities of ladders (RFC 8224, RFC 8225), whose signatures are zeros."""

import base64
import json

URL = "https://cert.example.org/1.cer"
CALLER, CALLEE = "12125550101", "12125550123"


def encoded(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


SIGNATURE = "A" * 86


def header_of(**claims):
    claims = {"alg": "ES256", "ppt": "shaken", "typ": "passport", "x5u": URL, **claims}
    return json.dumps({name: claim for name, claim in claims.items() if claim is not None})


def payload_of(iat, **claims):
    claims = {"attest": "A", "dest": {"tn": [CALLEE]}, "iat": iat if isinstance(iat, str) else int(iat),
              "orig": {"tn": CALLER}, "origid": "x", **claims}
    return json.dumps({name: claim for name, claim in claims.items() if claim is not None})


def identity(iat, header=None, parameters=f";info=<{URL}>;alg=ES256;ppt=shaken", signature=SIGNATURE, **claims):
    """The line of a ladder."""
    return (f"| Identity: {encoded(header_of(**(header or {})))}.{encoded(payload_of(iat, **claims))}.{signature}"
            f"{parameters}")
