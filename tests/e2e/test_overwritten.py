# SPDX-License-Identifier: GPL-2.0-or-later
"""What was said is kept in a bounded store. Where it was overwritten, nothing is found, and nothing wrong either."""

import captures
import pytest
from digest import challenge, credentials
from ladders import read_ladder
from messages import request

pytestmark = pytest.mark.once("is about the memory of the plugin")

# More than the 28 MB that are kept.
FLOOD = 600
FLOOD_BYTES = 60000

BEFORE = f"""
    A>B INVITE 1
        | Contact: <sip:alice@example.com>
    B>A 200
        | Contact: <sip:bob@example.com>
    A>B ACK 1 tag=b
    A>B REGISTER 1 call=2
    B>A 401 REGISTER 1 call=2
        {challenge(1)}
"""
# The BYE has no tag in To, and the credentials have the newest nonce.
AFTER = f"""
    A>B BYE 2
    B>A 481 BYE 2
    A>B REGISTER 2 call=2
        {credentials(1, user="bob", uri="sip:bob@example.com")}
    B>A 401 REGISTER 2 call=2
        {challenge(2)}
"""


def flood(number):
    return request("MESSAGE", f"flood-{number}", "Content-Type: text/plain\r\n", b"x" * FLOOD_BYTES)


@pytest.fixture(scope="module", params=[0, FLOOD], ids=["in time", "overwritten"])
def found(wireshark, request):
    """Whether there is a flood, and what is found in the last two responses on each way of reading."""
    messages, _ = read_ladder((BEFORE + AFTER).replace("{network}", "1"))
    count = len(read_ladder(BEFORE)[0])
    capture = captures.Capture(1)
    for message in messages[:count]:
        capture.send(message.source, message.target, message.bytes("call"))
    for number in range(request.param):
        capture.send("C", "D", flood(number))
    if not request.param:
        capture.wait(FLOOD / 100)
    for message in messages[count:]:
        capture.send(message.source, message.target, message.bytes("call"))
    path = wireshark.write(capture, f"overwritten-{request.param}")
    names = ["sipexplain.finding", "sipexplain.outcome", "sipexplain.diagnosis", "sipexplain.related_frame"]
    yield request.param > 0, {args: wireshark.fields(path, *names, args=args)[-4:][1::2] for args in ((), ("-2",))}
    path.unlink()


@pytest.mark.parametrize("args", [(), ("-2",)], ids=["one pass", "two passes"])
def test_what_was_overwritten_proves_nothing(found, args):
    overwritten, rows = found
    bye, refused = rows[args]
    if overwritten:
        assert bye[0] == refused[0] == []
        assert refused[1] == ["4"]
        # Nothing is said of frames before the flood.
        assert all(int(frame) > FLOOD for row in rows[args] for frame in row[3])
    else:
        assert bye[0] == ["dialog-tag-missing"] and 'The call has the tag "b" there since frame 2' in bye[2][0]
        assert refused[0] == ["auth-refused"] and refused[1] == ["10"]
