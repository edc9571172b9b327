# SPDX-License-Identifier: GPL-2.0-or-later
"""Ladders whose dialogs are as they should be, for tests that are about something else.

Each INVITE and each success without a Contact gets one, so that no dialog lacks
its remote target (RFC 3261, Sections 8.1.1.8 and 12.1.1), and what bob sends
inside a call goes to the Contact of alice. Alice is A.
"""

import re

ALICE, BOB = "sip:alice@client.example.com", "sip:bob@example.com"
MESSAGE = re.compile(r"\s*\S+>\S+ (INVITE|2\d\d|[A-Z]+)\b")


def with_contacts(text):
    lines = text.splitlines()
    made = []
    for number, line in enumerate(lines):
        message = MESSAGE.match(line)
        if message is None:
            made.append(line)
            continue
        to_alice = " tag=a" in line
        request = message[1].isalpha()
        from_alice = not to_alice if request else line.strip().startswith("A")
        made.append(line + (f" uri={ALICE}" if request and to_alice and " uri=" not in line else ""))
        headers = []
        for following in lines[number + 1:]:
            if MESSAGE.match(following) or re.match(r"\s*\S+>", following):
                break
            headers.append(following.strip())
        if (message[1] == "INVITE" or not request) and not any(header.startswith("| Contact:") for header in headers):
            made.append(f"| Contact: <{ALICE if from_alice else BOB}>")
    return "\n".join(made)


def all_with_contacts(ladders):
    return {title: with_contacts(text) for title, text in ladders.items()}
