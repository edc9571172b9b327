# SPDX-License-Identifier: GPL-2.0-or-later
"""Plays one scenario, in namespaces of its own, and captures it.

usage: play.py NAME FOLDER      writes FOLDER/capture.pcap; says on standard error why it could not be played
"""

import pathlib
import sys

import network
import scenario
import wire


def play(chosen, folder):
    network.set_up(folder)
    capture = wire.Wire(chosen.only, chosen.length)
    started = []
    # Who waits for a message first, then who sends one.
    order = sorted(chosen.parties, key=lambda party: bool(party.after) or not party.waits)
    for party in order:
        if party.after:
            capture.wait_for(party.after)
        if getattr(party, "instead_of", None) is not None:
            chosen.parties[party.instead_of].kill()
        party.start(folder, f"{len(started)}-{party.at.lower()}")
        started.append(party)
    for party in started:
        if not party.stays:
            party.finish()
    for message in chosen.until:
        capture.wait_for(message)
    capture.write(folder / "capture.pcap")


def main(name, folder):
    try:
        play(scenario.all_scenarios()[name], pathlib.Path(folder))
    except (TimeoutError, RuntimeError) as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main(*sys.argv[1:])
