/* questions.c
 * The command's answers for people without a terminal: boxes that ask for codes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "desktop/questions.h"
#include "command/commands.h"
#include "desktop/window.h"

typedef struct {
    label_id_t title;
    status_t (*command)(output_t *output, char *const *arguments);
    unsigned   num_codes;
} kind_t;

enum { EXPLAIN, COMPARE };

static const kind_t kinds[] = {
    [EXPLAIN] = { LABEL_EXPLAIN_CODE, command_code, 1 },
    [COMPARE] = { LABEL_COMPARE_CODES, command_compare, 2 },
};

/* What the command prints, its complaint before the answer; the caller owns it. */
static char *
answer_of(const kind_t *kind, const char *const *codes)
{
    output_t output = { page_new(WINDOW_COLUMNS, false), NULL, NULL };
    status_t status = kind->command(&output, (char *const *)codes);
    GString *text = g_string_new("\n");

    if (output.complaint != NULL)
        g_string_append_printf(text, "%s\n\n", output.complaint);
    if (status != STATUS_WRONG_USAGE)
        page_print(output.page, text);
    g_free(output.complaint);
    page_free(output.page);
    return g_string_free(text, FALSE);
}

static void
copy_pressed(void *context)
{
    window_copy((const char *)context);
}

static void
answered(unsigned number, const char *const *codes)
{
    const kind_t *kind = &kinds[number];
    char         *text = answer_of(kind, codes);
    window_t     *window = window_open(label(kind->title), g_free, text);

    window_add_button(window, label(LABEL_BUTTON_COPY), copy_pressed);
    window_show(window, text, 0);
}

static void
ask(unsigned number)
{
    const kind_t *kind = &kinds[number];
    const char   *names[WINDOW_MAX_FIELDS + 1] = { NULL };

    for (unsigned i = 0; i < kind->num_codes; i++)
        names[i] = label(LABEL_STATUS_CODE);
    window_ask(label(kind->title), names, NULL, answered, number);
}

static void
explain_chosen(void)
{
    ask(EXPLAIN);
}

static void
compare_chosen(void)
{
    ask(COMPARE);
}

void
questions_register(void)
{
    window_add_to_tools("Explain SIP Code\342\200\246", explain_chosen);
    window_add_to_tools("Compare SIP Codes\342\200\246", compare_chosen);
}
