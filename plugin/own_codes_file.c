/* own_codes_file.c
 * The file of the table of own codes, as Wireshark's reader of tables takes it
 *
 * The reader (tried with Wireshark 4.0) names one fault, the last one, and often
 * with a wrong line; behind a fault of form it reads no further; and the last
 * line is dropped without a word if nothing ends it. This goes the same way
 * through the file and keeps account.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "own_codes_file.h"
#include "compat.h"

#include <string.h>

typedef struct {
    const char          *at;
    const char          *end;
    const own_columns_t *columns;
    unsigned             line;
    unsigned             said_line;
    own_row_t            row;
    unsigned             column;        /* of the row, that is read */
    bool                 unclosed;      /* a quote of the row is the last one of the file */
} scan_t;

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static const char *
skip_blanks(const scan_t *scan, const char *at)
{
    while (at < scan->end && is_blank(*at))
        at++;
    return at;
}

/* Behind the line end that is here, blanks before it or not; NULL if there is none. */
static const char *
behind_line_end(const scan_t *scan)
{
    const char *at = skip_blanks(scan, scan->at);

    if (at < scan->end && *at == '\r')
        at++;
    return at < scan->end && *at == '\n' ? at + 1 : NULL;
}

/* Behind the comma that is here, blanks before it or not; NULL if there is none. */
static const char *
behind_comma(const scan_t *scan)
{
    const char *at = skip_blanks(scan, scan->at);

    return at < scan->end && *at == ',' ? at + 1 : NULL;
}

static void
go_to(scan_t *scan, const char *to)
{
    for (; scan->at < to; scan->at++)
        scan->line += *scan->at == '\n';
}

static const char *
name_of(const scan_t *scan, unsigned column)
{
    return scan->columns->names[column];
}

/*
 * The end of a quoted text: a quote with no backslash before it. If there is
 * none up to the end of the file, the reader takes the last quote that has one.
 */
static const char *
behind_quoted(const char *at, const char *end)
{
    const char *last = NULL;

    for (const char *p = at + 1; p < end; p++) {
        if (*p != '"')
            continue;
        last = p + 1;
        if (p[-1] != '\\' || p - 1 == at)
            break;
    }
    return last;
}

static unsigned
octal(const char **at, const char *end)
{
    unsigned value = 0;

    for (unsigned i = 0; i < 3 && *at < end && **at >= '0' && **at <= '7'; i++)
        value = value * 8 + (unsigned)(*(*at)++ - '0');
    return value;
}

static own_column_t
unescape(const char *at, const char *end)
{
    static const char letters[] = "abfnrtv", meanings[] = "\a\b\f\n\r\t\v";
    GString     *text = g_string_new(NULL);
    own_column_t column = { .bare = false };

    while (at < end) {
        const char *letter;

        if (*at != '\\' || at + 1 == end) {
            g_string_append_c(text, *at++);
            continue;
        }
        at++;
        letter = *at != '\0' ? strchr(letters, *at) : NULL;
        if (*at == 'x' && end - at > 2 && g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2])) {
            g_string_append_c(text, (char)(g_ascii_xdigit_value(at[1]) * 16 + g_ascii_xdigit_value(at[2])));
            at += 3;
        } else if (*at >= '0' && *at <= '7') {
            g_string_append_c(text, (char)octal(&at, end));
        } else {
            g_string_append_c(text, letter != NULL ? meanings[letter - letters] : *at);
            at++;
        }
    }
    column.length = (unsigned)text->len;
    column.text = g_string_free(text, FALSE);
    return column;
}

/* Text without quotes is bytes in hexadecimal. */
static own_column_t
of_digits(const char *at, const char *end)
{
    own_column_t column = { .bare = true };

    column.text = g_malloc0((gsize)(end - at) / 2 + 1);
    for (; at < end; at += 2) {
        int high = g_ascii_xdigit_value(at[0]), low = g_ascii_xdigit_value(at[1]);

        /* What is no digit makes no UTF-8, either. */
        column.text[column.length++] = high < 0 || low < 0 ? '\xff' : (char)(high * 16 + low);
    }
    return column;
}

static void
set_column(scan_t *scan, own_column_t column)
{
    scan->row.columns[scan->column++] = column;
}

static own_column_t
empty_column(void)
{
    return (own_column_t){ .text = g_strdup("") };
}

/* What stands where a comma or a line end has to be. */
static char *
fault_behind_text(const scan_t *scan, bool quoted, bool over_lines)
{
    unsigned column = scan->column - 1;

    if (over_lines || scan->unclosed)
        return g_strdup_printf("The %s has no closing quote. (A quote behind a backslash closes nothing; write \\x5c for a "
                               "backslash.)", name_of(scan, column));
    if (!quoted)
        return g_strdup_printf("The %s is not in quotes.", name_of(scan, column));
    if (scan->column == OWN_COLUMNS && behind_comma(scan) != NULL)
        return g_strdup_printf("The row has more than %d columns.", OWN_COLUMNS);
    return g_strdup_printf("Behind the closing quote of the %s stands more text. (Write \\x22 for a quote in a text.)",
                           name_of(scan, column));
}

/* Text behind the last column that the reader leaves out with a warning: a comma, and up to the last quote of the line. */
static void
skip_surplus(scan_t *scan)
{
    const char *at = behind_comma(scan), *last = NULL;

    if (at == NULL || at == scan->end || *at != '"')
        return;
    for (const char *p = at + 1; p < scan->end && *p != '\n'; p++) {
        if (*p == '"')
            last = p + 1;
    }
    if (last != NULL)
        scan->at = last;
}

/* At the line end behind a text. What the row leaves out is empty, if it may be. */
static void
end_row(scan_t *scan, const char *next)
{
    bool all = scan->column == OWN_COLUMNS;

    if (scan->column < scan->columns->needed) {
        scan->row.fault = g_strdup_printf("The row has %u of the %d columns, and needs the first %u: the %s is not there.",
                                          scan->column, OWN_COLUMNS, scan->columns->needed,
                                          name_of(scan, scan->column));
        return;
    }
    scan->row.given = scan->column;
    while (scan->column < OWN_COLUMNS)
        set_column(scan, empty_column());
    go_to(scan, next);
    /* The reader counts this line end twice if it had to fill the row up. */
    scan->said_line += all ? 1 : 2;
}

/*
 * The reader takes a line end behind a comma for an empty column, and that of
 * some versions then waits for another one: only an empty line can follow.
 */
static void
end_row_at_comma(scan_t *scan, const char *next)
{
    const char *blank;
    scan_t      ahead = *scan;

    if (!WS_UAT_WAITS_BEHIND_COMMA) {
        set_column(scan, empty_column());
        end_row(scan, next);
        return;
    }
    ahead.at = next;
    blank = behind_line_end(&ahead);
    if (blank == NULL) {
        scan->row.fault = next == scan->end
                              ? g_strdup("The row ends with a comma. (Write \"\" for an empty column at the end.)")
                              : g_strdup("The row ends with a comma, and the next line is not empty. (Write \"\" for an empty "
                                         "column at the end.)");
        return;
    }
    set_column(scan, empty_column());
    scan->row.given = scan->column;
    go_to(scan, blank);
    scan->said_line++;
}

/* The text that begins here, and what has to be behind it. Returns whether the row goes on. */
static bool
read_text(scan_t *scan, const char *behind, own_column_t column)
{
    const char *next;
    bool        quoted = !column.bare, over_lines = memchr(scan->at, '\n', (size_t)(behind - scan->at)) != NULL;

    set_column(scan, column);
    go_to(scan, behind);
    if (scan->column == OWN_COLUMNS)
        skip_surplus(scan);
    next = behind_line_end(scan);
    if (next != NULL) {
        end_row(scan, next);
        return false;
    }
    next = behind_comma(scan);
    if (next == NULL || scan->column == OWN_COLUMNS) {
        if (skip_blanks(scan, scan->at) == scan->end)
            scan->row.fault = g_strdup("No line end is behind the row, which is the last line of the file.");
        else
            scan->row.fault = fault_behind_text(scan, quoted, over_lines);
        return false;
    }
    go_to(scan, next);
    return true;
}

/* Where a column has to begin. Returns whether the row goes on. */
static bool
read_column(scan_t *scan)
{
    const char *next, *behind;

    scan->at = skip_blanks(scan, scan->at);
    if (scan->at == scan->end) {
        scan->row.fault = g_strdup("No line end is behind the row, which is the last line of the file.");
        return false;
    }
    next = behind_comma(scan);
    if (next != NULL) {
        set_column(scan, empty_column());
        go_to(scan, next);
        if (scan->column < OWN_COLUMNS)
            return true;
        scan->row.fault = g_strdup_printf("The row has more than %d columns.", OWN_COLUMNS);
        return false;
    }
    next = behind_line_end(scan);
    if (next != NULL) {
        end_row_at_comma(scan, next);
        return false;
    }
    behind = *scan->at == '"' ? behind_quoted(scan->at, scan->end) : NULL;
    if (behind != NULL)
        return read_text(scan, behind, unescape(scan->at + 1, behind - 1));
    for (behind = scan->at; scan->end - behind > 1 && g_ascii_isalnum(behind[0]) && g_ascii_isalnum(behind[1]);)
        behind += 2;
    if (behind > scan->at)
        return read_text(scan, behind, of_digits(scan->at, behind));
    /* The reader prints such a character, and goes on. */
    scan->unclosed = scan->unclosed || *scan->at == '"';
    scan->at++;
    return true;
}

/* Skips what holds no row. Returns whether there is one. */
static bool
find_row(scan_t *scan)
{
    while (scan->at < scan->end) {
        const char *next = behind_line_end(scan);

        scan->at = next == NULL ? skip_blanks(scan, scan->at) : scan->at;
        if (next == NULL && scan->at < scan->end && *scan->at == '#')
            next = memchr(scan->at, '\n', (size_t)(scan->end - scan->at));
        else if (next == NULL)
            return scan->at < scan->end;
        else
            next--;
        if (next == NULL)
            return false;
        go_to(scan, next + 1);
        scan->said_line++;
    }
    return false;
}

/* The lines behind a line that hold something. */
static GArray *
rest_of_lines(const char *content, const char *end, unsigned line)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(unsigned));
    scan_t  scan = { .at = content, .end = end, .line = 1 };

    while (find_row(&scan)) {
        const char *next = memchr(scan.at, '\n', (size_t)(end - scan.at));

        if (scan.line > line)
            g_array_append_val(lines, scan.line);
        go_to(&scan, next != NULL ? next + 1 : end);
    }
    return lines;
}

GArray *
own_codes_file_read(const char *content, size_t size, const own_columns_t *columns, own_row_func_t func, void *data)
{
    scan_t scan = { .at = content, .end = content + size, .columns = columns, .line = 1, .said_line = 1 };
    bool   good = true;

    while (good && find_row(&scan)) {
        memset(&scan.row, 0, sizeof(scan.row));
        scan.column = 0;
        scan.unclosed = false;
        scan.row.line = scan.line;
        scan.row.said_line = scan.said_line;
        while (read_column(&scan))
            ;
        good = scan.row.fault == NULL;
        func(&scan.row, data);
        for (unsigned i = 0; i < OWN_COLUMNS; i++)
            g_free(scan.row.columns[i].text);
        g_free(scan.row.fault);
    }
    return rest_of_lines(content, content + size, good ? scan.line : scan.row.line);
}
