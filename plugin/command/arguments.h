/* arguments.h
 * Words of the command line, understood
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_ARGUMENTS_H
#define SIPEXPLAIN_ARGUMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "output.h"

/* Each returns false, with a complaint, for a word that is nothing of the kind. */
bool argument_code(output_t *output, const char *text, unsigned *code);         /* 100 to 699 */
bool argument_class(output_t *output, const char *text, unsigned *class_digit); /* 1 to 6 */
bool argument_cause(output_t *output, const char *text, uint32_t *cause);

#endif /* SIPEXPLAIN_ARGUMENTS_H */
