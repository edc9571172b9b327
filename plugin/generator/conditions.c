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

/* What an unknown method is here: it is in no list. */
#define OTHER_METHOD    ""

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
    { "expired",        offsetof(text_condition_t, expired),     ASKED_YES },
    { "first-seen",     offsetof(text_condition_t, first_seen),  ASKED_YES },
    { "elsewhere",      offsetof(text_condition_t, elsewhere),   ASKED_YES },
    { "not-elsewhere",  offsetof(text_condition_t, elsewhere),   ASKED_NO },
    { "offered",        offsetof(text_condition_t, offered),     ASKED_YES },
    { "not-offered",    offsetof(text_condition_t, offered),     ASKED_NO },
    { "anonymous",      offsetof(text_condition_t, anonymous),   ASKED_YES },
    { "not-anonymous",  offsetof(text_condition_t, anonymous),   ASKED_NO },
};

/* Names with a value, or with several that have commas between them. */
typedef enum { KIND_METHODS, KIND_TRANSPORTS, KIND_PHRASE, KIND_CAUSES, KIND_SCHEMES, KIND_HEADER } kind_t;

static const struct {
    const char *name;
    size_t      offset;
    kind_t      kind;
} values[] = {
    { "method=",          offsetof(text_condition_t, methods),           KIND_METHODS },
    { "method!=",         offsetof(text_condition_t, other_methods),     KIND_METHODS },
    { "transport=",       offsetof(text_condition_t, transports),        KIND_TRANSPORTS },
    { "phrase=",          offsetof(text_condition_t, phrase),            KIND_PHRASE },
    { "phrase!=",         offsetof(text_condition_t, other_phrase),      KIND_PHRASE },
    { "q850=",            offsetof(text_condition_t, causes),            KIND_CAUSES },
    { "scheme=",          offsetof(text_condition_t, schemes),           KIND_SCHEMES },
    { "header=",          offsetof(text_condition_t, header),            KIND_HEADER },
    { "header!=",         offsetof(text_condition_t, no_header),         KIND_HEADER },
    { "request-header=",  offsetof(text_condition_t, request_header),    KIND_HEADER },
    { "request-header!=", offsetof(text_condition_t, no_request_header), KIND_HEADER },
};

/* Of what is asked, so much can be asked about each request. */
#define NUM_ASKED   5

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

/* A cause of Q.850 has 7 bits. */
static gboolean
is_cause(const char *text)
{
    guint64 cause;

    return g_ascii_string_to_unsigned(text, 10, 1, 127, &cause, NULL);
}

/* Whether all values, with blanks between them, can be of this kind. */
static gboolean
are_good(const char *value, kind_t kind)
{
    char   **items = g_strsplit(value, " ", -1);
    gboolean good = TRUE;

    for (unsigned i = 0; good && items[i] != NULL; i++) {
        if (kind == KIND_CAUSES)
            good = is_cause(items[i]);
        else if (kind == KIND_HEADER || kind == KIND_SCHEMES)
            good = *items[i] != '\0';
        else
            good = g_strv_contains(kind == KIND_METHODS ? methods : transports, items[i]);
    }
    g_strfreev(items);
    return good;
}

/* "Name" or "Name:word,word". */
static const char *
read_header(const char *text, asked_header_t *header)
{
    char **parts = g_strsplit(text, ":", 2);
    char  *begins = parts[1] != NULL ? g_strdelimit(parts[1], ",", ' ') : NULL;

    if (*parts[0] == '\0' || (begins != NULL && !are_good(begins, KIND_HEADER))) {
        g_strfreev(parts);
        return "names something empty";
    }
    header->name = parts[0];
    header->words = begins;
    g_free(parts);
    return NULL;
}

/* Sets a value; blanks in a phrase are written as "_". */
static const char *
read_value(const char *text, kind_t kind, const char **place)
{
    char *value;

    if (*place != NULL)
        return "stands there twice";
    if (*text == '\0')
        return "has no value";
    if (kind == KIND_HEADER)
        return read_header(text, (asked_header_t *)(void *)place);
    value = g_strdelimit(g_strdup(text), kind == KIND_PHRASE ? "_" : ",", ' ');
    if (kind != KIND_PHRASE && !are_good(value, kind)) {
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
            return read_value(term + strlen(values[i].name), values[i].kind,
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
    return method_fits(condition, OTHER_METHOD);
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

/* A request with this method, and which of those that can be asked about each one are so. */
static gboolean
fits(const text_condition_t *condition, const char *method, unsigned so)
{
    const uint8_t asked[NUM_ASKED] = { condition->inside, condition->credentials, condition->rang, condition->offered,
                                       condition->anonymous };

    if (!method_fits(condition, method) || condition->transports != NULL || condition->phrase != NULL
        || condition->other_phrase != NULL || condition->causes != NULL || condition->schemes != NULL || condition->expired != ASKED_NOTHING
        || condition->first_seen != ASKED_NOTHING || condition->elsewhere != ASKED_NOTHING || condition->header.name != NULL || condition->no_header.name != NULL || condition->request_header.name != NULL
        || condition->no_request_header.name != NULL)
        return FALSE;
    for (unsigned i = 0; i < NUM_ASKED; i++) {
        if (asked[i] != ASKED_NOTHING && (asked[i] == ASKED_YES) != ((so >> i & 1) != 0))
            return FALSE;
    }
    return TRUE;
}

/* Whether requests with this method always have one that fits. */
static gboolean
check_method(const source_t *source, const char *key, const conditions_t *conditions, unsigned count, const char *method)
{
    for (unsigned so = 0; so < 1 << NUM_ASKED; so++) {
        unsigned item = 0;

        /* There are no such cases: see method_fits(). */
        if (((so & 1) != 0 && strcmp(method, REGISTER) == 0) || ((so & 4) != 0 && strcmp(method, INVITE) != 0))
            continue;
        while (item < count && !fits(&conditions->items[item], method, so))
            item++;
        if (item < count)
            continue;
        fault(source->file, source->group, key, "none is left for %s %s a dialog, %s credentials, %s%s%s",
              *method != '\0' ? method : "an unknown method", (so & 1) != 0 ? "inside" : "outside",
              (so & 2) != 0 ? "with" : "without", (so & 4) != 0 ? "that rang" : "that did not ring",
              (so & 8) != 0 ? ", that offers all" : "", (so & 16) != 0 ? ", that is anonymous" : "");
        return FALSE;
    }
    return TRUE;
}

void
check_conditions(const source_t *source, const char *key, const conditions_t *conditions, unsigned count)
{
    unsigned i = 0;

    if (count == 0)
        return;
    while (methods[i] != NULL && check_method(source, key, conditions, count, methods[i]))
        i++;
    if (methods[i] == NULL)
        check_method(source, key, conditions, count, OTHER_METHOD);
}

void
write_conditions(FILE *out, const char *name, const conditions_t *conditions, unsigned count)
{
    if (!conditions->any)
        return;
    fprintf(out, "static const text_condition_t %s[] = {\n", name);
    for (unsigned i = 0; i < count; i++) {
        const text_condition_t *item = &conditions->items[i];
        const char *const texts[] = { item->methods, item->other_methods, item->transports, item->phrase,
                                      item->other_phrase, item->causes, item->schemes };
        const asked_header_t headers[] = { item->header, item->no_header, item->request_header, item->no_request_header };

        fputs("    { ", out);
        for (unsigned j = 0; j < G_N_ELEMENTS(texts); j++) {
            write_string(out, texts[j]);
            fputs(", ", out);
        }
        for (unsigned j = 0; j < G_N_ELEMENTS(headers); j++) {
            fputs("{ ", out);
            write_string(out, headers[j].name);
            fputs(", ", out);
            write_string(out, headers[j].words);
            fputs(" }, ", out);
        }
        fprintf(out, "%u, %u, %u, %u, %u, %u, %u, %u },\n", item->inside, item->credentials, item->rang, item->expired,
                item->first_seen, item->elsewhere, item->offered, item->anonymous);
    }
    fputs("};\n", out);
}

gboolean
conditions_any(const conditions_t *conditions)
{
    return conditions->any;
}
