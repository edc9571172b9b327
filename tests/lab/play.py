# SPDX-License-Identifier: GPL-2.0-or-later
"""Plays one scenario, in namespaces of its own, and captures it.

usage: play.py NAME FOLDER      writes FOLDER/capture.pcap; says on standard error why it could not be played
"""

import pathlib
import shutil
import sys

import network
import scenario
import wire


def play(chosen, folder):
    network.set_up(folder)
    capture = wire.Wire(chosen.only, chosen.length)
    try:
        # Who waits for a message first, then who sends one.
        order = sorted(chosen.parties, key=lambda party: bool(party.after) or not party.waits)
        for number, party in enumerate(order):
            if party.after:
                capture.wait_for(party.after)
            if party.instead_of is not None:
                chosen.parties[party.instead_of].kill()
            party.start(folder, f"{number}-{party.at.lower()}")
        for party in order:
            for message, text in party.says:
                capture.wait_for(message)
                party.tell(text)
        for party in order:
            if not party.stays:
                party.finish()
        for message in chosen.until:
            capture.wait_for(message)
    finally:
        capture.write(folder / "capture.pcap")
        for key in folder.glob("*/key.pem"):
            shutil.copyfile(key, folder / "key.pem")


def main(name, folder):
    try:
        play(scenario.all_scenarios()[name], pathlib.Path(folder))
    except (TimeoutError, RuntimeError) as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main(*sys.argv[1:])
