# SPDX-License-Identifier: GPL-2.0-or-later
"""Gists, causes and remedies that are for some cases alone: by the request, its place in the call, and what came before."""

import flows
import pytest
from catalogue import record_of

RESPONSE = "bob > alice {code} c {cseq} {method}"
UP = "alice > bob INVITE c 1\nbob > alice 200 c 1 INVITE\nalice > bob ACK c 1 to=b"


def refused(code, method="INVITE", before="", tag="", cseq=2, between=""):
    return "\n".join(filter(None, [before, f"alice > bob {method} c {cseq}{tag}", between,
                                   RESPONSE.format(code=code, cseq=cseq, method=method)]))


LATER = "wait 9"    # at once, it would be a machine that says it

# Code, messages, which of the gists, and keys of what is and is not shown.
CASES = {
    "a call is declined": (603, refused(603, between=LATER), "Summary", "Cause", "Cause2"),
    "a change of a call is declined": (603, refused(603, before=UP, tag=" to=b"), "Summary5", "Cause4", "Cause"),
    "a transfer is declined": (603, refused(603, "REFER", UP, " to=b"), "Summary2", "Cause2", "Cause"),
    "a watcher is declined": (603, refused(603, "SUBSCRIBE"), "Summary3", "Cause3", "Cause"),
    "a text is declined": (603, refused(603, "MESSAGE"), "Summary4", "Cause3", "Cause2"),
    "a registration is declined": (603, refused(603, "REGISTER"), "Summary6", "Cause4", "Cause"),
    "a ping is declined": (603, refused(603, "OPTIONS"), "Summary6", "Cause4", "Cause"),
    "nothing rang": (480, refused(480, between=LATER), "Summary", "Cause", "Cause2"),
    "it rang": (480, refused(480, between="bob > alice 180 c 2 INVITE\n" + LATER), "Summary", "Cause2", "Cause"),
}


@pytest.mark.parametrize("args", [[], ["-2"]], ids=["one pass", "two passes"])
@pytest.mark.parametrize("case", CASES)
def test_what_is_said_fits_the_case(wireshark, case, args):
    code, messages, gist, there, absent = CASES[case]
    path = wireshark.write(flows.capture(messages), "fitting-" + case.replace(" ", "-"))
    (gists, causes), = wireshark.fields(path, "sipexplain.summary", "sipexplain.cause",
                                        args=[*args, "-Y", f"sipexplain.code == {code}"])
    record = record_of(code)
    assert gists == [record[gist]]
    assert record[there] in causes and record[absent] not in causes
