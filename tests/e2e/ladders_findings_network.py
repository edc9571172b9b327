# SPDX-License-Identifier: GPL-2.0-or-later
"""What time, the network and those who speak show."""

LADDERS = {}
