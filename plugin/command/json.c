/* json.c
 * Writing JSON (RFC 8259)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "json.h"
#include "catalogue/language.h"

#define INDENT  2

struct json {
    GString *text;
    unsigned depth;
    bool     empty;     /* nothing has been added yet to what was begun last */
};

json_t *
json_new(void)
{
    json_t *json = g_new(json_t, 1);

    json->text = g_string_new(NULL);
    json->depth = 0;
    json->empty = true;
    return json;
}

void
json_free(json_t *json)
{
    g_string_free(json->text, TRUE);
    g_free(json);
}

static void
append_string(json_t *json, const char *value)
{
    g_string_append_c(json->text, '"');
    for (; *value != '\0'; value++) {
        unsigned char c = (unsigned char)*value;

        if (c == '"' || c == '\\')
            g_string_append_printf(json->text, "\\%c", c);
        else if (c < 0x20)
            g_string_append_printf(json->text, "\\u%04x", c);
        else
            g_string_append_c(json->text, *value);
    }
    g_string_append_c(json->text, '"');
}

static void
new_line(json_t *json)
{
    if (json->depth > 0)
        g_string_append_printf(json->text, "\n%*s", (int)(json->depth * INDENT), "");
    else if (json->text->len > 0)
        g_string_append_c(json->text, '\n');
}

/* What stands before every value. */
static void
begin_value(json_t *json, const char *name)
{
    if (!json->empty)
        g_string_append_c(json->text, ',');
    json->empty = false;
    new_line(json);
    if (name != NULL) {
        append_string(json, name);
        g_string_append(json->text, ": ");
    }
}

static void
begin(json_t *json, const char *name, char bracket)
{
    begin_value(json, name);
    g_string_append_c(json->text, bracket);
    json->depth++;
    json->empty = true;
}

static void
end(json_t *json, char bracket)
{
    json->depth--;
    if (!json->empty)
        new_line(json);
    json->empty = false;
    g_string_append_c(json->text, bracket);
}

void
json_begin_object(json_t *json, const char *name)
{
    begin(json, name, '{');
}

void
json_end_object(json_t *json)
{
    end(json, '}');
}

void
json_begin_array(json_t *json, const char *name)
{
    begin(json, name, '[');
}

void
json_end_array(json_t *json)
{
    end(json, ']');
}

void
json_add_string(json_t *json, const char *name, const char *value)
{
    begin_value(json, name);
    if (value != NULL)
        append_string(json, translated(value));
    else
        g_string_append(json->text, "null");
}

void
json_add_number(json_t *json, const char *name, unsigned value)
{
    begin_value(json, name);
    g_string_append_printf(json->text, "%u", value);
}

void
json_add_bool(json_t *json, const char *name, bool value)
{
    begin_value(json, name);
    g_string_append(json->text, value ? "true" : "false");
}

void
json_add_strings(json_t *json, const char *name, const char *const *list)
{
    json_begin_array(json, name);
    for (; *list != NULL; list++)
        json_add_string(json, NULL, *list);
    json_end_array(json);
}

void
json_print(const json_t *json, GString *out)
{
    g_string_append(out, json->text->str);
    g_string_append_c(out, '\n');
}
