/* commands.h
 * What the command can be asked for
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_COMMANDS_H
#define SIPEXPLAIN_COMMANDS_H

#include "output.h"

/*
 * Each answers one of the usages (usage.h) on the output, or complains there.
 * The arguments, as many as the usage permits, are ended by NULL.
 */
status_t command_code(output_t *output, char *const *arguments);
status_t command_compare(output_t *output, char *const *arguments);
status_t command_list(output_t *output, char *const *arguments);
status_t command_reason(output_t *output, char *const *arguments);
status_t command_finding(output_t *output, char *const *arguments);

/* How the command is called, and its version. */
status_t command_help(output_t *output);
status_t command_version(output_t *output);

#endif /* SIPEXPLAIN_COMMANDS_H */
