/* page.c
 * Text laid out in lines of a terminal
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "catalogue/language.h"
#include "catalogue/layout.h"
#include "page.h"

#define BULLET  "- "

/* SGR parameters (ECMA-48, Section 8.3.117); the colours are those that every terminal has. */
static const char *const style_codes[] = {
    [STYLE_PLAIN] = NULL,
    [STYLE_BOLD]  = "1",
    [STYLE_GOOD]  = "32",
    [STYLE_NOTE]  = "33",
    [STYLE_BAD]   = "31",
};

typedef struct {
    char    *text;      /* with the codes of its style */
    unsigned columns;   /* that it takes on the terminal */
} line_t;

struct page {
    unsigned   columns;
    bool       styled;
    GPtrArray *lines;   /* line_t */
};

static void
free_line(void *data)
{
    line_t *line = data;

    g_free(line->text);
    g_free(line);
}

page_t *
page_new(unsigned columns, bool styled)
{
    page_t *page = g_new(page_t, 1);

    page->columns = columns;
    page->styled = styled;
    page->lines = g_ptr_array_new_with_free_func(free_line);
    return page;
}

void
page_free(page_t *page)
{
    g_ptr_array_free(page->lines, TRUE);
    g_free(page);
}

unsigned
page_columns(const page_t *page)
{
    return page->columns;
}

page_t *
page_new_part(const page_t *page, unsigned columns)
{
    return page_new(columns, page->styled);
}

/* Takes the text over. */
static void
add_line(page_t *page, GString *text, unsigned columns)
{
    line_t *line = g_new(line_t, 1);

    line->text = g_string_free(text, FALSE);
    line->columns = columns;
    g_ptr_array_add(page->lines, line);
}

static void
append_blanks(GString *text, unsigned count)
{
    g_string_append_printf(text, "%*s", (int)count, "");
}

static void
append_styled(const page_t *page, GString *text, style_t style, const char *bytes, size_t length)
{
    bool styled = page->styled && style_codes[style] != NULL && length > 0;

    if (styled)
        g_string_append_printf(text, "\033[%sm", style_codes[style]);
    g_string_append_len(text, bytes, (gssize)length);
    if (styled)
        g_string_append(text, "\033[0m");
}

void
page_add_gap(page_t *page)
{
    if (page->lines->len > 0)
        add_line(page, g_string_new(NULL), 0);
}

void
page_add(page_t *page, unsigned indent, unsigned hang, style_t style, const char *head, const char *text)
{
    char       *whole = g_strconcat(head, translated(text), NULL);
    const char *head_end = whole + strlen(head), *rest = whole, *before = whole;
    unsigned    columns = MIN(page->columns, PROSE_COLUMNS), margin = MIN(indent, columns / 2);
    size_t      length;

    while ((length = layout_next_line(&rest, columns - margin)) > 0) {
        GString    *line = g_string_new(NULL);
        const char *begin = before;
        size_t      in_head;

        while (*begin == ' ')
            begin++;
        in_head = begin < head_end ? MIN(length, (size_t)(head_end - begin)) : 0;
        append_blanks(line, margin);
        append_styled(page, line, style, begin, in_head);
        g_string_append_len(line, begin + in_head, (gssize)(length - in_head));
        add_line(page, line, margin + layout_columns(begin, length));
        margin = MIN(indent + hang, columns / 2);
        before = rest;
    }
    g_free(whole);
}

void
page_add_heading(page_t *page, unsigned indent, const char *heading)
{
    page_add(page, indent, 0, STYLE_BOLD, heading, "");
}

void
page_add_list(page_t *page, unsigned indent, const char *const *list)
{
    for (; *list != NULL; list++)
        page_add(page, indent, strlen(BULLET), STYLE_PLAIN, BULLET, *list);
}

static void
append_cell(GString *text, const page_t *page, unsigned index)
{
    const line_t *line = index < page->lines->len ? g_ptr_array_index(page->lines, index) : NULL;

    if (line != NULL)
        g_string_append(text, line->text);
    append_blanks(text, page->columns - (line != NULL ? line->columns : 0));
}

void
page_add_beside(page_t *page, unsigned margin, const char *label, page_t *left, page_t *right)
{
    for (unsigned i = 0; i < MAX(left->lines->len, right->lines->len); i++) {
        GString *line = g_string_new(NULL);

        if (i == 0)
            append_styled(page, line, STYLE_BOLD, label, strlen(label));
        append_blanks(line, i > 0 ? margin : margin - MIN(margin, layout_columns(label, strlen(label))));
        append_cell(line, left, i);
        append_blanks(line, PAGE_GAP);
        append_cell(line, right, i);
        while (line->len > 0 && line->str[line->len - 1] == ' ')
            g_string_truncate(line, line->len - 1);
        add_line(page, line, margin + left->columns + PAGE_GAP + right->columns);
    }
    page_free(left);
    page_free(right);
}

void
page_print(const page_t *page, GString *out)
{
    for (unsigned i = 0; i < page->lines->len; i++) {
        const line_t *line = g_ptr_array_index(page->lines, i);

        g_string_append(out, line->text);
        g_string_append_c(out, '\n');
    }
}
