# SPDX-License-Identifier: GPL-2.0-or-later
"""What dialogs show about the failures of their requests."""

LADDERS = {}
