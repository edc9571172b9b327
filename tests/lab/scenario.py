# SPDX-License-Identifier: GPL-2.0-or-later
"""What a scenario is: who takes part, and what is to be said about it."""

import dataclasses
import importlib
import pathlib

ALL_CLEAR = "All clear"
KEY = "KEY_FILE"       # stands for the private key of the TLS server, in options


@dataclasses.dataclass
class Scenario:
    """A scenario and all that may be said about its capture.

    found: a line for each message with findings, "PROXY>CALLER 408 INVITE: next-hop-silent, answered-by-machine?", the
    strongest first, "?" where the finding is likely. Messages that do not stand there must have none.
    report: ALL_CLEAR; or what stands in the title of the report's first item, then, behind a semicolon, the finding
    that it names.
    """

    name: str
    parties: list
    found: str = ""
    report: str = ALL_CLEAR
    until: tuple = ()           # messages on the wire that are waited for once all parties ended
    only: str = ""              # a capture filter
    length: int = 0             # bytes that are kept of each packet
    options: tuple = ()         # of tshark
    unsaid: tuple = ()          # texts that stand nowhere in the report

    def lines(self):
        return {line.strip() for line in self.found.strip().split("\n") if line.strip()}


def all_scenarios():
    """Name -> scenario, of all files in the folder scenarios."""
    found = {}
    for path in sorted((pathlib.Path(__file__).resolve().parent / "scenarios").glob("*.py")):
        for scenario in importlib.import_module(f"scenarios.{path.stem}").SCENARIOS:
            if scenario.name in found:
                raise ValueError(f"two scenarios are called {scenario.name}")
            found[scenario.name] = scenario
    return found
