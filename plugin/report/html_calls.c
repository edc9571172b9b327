/* html_calls.c
 * The list of calls as a part of a page
 *
 * In a narrow window the cells stand below each other, and are no table any more
 * for who has them read out; the roles say that they are.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/html_calls.h"
#include "report/calls_model.h"
#include "report/html.h"
#include "report/text.h"

static void
add_head(GString *page)
{
    static const report_text_id_t names[] = {
        TEXT_COLUMN_TIME, TEXT_COLUMN_FROM, TEXT_COLUMN_TO, TEXT_COLUMN_ENDED, TEXT_FILTER
    };

    html_markup(page, "<thead role=\"rowgroup\"><tr role=\"row\">");
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        html_element(page, "th scope=\"col\" role=\"columnheader\"", report_text(names[i]));
    html_markup(page, "</tr></thead>\n");
}

static void
add_line(GString *page, const call_line_t *line)
{
    html_markup(page, "<tr role=\"row\">");
    html_element(page, "th scope=\"row\" role=\"rowheader\"", line->when);
    html_element(page, "td role=\"cell\"", line->from);
    html_element(page, "td role=\"cell\"", line->to);
    html_element(page, "td role=\"cell\"", line->how);
    html_markup(page, "<td role=\"cell\">");
    html_element(page, "code", line->frames);
    html_markup(page, "</td></tr>\n");
}

static void
add_lines(GString *page, const GArray *lines)
{
    html_markup(page, "<table class=\"calls\" role=\"table\" aria-labelledby=\"calls\">\n");
    add_head(page);
    html_markup(page, "<tbody role=\"rowgroup\">\n");
    for (unsigned i = 0; i < lines->len; i++)
        add_line(page, &g_array_index(lines, call_line_t, i));
    html_markup(page, "</tbody></table>\n");
}

void
html_add_calls(GString *page, const calls_t *calls)
{
    calls_list_t list = calls_list_new(calls);

    html_markup(page, "<section aria-labelledby=\"calls\">\n");
    html_element(page, "h2 id=\"calls\"", list.title);
    if (list.none != NULL)
        html_element(page, "p", list.none);
    for (unsigned i = 0; i < list.totals->len; i++)
        html_element(page, "p class=\"totals\"", (const char *)g_ptr_array_index(list.totals, i));
    if (list.lines->len > 0)
        add_lines(page, list.lines);
    if (list.more != NULL)
        html_element(page, "p", list.more);
    html_markup(page, "</section>\n");
    calls_list_free(&list);
}
