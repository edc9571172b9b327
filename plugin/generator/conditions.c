/* conditions.c
 * Build tool that makes a C table of the catalogue: in which cases its texts fit
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "catalogue/catalogue.h"
#include "generator.h"

#define INVITE      "INVITE"
#define REGISTER    "REGISTER"

static const char *const methods[] = {
    INVITE, "ACK", "CANCEL", "BYE", REGISTER, "OPTIONS", "PRACK", "UPDATE", "INFO", "SUBSCRIBE", "NOTIFY", "REFER", "MESSAGE",
    "PUBLISH", NULL
};

static const char *const transports[] = { "UDP", "TCP", "TLS", "WS", "WSS", "SCTP", NULL };

/* Words that stand alone, and what they ask for. */
static const struct {
    const char *word;
    size_t      offset;
    asked_t     asked;
} words[] = {
    { "inside",         offsetof(text_condition_t, inside),      ASKED_YES },
    { "outside",        offsetof(text_condition_t, inside),      ASKED_NO },
    { "credentials",    offsetof(text_condition_t, credentials), ASKED_YES },
    { "no-credentials", offsetof(text_condition_t, credentials), ASKED_NO },
    { "rang",           offsetof(text_condition_t, rang),        ASKED_YES },
    { "not-rang",       offsetof(text_condition_t, rang),        ASKED_NO },
};

/* Names with a value. Where there is a list, the values are of it, with commas between them. */
static const struct {
    const char        *name;
    size_t             offset;
    const char *const *list;
} values[] = {
    { "method=",         offsetof(text_condition_t, methods),        methods },
    { "method!=",        offsetof(text_condition_t, other_methods),  methods },
    { "transport=",      offsetof(text_condition_t, transports),     transports },
    { "phrase=",         offsetof(text_condition_t, phrase),         NULL },
    { "header=",         offsetof(text_condition_t, header),         NULL },
    { "request-header=", offsetof(text_condition_t, request_header), NULL },
};

struct conditions {
    text_condition_t items[MAX_ITEMS];
    gboolean         any;
};

/* Whether a list, separated by blanks, has this one. */
static gboolean
lists(const char *list, const char *word)
{
    char   **items = g_strsplit(list, " ", -1);
    gboolean found = g_strv_contains((const char *const *)items, word);

    g_strfreev(items);
    return found;
}

/* Whether all values, with blanks between them, are of a list. */
static gboolean
are_listed(const char *value, const char *const *list)
{
    char   **items = g_strsplit(value, " ", -1);
    gboolean good = TRUE;

    for (unsigned i = 0; good && items[i] != NULL; i++)
        good = g_strv_contains(list, items[i]);
    g_strfreev(items);
    return good;
}

/* Sets a value; blanks in a phrase are written as "_". */
static const char *
read_value(const char *text, const char *const *list, const char **place)
{
    char *value;

    if (*place != NULL)
        return "stands there twice";
    if (*text == '\0')
        return "has no value";
    value = g_strdelimit(g_strdup(text), list != NULL ? "," : "_", ' ');
    if (list != NULL && !are_listed(value, list)) {
        g_free(value);
        return "names something unknown";
    }
    *place = value;
    return NULL;
}

/* Takes one term into the condition. Returns what is wrong with it; NULL if it is good. */
static const char *
read_term(const char *term, text_condition_t *condition)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(words); i++) {
        uint8_t *place = (uint8_t *)condition + words[i].offset;

        if (strcmp(term, words[i].word) != 0)
            continue;
        if (*place != ASKED_NOTHING)
            return "says it twice, or contradicts another term";
        *place = (uint8_t)words[i].asked;
        return NULL;
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(values); i++) {
        if (g_str_has_prefix(term, values[i].name))
            return read_value(term + strlen(values[i].name), values[i].list,
                              (const char **)(void *)((char *)condition + values[i].offset));
    }
    return "is no condition";
}

/* Whether a request with this method is ever one that the condition asks for. */
static gboolean
method_fits(const text_condition_t *condition, const char *method)
{
    if (condition->methods != NULL && !lists(condition->methods, method))
        return FALSE;
    if (condition->other_methods != NULL && lists(condition->other_methods, method))
        return FALSE;
    if (condition->rang == ASKED_YES && strcmp(method, INVITE) != 0)
        return FALSE;
    return condition->inside != ASKED_YES || strcmp(method, REGISTER) != 0;
}

static gboolean
can_be_met(const text_condition_t *condition)
{
    for (unsigned i = 0; methods[i] != NULL; i++) {
        if (method_fits(condition, methods[i]))
            return TRUE;
    }
    return FALSE;
}

static gboolean
read_condition(const source_t *source, const char *key, text_condition_t *condition)
{
    char  *text = get_text(source, key, FALSE);
    char **terms;

    if (text == NULL)
        return FALSE;
    terms = g_strsplit(text, " ", -1);
    for (unsigned i = 0; terms[i] != NULL; i++) {
        const char *wrong = read_term(terms[i], condition);

        if (wrong != NULL)
            fault(source->file, source->group, key, "\"%s\" %s", terms[i], wrong);
    }
    if (!can_be_met(condition))
        fault(source->file, source->group, key, "no request can meet \"%s\"", text);
    g_strfreev(terms);
    g_free(text);
    return TRUE;
}

conditions_t *
get_conditions(const source_t *source, const char *key, unsigned count, unsigned first)
{
    conditions_t *conditions = g_new0(conditions_t, 1);

    for (unsigned i = 1; i <= MAX_ITEMS; i++) {
        char    *name = i == 1 ? g_strconcat(key, "If", NULL) : g_strdup_printf("%s%uIf", key, i);
        gboolean have = i >= first && read_condition(source, name, &conditions->items[i - first]);

        if (have && i - first >= count)
            fault(source->file, source->group, name, "there is no text for it");
        if (!have && first > 1 && i >= first && i - first < count)
            fault(source->file, source->group, name, "missing");
        conditions->any = conditions->any || have;
        g_free(name);
    }
    return conditions;
}

/* A request with this method, and which of the three that can be asked about it are so. */
static gboolean
fits(const text_condition_t *condition, const char *method, unsigned so)
{
    const uint8_t asked[] = { condition->inside, condition->credentials, condition->rang };

    if (!method_fits(condition, method) || condition->transports != NULL || condition->phrase != NULL
        || condition->header != NULL || condition->request_header != NULL)
        return FALSE;
    for (unsigned i = 0; i < G_N_ELEMENTS(asked); i++) {
        if (asked[i] != ASKED_NOTHING && (asked[i] == ASKED_YES) != ((so >> i & 1) != 0))
            return FALSE;
    }
    return TRUE;
}

void
check_conditions(const source_t *source, const char *key, const conditions_t *conditions, unsigned count)
{
    for (unsigned i = 0; methods[i] != NULL; i++) {
        for (unsigned so = 0; so < 8; so++) {
            unsigned item = 0;

            /* There are no such cases: see method_fits(). */
            if (((so & 1) != 0 && strcmp(methods[i], REGISTER) == 0) || ((so & 4) != 0 && strcmp(methods[i], INVITE) != 0))
                continue;
            while (item < count && !fits(&conditions->items[item], methods[i], so))
                item++;
            if (item < count || count == 0)
                continue;
            fault(source->file, source->group, key, "none is left for %s %s a dialog, %s credentials, %s", methods[i],
                  (so & 1) != 0 ? "inside" : "outside", (so & 2) != 0 ? "with" : "without",
                  (so & 4) != 0 ? "that rang" : "that did not ring");
            return;
        }
    }
}

void
write_conditions(FILE *out, const char *name, const conditions_t *conditions, unsigned count)
{
    if (!conditions->any)
        return;
    fprintf(out, "static const text_condition_t %s[] = {\n", name);
    for (unsigned i = 0; i < count; i++) {
        const text_condition_t *item = &conditions->items[i];
        const char *const texts[] = { item->methods, item->other_methods, item->transports, item->phrase, item->header,
                                      item->request_header };

        fputs("    { ", out);
        for (unsigned j = 0; j < G_N_ELEMENTS(texts); j++) {
            write_string(out, texts[j]);
            fputs(", ", out);
        }
        fprintf(out, "%u, %u, %u },\n", item->inside, item->credentials, item->rang);
    }
    fputs("};\n", out);
}

gboolean
conditions_any(const conditions_t *conditions)
{
    return conditions->any;
}
