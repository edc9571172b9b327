# SPDX-License-Identifier: GPL-2.0-or-later
"""What time, the network and those who speak show.

Of LOOSE more is left to whoever writes the rules: in which of the frames that
show a thing it stands, what else may be found beside it ("! may ID"), and how
certain it is ("! has ID").
"""

import ladders_hops
import ladders_icmp
import ladders_legs
import ladders_silence
import ladders_timing
import ladders_unheard
from ladders_contacts import all_with_contacts

LADDERS = all_with_contacts({**ladders_silence.LADDERS, **ladders_icmp.LADDERS, **ladders_timing.LADDERS, **ladders_hops.LADDERS,
                             **ladders_legs.LADDERS, **ladders_unheard.LADDERS})
ENDINGS = all_with_contacts(ladders_silence.ENDINGS)
LOOSE = all_with_contacts({**ladders_silence.LOOSE, **ladders_hops.LOOSE})
