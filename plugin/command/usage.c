/* usage.c
 * How the command is called
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "catalogue/catalogue.h"
#include "usage.h"

const usage_t usages[NUM_USAGES] = {
    [USAGE_CODE]    = { NULL, 1, { ARGUMENT_CODE }, "CODE", COMMAND_CODE, "428" },
    [USAGE_COMPARE] = { "compare", 2, { ARGUMENT_CODE, ARGUMENT_CODE }, "CODE CODE", COMMAND_COMPARE, "compare 202 428" },
    [USAGE_LIST]    = { "list", 0, { ARGUMENT_CLASS }, "[CLASS]", COMMAND_LIST, "list 4xx" },
    [USAGE_REASON]  = { "reason", 0, { ARGUMENT_PROTOCOL, ARGUMENT_CAUSE }, "[PROTOCOL [CAUSE]]", COMMAND_REASON,
                        "reason Q.850 17" },
    [USAGE_FINDING] = { "finding", 0, { ARGUMENT_FINDING }, "[ID]", COMMAND_FINDING, "finding auth-refused" },
};

const command_text_id_t usage_statuses[NUM_STATUSES] = {
    COMMAND_FOUND, COMMAND_NOT_FOUND, COMMAND_WRONG_USAGE, COMMAND_NOT_WRITTEN
};

char *
usage_call(const usage_t *usage)
{
    return g_strconcat(usage->word != NULL ? usage->word : "", usage->word != NULL ? " " : "", usage->synopsis, NULL);
}

void
usage_get_options(options_t *options, GOptionEntry entries[NUM_OPTIONS + 1])
{
    const GOptionEntry table[NUM_OPTIONS + 1] = {
        { "json", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options->json, catalogue_command_texts[COMMAND_JSON], NULL },
        { "language", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options->language,
          catalogue_command_texts[COMMAND_LANGUAGE], "LANGUAGE" },
        { "help", 'h', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options->help, catalogue_command_texts[COMMAND_HELP], NULL },
        { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options->version, catalogue_command_texts[COMMAND_VERSION], NULL },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL }
    };

    memcpy(entries, table, sizeof table);
}
