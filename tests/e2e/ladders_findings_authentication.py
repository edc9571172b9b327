# SPDX-License-Identifier: GPL-2.0-or-later
"""Challenges and credentials, and what they show."""

LADDERS = {}
