/* own_codes_faults.c
 * Names the rows of the file of own codes that were left out
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "own_codes_faults.h"
#include "catalogue/catalogue.h"

#include <string.h>

#include <epan/uat-int.h>
#include <glib/gstdio.h>
#include <wsutil/report_message.h>

/* So many reasons are given; of more rows their lines are. A dialog has to fit on the screen. */
#define MAX_REASONS     30

static const own_columns_t columns = {
    { "code", "phrase", "outcome", "summary", "description", "cause", "remedy" }, 4
};

typedef struct {
    const char          *path;
    own_row_fault_func_t fault_of_row;
    bool                 seen[SIP_CODE_MAX + 1];
    GString             *reasons;   /* a line for each */
    GArray              *others;    /* lines of rows of which no reason is given */
    unsigned             count;     /* of rows that are left out */
    bool                 told;      /* what Wireshark has said is right */
    unsigned             stopped;   /* at this line; 0: nowhere */
} faults_t;

static void
look_at_row(own_row_t *row, void *data)
{
    faults_t *faults = (faults_t *)data;
    unsigned  column = 0;
    char     *fault;

    if (row->fault != NULL) {
        faults->stopped = row->line;
        fault = g_strdup(row->fault);
    } else {
        fault = faults->fault_of_row(row, faults->seen, &column);
        if (fault != NULL && row->columns[column].bare) {
            g_free(fault);
            fault = g_strdup_printf("The %s is not in quotes.", columns.names[column]);
        }
    }
    if (fault == NULL)
        return;
    /* Its reader looks at the last column behind the line end, and gives the next line. */
    faults->told = row->fault == NULL && row->said_line == row->line && column + 1 < row->given && !row->columns[column].bare;
    if (faults->count++ < MAX_REASONS)
        g_string_append_printf(faults->reasons, "\n%s:%u: %s", faults->path, row->line, fault);
    else
        g_array_append_val(faults->others, row->line);
    g_free(fault);
}

/* "3-7, 9" */
static char *
list_of_lines(const GArray *lines)
{
    GString *list = g_string_new(NULL);

    for (unsigned i = 0; i < lines->len;) {
        unsigned first = g_array_index(lines, unsigned, i), last = first;

        while (++i < lines->len && g_array_index(lines, unsigned, i) == last + 1)
            last++;
        g_string_append_printf(list, list->len > 0 ? ", %u" : "%u", first);
        if (last > first)
            g_string_append_printf(list, "-%u", last);
    }
    return g_string_free(list, FALSE);
}

static void
add_lines(faults_t *faults, const GArray *lines, const char *reason)
{
    char *list;

    if (lines->len == 0)
        return;
    list = list_of_lines(lines);
    g_string_append_printf(faults->reasons, "\n%s:%s: %s", faults->path, list, reason);
    g_free(list);
}

static void
tell_fault(const char *path, const char *content, size_t size, own_row_fault_func_t fault_of_row)
{
    faults_t faults = { .path = path, .fault_of_row = fault_of_row };
    GArray  *rest;

    faults.reasons = g_string_new(NULL);
    faults.others = g_array_new(FALSE, FALSE, sizeof(unsigned));
    rest = own_codes_file_read(content, size, &columns, look_at_row, &faults);
    add_lines(&faults, faults.others, "There are faults in these lines, too.");
    if (rest->len > 0) {
        char *reason = g_strdup_printf("Not read, since Wireshark reads no further than line %u.", faults.stopped);

        add_lines(&faults, rest, reason);
        g_free(reason);
    }
    faults.count += rest->len;
    if (faults.count > 1 || (faults.count == 1 && !faults.told))
        report_failure("sipexplain: %u %s of own codes %s left out.%s", faults.count, faults.count == 1 ? "row" : "rows",
                       faults.count == 1 ? "is" : "are", faults.reasons->str);
    g_array_free(rest, TRUE);
    g_array_free(faults.others, TRUE);
    g_string_free(faults.reasons, TRUE);
}

void
own_codes_tell_faults(uat_t *table, own_row_fault_func_t fault_of_row)
{
    static char *looked_at;     /* path and state of the file when it was looked at */
    char        *path = uat_get_actual_filename(table, false), *content = NULL, *state;
    GStatBuf     file = { 0 };
    size_t       size = 0;

    if (path != NULL && g_stat(path, &file) != 0)
        memset(&file, 0, sizeof(file));
    state = g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, path != NULL ? path : "", (int64_t)file.st_mtime,
                            (int64_t)file.st_size);
    if (g_strcmp0(state, looked_at) != 0 && path != NULL && g_file_get_contents(path, &content, &size, NULL))
        tell_fault(path, content, size, fault_of_row);
    g_free(looked_at);
    looked_at = state;
    g_free(content);
    g_free(path);
}
