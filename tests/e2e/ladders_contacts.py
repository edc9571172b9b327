# SPDX-License-Identifier: GPL-2.0-or-later
"""Ladders whose dialogs are as they should be, for tests that are about something else.

Each INVITE and each success of one without a Contact gets it, so that no dialog
lacks its remote target (RFC 3261, Sections 8.1.1.8 and 12.1.1), and what bob
sends inside a call goes to the Contact of alice. Alice is A.
"""

import re

ALICE, BOB = "sip:alice@client.example.com", "sip:bob@example.com"
MESSAGE = re.compile(r"\s*(\S+)>(\S+) (\S+)(.*)")


def with_contacts(text):
    asked = []      # (source, target, call, method)
    made = []
    lines = text.splitlines()
    for place, line in enumerate(lines):
        message = MESSAGE.match(line)
        if message is None:
            made.append(line)
            continue
        source, target, name, rest = message.groups()
        call = "".join(re.findall(r" call=\S+", rest))
        to_alice = " tag=a" in rest
        if name.isdigit():
            method = "".join(re.findall(r" ([A-Z]+)\b", rest)) or next(
                (method for *way, method in reversed(asked) if way == [target, source, call]), "INVITE")
            named, alices = method == "INVITE" and name.startswith("2"), source.startswith("A")
        else:
            line += f" uri={ALICE}" if to_alice and " uri=" not in rest else ""
            named, alices = name == "INVITE", not to_alice
            if name != "ACK":
                asked.append((source, target, call, name))
        made.append(line)
        if named and not has_contact(lines[place + 1:]):
            made.append(f"| Contact: <{ALICE if alices else BOB}>")
    return "\n".join(made)


def has_contact(following):
    for line in following:
        if MESSAGE.match(line):
            return False
        if line.strip().startswith("| Contact:"):
            return True
    return False


def all_with_contacts(ladders):
    return {title: with_contacts(text) for title, text in ladders.items()}
