/* check.c
 * Build tool that makes a C table of the catalogue: faults, and checks of texts
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdlib.h>
#include <string.h>

#include "catalogue/layout.h"
#include "generator.h"

/* What stands before a gist in the labels that it has to fit. */
#define ITEM_LABEL      "SIP Explanation (999): "
#define EXPERT_LABEL    "Expert Info (Warning/Response): 999 : "

static unsigned    faults;
static GHashTable *groups_seen; /* group name -> file */
static GHashTable *texts_seen;  /* text -> "file: [group] key" */

void
fault(const char *file, const char *group, const char *key, const char *format, ...)
{
    va_list ap;

    fprintf(stderr, "%s: ", file);
    if (group != NULL)
        fprintf(stderr, "[%s] ", group);
    if (key != NULL)
        fprintf(stderr, "%s: ", key);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputc('\n', stderr);
    faults++;
}

unsigned
num_faults(void)
{
    return faults;
}

/* Checks the header of a group; returns its name, which the caller owns. */
static char *
check_group_line(const char *file, const char *line, unsigned number)
{
    const char *end = strchr(line, ']');
    char       *group = g_strndup(line + 1, end != NULL ? (gsize)(end - line - 1) : strlen(line + 1));

    if (groups_seen == NULL)
        groups_seen = g_hash_table_new(g_str_hash, g_str_equal);
    if (end == NULL || end[1] != '\0')
        fault(file, group, NULL, "line %u: a group name ends with ] and the line with it", number);
    if (g_hash_table_contains(groups_seen, group))
        fault(file, group, NULL, "doubled group (line %u); the other one is in %s", number,
              (const char *)g_hash_table_lookup(groups_seen, group));
    else
        g_hash_table_insert(groups_seen, g_strdup(group), (void *)file);
    return group;
}

static void
check_key_line(const char *file, const char *group, const char *line, unsigned number, GHashTable *keys)
{
    const char *equals = strchr(line, '=');
    char       *key;

    if (equals == NULL || equals == line) {
        fault(file, group, NULL, "line %u is neither [group] nor Key=value", number);
        return;
    }
    key = g_strndup(line, (gsize)(equals - line));
    if (group == NULL)
        fault(file, NULL, key, "line %u: a key before the first group", number);
    else if (g_hash_table_contains(keys, key))
        fault(file, group, key, "doubled key (line %u)", number);
    g_hash_table_add(keys, key);
}

gboolean
check_lines(const char *file, const char *content, gsize length)
{
    const char *invalid;
    char      **lines, *group = NULL;
    GHashTable *keys;
    unsigned    before = faults;

    if (!g_utf8_validate(content, (gssize)length, &invalid)) {
        unsigned line = 1;

        for (const char *p = content; p < invalid; p++)
            line += *p == '\n';
        fault(file, NULL, NULL, "line %u is not UTF-8", line);
        return FALSE;
    }
    keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    lines = g_strsplit(content, "\n", -1);
    for (unsigned i = 0; lines[i] != NULL; i++) {
        if (lines[i][0] == '[') {
            g_free(group);
            group = check_group_line(file, lines[i], i + 1);
            g_hash_table_remove_all(keys);
        } else if (lines[i][0] != '#' && lines[i][0] != '\0') {
            check_key_line(file, group, lines[i], i + 1, keys);
        }
    }
    g_strfreev(lines);
    g_free(group);
    g_hash_table_destroy(keys);
    return faults == before;
}

static gboolean
is_list_key(const char *key, const char *name)
{
    size_t length = strlen(name);

    return strncmp(key, name, length) == 0
        && (key[length] == '\0'
            || (key[length] >= '2' && key[length] <= '0' + MAX_ITEMS && key[length + 1] == '\0'));
}

void
check_keys(const source_t *source, const char *const *known, const char *const *lists)
{
    char **keys = g_key_file_get_keys(source->key_file, source->group, NULL, NULL);

    for (unsigned i = 0; keys != NULL && keys[i] != NULL; i++) {
        gboolean good = g_strv_contains(known, keys[i]);

        for (unsigned j = 0; !good && lists != NULL && lists[j] != NULL; j++)
            good = is_list_key(keys[i], lists[j]);
        if (!good)
            fault(source->file, source->group, keys[i], "unknown key");
    }
    g_strfreev(keys);
}

void
check_label(const source_t *source, const char *key, const char *before, const char *text)
{
    size_t bytes = strlen(before) + strlen(text);

    if (bytes > LABEL_MAX_BYTES)
        fault(source->file, source->group, key, "%zu bytes too long for the label \"%s...\" of at most %d bytes",
              bytes - LABEL_MAX_BYTES, before, LABEL_MAX_BYTES);
}

char *
get_text(const source_t *source, const char *key, gboolean required)
{
    GError *error = NULL;
    char   *value = g_key_file_get_string(source->key_file, source->group, key, &error);

    if (value == NULL) {
        if (!g_error_matches(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND))
            fault(source->file, source->group, key, "%s", error->message);
        else if (required)
            fault(source->file, source->group, key, "missing");
        g_clear_error(&error);
        return NULL;
    }
    if (*value == '\0') {
        fault(source->file, source->group, key, "empty");
        g_free(value);
        return NULL;
    }
    for (const char *p = value; *p != '\0'; p = g_utf8_next_char(p)) {
        if (g_unichar_iscntrl(g_utf8_get_char(p))) {
            fault(source->file, source->group, key, "control character U+%04X", g_utf8_get_char(p));
            break;
        }
    }
    if (g_ascii_isspace(value[0]) || g_ascii_isspace(value[strlen(value) - 1]) || strstr(value, "  ") != NULL)
        fault(source->file, source->group, key, "a blank at the beginning, at the end, or doubled");
    return value;
}

char *
get_unique_text(const source_t *source, const char *key, gboolean required)
{
    char       *value = get_text(source, key, required);
    const char *other;

    if (value == NULL)
        return NULL;
    if (texts_seen == NULL)
        texts_seen = g_hash_table_new(g_str_hash, g_str_equal);
    other = g_hash_table_lookup(texts_seen, value);
    if (other != NULL)
        fault(source->file, source->group, key, "the same text as %s", other);
    else
        g_hash_table_insert(texts_seen, g_strdup(value),
                            g_strdup_printf("%s: [%s] %s", source->file, source->group, key));
    return value;
}

char *
get_sentences(const source_t *source, const char *key, gboolean required)
{
    char *value = get_unique_text(source, key, required);

    if (value != NULL && !g_str_has_suffix(value, ".") && !g_str_has_suffix(value, ".)"))
        fault(source->file, source->group, key, "does not end with a full stop");
    return value;
}

GPtrArray *
get_list(const source_t *source, const char *key, gboolean required)
{
    GPtrArray *list = g_ptr_array_new();

    for (unsigned i = 1; i <= MAX_ITEMS; i++) {
        char *name = i == 1 ? g_strdup(key) : g_strdup_printf("%s%u", key, i);
        char *value = get_sentences(source, name, required && i == 1);

        if (value != NULL) {
            if (list->len != i - 1)
                fault(source->file, source->group, name, "the one before it is missing");
            g_ptr_array_add(list, value);
        }
        g_free(name);
    }
    return list;
}

void
check_no_sentence(const source_t *source, const char *key, const char *text)
{
    if (text != NULL && g_str_has_suffix(text, "."))
        fault(source->file, source->group, key, "ends with a full stop");
}

char *
get_gist(const source_t *source, const char *key, gboolean required, const char *phrase)
{
    char    *gist = get_unique_text(source, key, required), *before;
    unsigned columns;

    if (gist == NULL)
        return NULL;
    columns = layout_columns(gist, strlen(gist));
    if (columns > GIST_MAX_COLUMNS)
        fault(source->file, source->group, key, "%u columns wide, and only %d fit", columns, GIST_MAX_COLUMNS);
    check_no_sentence(source, key, gist);
    check_label(source, key, ITEM_LABEL, gist);
    before = g_strconcat(EXPERT_LABEL, phrase != NULL ? phrase : "", NULL);
    check_label(source, key, before, gist);
    g_free(before);
    return gist;
}

void
check_names(const source_t *source, const char *text, const char *names)
{
    char   **known = g_strsplit(names, " ", -1);
    unsigned count = g_strv_length(known), found = 0;

    for (unsigned i = 0; i < count; i++) {
        char *placeholder = g_strdup_printf("{%s}", known[i]);

        if (*known[i] != '\0' && strstr(text, placeholder) == NULL)
            fault(source->file, source->group, "Text", "%s is missing", placeholder);
        g_free(placeholder);
    }
    for (const char *p = text; (p = strchr(p, '{')) != NULL; p++, found++) {
        const char *end = strchr(p, '}');
        char       *name = g_strndup(p + 1, end != NULL ? (gsize)(end - p - 1) : strlen(p + 1));

        if (end == NULL || !g_strv_contains((const char *const *)known, name))
            fault(source->file, source->group, "Text", "{%s} is unknown here", name);
        g_free(name);
    }
    if (*names == '\0')
        count = 0;
    if (found > count)
        fault(source->file, source->group, "Text", "a name in braces comes twice");
    g_strfreev(known);
}

gboolean
parse_code(const char *text, unsigned *code)
{
    if (!g_ascii_isdigit(text[0]) || !g_ascii_isdigit(text[1]) || !g_ascii_isdigit(text[2]) || text[3] != '\0')
        return FALSE;
    *code = (unsigned)atoi(text);
    return TRUE;
}
