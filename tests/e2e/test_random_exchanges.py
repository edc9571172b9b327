# SPDX-License-Identifier: GPL-2.0-or-later
"""Exchanges made at random, likely or not: whatever a diagnosis claims about other frames has to be true of them."""

import random
import re

import pytest
from claims import CLAIMS, Exchange, claims_of
from ladders import Whole
from random_ladders import any_ladder

COUNT = 200
SEEDS = [20, 21, 22]
HOSTS = {"A": "127.0.0.1:5061", "P": "127.0.0.1:5062", "B": "127.0.0.1:5063", "C": "127.0.0.1:5064"}


@pytest.mark.parametrize("way", ["-T fields", "-2"])
@pytest.mark.parametrize("on_one_host", [False, True], ids=["hosts", "one host"])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_claim_is_false(wireshark, seed, on_one_host, way):
    choose = random.Random(seed)
    texts = {str(number): any_ladder(choose) for number in range(COUNT)}
    if on_one_host:
        texts = {title: re.sub(r"^(\w)>(\w)", lambda leg: f"{HOSTS[leg[1]]}>{HOSTS[leg[2]]}", text, flags=re.M)
                 for title, text in texts.items()}
    whole = Whole(wireshark, f"random-{seed}", texts)
    seen = set()
    for title, ladder in whole.ladders.items():
        for number, diagnoses in whole.diagnoses(title, way).items():
            exchange = Exchange(ladder, number)
            for pattern, check, values in claims_of(diagnoses[0]):
                assert check(exchange, *values) is not False, (texts[title], number, diagnoses[0])
                seen.add(pattern)
    assert len(seen) >= len(CLAIMS) // 2, set(CLAIMS) - seen
    whole.check_related_frames(*([] if way == "-T fields" else [way]))
