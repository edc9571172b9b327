# SPDX-License-Identifier: GPL-2.0-or-later
"""Sends a message over UDP as it stands, once, and waits for an answer.

usage: raw.py FROM TO MESSAGE
"""

import socket
import sys

source, target, message = sys.argv[1:]
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
    udp.bind((source, 5060))
    udp.settimeout(10)
    udp.sendto(message.replace("\n", "\r\n").encode(), (target, 5060))
    print(udp.recv(65535).decode())
