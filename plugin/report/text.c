/* text.c
 * The words of the report in the language of the reader, and putting them together
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/text.h"

#include <glib.h>

#include <string.h>

#include "catalogue/layout.h"

static GString *written;
static unsigned columns_of_lines = REPORT_COLUMNS;

char *
report_number_text(report_text_id_t id, const char *name, unsigned number)
{
    char *digits = g_strdup_printf("%u", number);
    char *text = report_text_filled(id, name, digits, NULL);

    g_free(digits);
    return text;
}

char *
report_count_text(report_text_id_t id, unsigned count)
{
    return report_number_text(id, "count", count);
}

void
report_add_to_list(char **list, label_id_t joiner, char *added)
{
    char *before = *list;

    if (before == NULL) {
        *list = added;
        return;
    }
    *list = label_filled(joiner, "list", before, "counts", before, "next", added, NULL);
    g_free(before);
    g_free(added);
}

void
report_begin(unsigned columns)
{
    columns_of_lines = columns;
    if (written == NULL)
        written = g_string_new(NULL);
    g_string_truncate(written, 0);
}

void
report_write(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_string_append_vprintf(written, format, arguments);
    va_end(arguments);
}

size_t
report_length(void)
{
    return written->len;
}

char *
report_take(void)
{
    char *text = g_string_free(written, FALSE);

    written = NULL;
    return text;
}

void
report_print_text(unsigned indent, const char *heading, const char *text)
{
    const char *line;
    size_t      length;
    unsigned    used = indent + layout_columns(heading, strlen(heading));

    text += strspn(text, " ");
    if (*text == '\0')
        return;
    report_write("%*s%s", (int)indent, "", heading);
    for (;;) {
        line = text;
        length = layout_next_line(&text, columns_of_lines - used);
        report_write("%.*s\n", (int)length, line);
        if (*text == '\0')
            break;
        used = indent + 4;
        report_write("%*s", (int)used, "");
    }
}

void
report_print_labelled(unsigned indent, const char *name, const char *text)
{
    char *heading = g_strconcat(name, label_separator(), NULL);

    report_print_text(indent, heading, text);
    g_free(heading);
}

void
report_print_heading(const char *text, char underline)
{
    report_write("\n");
    report_print_text(0, "", text);
    for (unsigned columns = MIN(layout_columns(text, strlen(text)), columns_of_lines); columns > 0; columns--)
        report_write("%c", underline);
    report_write("\n");
}

char *
report_title(report_text_id_t plain, report_text_id_t filtered, const char *filter)
{
    char *valid, *text;

    if (filter == NULL)
        return g_strdup(report_text(plain));
    /* The filter comes from a command line, whatever its encoding is. */
    valid = g_utf8_make_valid(filter, -1);
    text = report_text_filled(filtered, "filter", valid, NULL);
    g_free(valid);
    return text;
}
