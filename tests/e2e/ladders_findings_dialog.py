# SPDX-License-Identifier: GPL-2.0-or-later
"""What dialogs show about the failures of their requests; a file for each kind, as there are many."""

import ladders_dialog_ack
import ladders_dialog_ends
import ladders_dialog_matches
import ladders_dialog_misfits
import ladders_dialog_order
import ladders_dialog_tags
import ladders_dialog_ways

PARTS = (ladders_dialog_tags, ladders_dialog_order, ladders_dialog_ack, ladders_dialog_ends, ladders_dialog_matches,
         ladders_dialog_misfits, ladders_dialog_ways)
LADDERS = {title: ladder for part in PARTS for title, ladder in part.LADDERS.items()}
assert len(LADDERS) == sum(len(part.LADDERS) for part in PARTS), "two ladders have one title"

ENDINGS = ladders_dialog_ends.ENDINGS
