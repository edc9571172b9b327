/* terminal.h
 * What standard output can show
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_TERMINAL_H
#define SIPEXPLAIN_TERMINAL_H

#include <stdbool.h>

typedef struct {
    unsigned columns;   /* that a line may have */
    bool     styled;    /* bold and colours are understood and wanted */
} terminal_t;

/*
 * The terminal behind standard output. Where there is none, a line may be as
 * wide as COLUMNS says, or else 80 columns, and nothing is styled.
 */
terminal_t terminal_of_output(void);

#endif /* SIPEXPLAIN_TERMINAL_H */
