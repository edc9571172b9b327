/* text.c
 * The words of the report in the language of the reader, and writing them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/text.h"

#include <glib.h>

#include <stdio.h>
#include <string.h>

#include "catalogue/layout.h"

#define COLUMNS     80

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
report_print_text(unsigned indent, const char *heading, const char *text)
{
    const char *line;
    size_t      length;
    unsigned    used = indent + layout_columns(heading, strlen(heading));

    text += strspn(text, " ");
    if (*text == '\0')
        return;
    fprintf(stdout, "%*s%s", (int)indent, "", heading);
    for (;;) {
        line = text;
        length = layout_next_line(&text, COLUMNS - used);
        fprintf(stdout, "%.*s\n", (int)length, line);
        if (*text == '\0')
            break;
        used = indent + 4;
        fprintf(stdout, "%*s", (int)used, "");
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
    fprintf(stdout, "\n");
    report_print_text(0, "", text);
    for (unsigned columns = MIN(layout_columns(text, strlen(text)), COLUMNS); columns > 0; columns--)
        fputc(underline, stdout);
    fprintf(stdout, "\n");
}
