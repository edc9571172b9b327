/* words.c
 * The words around the texts of the catalogue
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdarg.h>
#include <string.h>

#include <glib.h>

#include "words.h"

static const char *const words[NUM_WORDS] = {
#define WORD_TEXT(id, text) [id] = text,
    WORD_LIST(WORD_TEXT)
#undef WORD_TEXT
};

static const char *const fact_words[NUM_FACTS] = {
    [FACT_SENDER]  = "Sent by",
    [FACT_PHASE]   = "Phase",
    [FACT_METHODS] = "Methods",
    [FACT_RETRY]   = "Retry",
    [FACT_FORK]    = "Forking",
    [FACT_DIALOG]  = "Dialog",
    [FACT_WHEN]    = "Applies",
};

static const struct {
    const char *of_one;
    const char *of_both;
} outcome_words[NUM_OUTCOMES + 1] = {
    [OUTCOME_PROGRESS]       = { "reports progress", "Both report progress" },
    [OUTCOME_SUCCESS]        = { "is a success", "Both are successes" },
    [OUTCOME_REDIRECTION]    = { "is a redirection", "Both are redirections" },
    [OUTCOME_CHALLENGE]      = { "is a challenge", "Both are challenges" },
    [OUTCOME_ADJUST]         = { "asks for another try", "Both ask for another try" },
    [OUTCOME_UNAVAILABLE]    = { "means not reachable", "Both mean not reachable" },
    [OUTCOME_BUSY]           = { "means busy", "Both mean busy" },
    [OUTCOME_DECLINED]       = { "is a refusal", "Both are refusals" },
    [OUTCOME_CANCELLED]      = { "ends a cancelled request", "Both end a cancelled request" },
    [OUTCOME_FAILURE]        = { "is a failure", "Both are failures" },
    [OUTCOME_SERVER_FAILURE] = { "is a server failure", "Both are server failures" },
};

const char *
word(word_t id)
{
    return words[id];
}

char *
word_filled(word_t id, ...)
{
    GString    *text = g_string_new(words[id]);
    const char *name;
    va_list     ap;

    va_start(ap, id);
    while ((name = va_arg(ap, const char *)) != NULL) {
        const char *value = va_arg(ap, const char *);
        char       *in_braces = g_strconcat("{", name, "}", NULL);
        const char *found = strstr(text->str, in_braces);

        while (found != NULL) {
            gsize at = (gsize)(found - text->str);

            g_string_erase(text, (gssize)at, (gssize)strlen(in_braces));
            g_string_insert(text, (gssize)at, value);
            found = strstr(text->str + at + strlen(value), in_braces);
        }
        g_free(in_braces);
    }
    va_end(ap);
    return g_string_free(text, FALSE);
}

const char *
word_for_fact(sip_fact_t fact)
{
    return fact_words[fact];
}

const char *
outcome_of_one(sip_outcome_t outcome)
{
    return outcome_words[outcome].of_one;
}

const char *
outcome_of_both(sip_outcome_t outcome)
{
    return outcome_words[outcome].of_both;
}
