# SPDX-License-Identifier: GPL-2.0-or-later

# What is said of codes, for the command and for windows of the plugin.
set(answers_sources
    arguments.c
    card.c
    code.c
    compare.c
    json.c
    output.c
    page.c
    words.c
)
