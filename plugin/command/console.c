/* console.c
 * What a run of the command says: to the terminal, a file or a pipe
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <errno.h>
#include <stdio.h>

#include "console.h"
#include "system.h"
#include "terminal.h"

/* In a line that is much longer than this, nobody finds the beginning of the next one. */
#define MAX_COLUMNS 180

output_t
output_new(bool json)
{
    output_t   output = { NULL, NULL, NULL };
    terminal_t terminal = terminal_of_output();

    if (json)
        output.json = json_new();
    else
        output.page = page_new(MIN(terminal.columns, MAX_COLUMNS), terminal.styled);
    return output;
}

/* Also what a buffer or the file system holds back has to arrive. */
static bool
write_out(const GString *text)
{
    bool written = system_write(stdout, text->str, text->len);
    int  error = errno;

    if (fclose(stdout) != 0 && written) {
        written = false;
        error = errno;
    }
    errno = error;
    return written;
}

status_t
output_finish(output_t *output, status_t status)
{
    GString *text = g_string_new(NULL);

    if (status != STATUS_WRONG_USAGE) {
        if (output->json != NULL)
            json_print(output->json, text);
        else
            page_print(output->page, text);
        if (!write_out(text)) {
            status = STATUS_NOT_WRITTEN;
            /* Whoever closed the other end of a pipe has seen enough, and needs no complaint. */
            g_clear_pointer(&output->complaint, g_free);
            if (errno != EPIPE)
                output_complain(output, status, command_text_filled(COMMAND_WRITE_ERROR, "error", g_strerror(errno), NULL));
        }
    }
    if (output->complaint != NULL) {
        g_string_printf(text, "sipexplain: %s\n", output->complaint);
        system_write(stderr, text->str, text->len);
    }

    g_string_free(text, TRUE);
    g_free(output->complaint);
    if (output->json != NULL)
        json_free(output->json);
    if (output->page != NULL)
        page_free(output->page);
    return status;
}
