/* print_calls.c
 * The list of calls as text
 *
 * A line says when, from whom and to whom, and one below it, which may go on,
 * what came of it: the code, after how long, who ended it, why, and its frames.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/print_calls.h"
#include "catalogue/layout.h"
#include "report/text.h"

/* Of a line that says from whom and to whom; a name that does not fit is cut. */
#define CUT         "..."
#define BETWEEN     " > "

/* Writes a name in at most so many columns. */
static void
write_name(const char *name, unsigned columns)
{
    const char *rest = name;
    size_t      length;

    if (layout_columns(name, strlen(name)) <= columns) {
        report_write("%s", name);
        return;
    }
    length = layout_next_line(&rest, columns - (unsigned)strlen(CUT));
    report_write("%.*s" CUT, (int)length, name);
}

/* In one line. */
static void
print_parties(const call_line_t *line, unsigned columns)
{
    unsigned used = (unsigned)strlen(line->when) + 2, room = columns - used - (unsigned)strlen(BETWEEN);
    unsigned from_columns = layout_columns(line->from, strlen(line->from));
    unsigned to_columns = layout_columns(line->to, strlen(line->to));

    /* One that is short leaves its room to the other. */
    if (from_columns + to_columns > room)
        from_columns = to_columns < room / 2 ? room - to_columns : MIN(from_columns, room / 2);
    report_write("%s  ", line->when);
    write_name(line->from, from_columns);
    report_write(BETWEEN);
    write_name(line->to, room - from_columns);
    report_write("\n");
}

/* In one line where there is room; never broken is the filter, which is there to be copied. */
static void
print_told(const char *told, const char *frames, unsigned columns)
{
    bool fits = 4 + layout_columns(told, strlen(told)) + 2 + strlen(frames) <= columns;

    if (fits) {
        report_write("    %s  %s\n", told, frames);
        return;
    }
    report_print_text(4, "", told);
    report_write("        %s\n", frames);
}

void
print_call_lines(const GArray *lines, unsigned columns, printed_t *printed)
{
    for (unsigned i = 0; i < lines->len; i++) {
        const call_line_t *line = &g_array_index(lines, call_line_t, i);
        size_t             begin = report_length();

        print_parties(line, columns);
        print_told(line->how, line->frames, columns);
        printed_add(printed, begin, report_length(), line->frame, g_strdup(line->frames));
    }
}

printed_t
print_calls(const calls_t *calls, unsigned columns)
{
    calls_list_t list = calls_list_new(calls);
    printed_t    printed = printed_new();

    report_begin(columns);
    report_print_heading(list.title, '=');
    if (list.none != NULL)
        report_print_text(0, "", list.none);
    for (unsigned i = 0; i < list.totals->len; i++)
        report_print_text(0, "", (const char *)g_ptr_array_index(list.totals, i));
    if (list.lines->len > 0)
        report_write("\n");
    print_call_lines(list.lines, columns, &printed);
    if (list.more != NULL) {
        report_write("\n");
        report_print_text(0, "", list.more);
    }
    calls_list_free(&list);
    printed.text = report_take();
    return printed;
}
