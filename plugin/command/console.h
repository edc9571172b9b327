/* console.h
 * What a run of the command says: to the terminal, a file or a pipe
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CONSOLE_H
#define SIPEXPLAIN_CONSOLE_H

#include "output.h"

/* To be given to output_finish(). */
output_t output_new(bool json);

/*
 * Writes the answer to standard output (none after wrong usage) and the
 * complaint to standard error, and frees both. Returns the status that the
 * process is to end with: the given one, or STATUS_NOT_WRITTEN.
 */
status_t output_finish(output_t *output, status_t status);

#endif /* SIPEXPLAIN_CONSOLE_H */
