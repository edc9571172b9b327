/* usage.h
 * How the command is called: for the command itself, its help, its manual page
 * and the completion in shells, so that they cannot contradict one another
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_USAGE_H
#define SIPEXPLAIN_USAGE_H

#include <glib.h>

#include "command_text_list.h"

/* What may stand at a place behind the command's name. */
typedef enum {
    ARGUMENT_NONE,
    ARGUMENT_CODE,
    ARGUMENT_CLASS,
    ARGUMENT_PROTOCOL,
    ARGUMENT_CAUSE,     /* of the protocol before it */
    ARGUMENT_FINDING
} argument_t;

#define USAGE_MAX_ARGUMENTS 2

/* The ways to call it, in the order of usages[]. */
typedef enum {
    USAGE_CODE,
    USAGE_COMPARE,
    USAGE_LIST,
    USAGE_REASON,
    USAGE_FINDING,
    NUM_USAGES
} usage_id_t;

typedef struct {
    const char *word;           /* the first one; NULL for a code alone */
    unsigned    min_arguments;
    argument_t  arguments[USAGE_MAX_ARGUMENTS];     /* behind the word, ended by ARGUMENT_NONE */
    const char *synopsis;       /* the same for people; optional ones in brackets */
    command_text_id_t meaning;  /* what it does, a phrase */
    const char *example;        /* words behind "sipexplain" */
} usage_t;

extern const usage_t usages[NUM_USAGES];

#define NUM_STATUSES        4

/* What each exit status means, a phrase. */
extern const command_text_id_t usage_statuses[NUM_STATUSES];

/* A usage as one types it, behind the name of the command: "compare CODE CODE". The caller owns it. */
char *usage_call(const usage_t *usage);

/* What the options set. */
typedef struct {
    gboolean json;
    gboolean help;
    gboolean version;
    char    *language;      /* NULL if none is given; owned by the caller */
} options_t;

#define NUM_OPTIONS 4

/* The table of options, which set *options and end with an empty entry; their descriptions are English. */
void usage_get_options(options_t *options, GOptionEntry entries[NUM_OPTIONS + 1]);

#endif /* SIPEXPLAIN_USAGE_H */
