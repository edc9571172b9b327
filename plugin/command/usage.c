/* usage.c
 * How the command is called
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "usage.h"

const usage_t usages[NUM_USAGES] = {
    [USAGE_CODE] = {
        NULL, 1, { ARGUMENT_CODE }, "CODE",
        "explain a response code: what it means, its typical causes, and what to do", "428"
    },
    [USAGE_COMPARE] = {
        "compare", 2, { ARGUMENT_CODE, ARGUMENT_CODE }, "CODE CODE",
        "compare two codes: each one's meaning, cause and remedy, the key differences, and which applies when",
        "compare 202 428"
    },
    [USAGE_LIST] = {
        "list", 0, { ARGUMENT_CLASS }, "[CLASS]",
        "list all codes, or those of a class (1xx to 6xx)", "list 4xx"
    },
    [USAGE_REASON] = {
        "reason", 0, { ARGUMENT_PROTOCOL, ARGUMENT_CAUSE }, "[PROTOCOL [CAUSE]]",
        "explain a cause of the Reason header; without CAUSE list those of a protocol, "
        "without PROTOCOL the protocols", "reason Q.850 17"
    },
};

const char *const usage_statuses[] = {
    "found",
    "in no catalogue; the class of the code, or the protocol, is explained",
    "wrong usage",
    "the answer cannot be written",
    NULL
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
        { "json", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options->json, "answer in JSON, for scripts", NULL },
        { "language", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options->language,
          "answer in this language (en, ja, pt_BR, zh_CN ...; default: that of the locale)", "LANGUAGE" },
        { "help", 'h', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options->help, "print this help", NULL },
        { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options->version, "print the version", NULL },
        G_OPTION_ENTRY_NULL
    };

    memcpy(entries, table, sizeof table);
}
