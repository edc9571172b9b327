/* questions.c
 * The command's answers for people without a terminal: windows that ask for codes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "desktop/questions.h"
#include "command/commands.h"
#include "desktop/form.h"
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
answer_of(unsigned number, const char *const *codes)
{
    output_t output = { page_new(WINDOW_COLUMNS, false), NULL, NULL };
    status_t status = kinds[number].command(&output, (char *const *)codes);
    GString *text = g_string_new(NULL);

    if (output.complaint != NULL)
        g_string_append_printf(text, "%s\n\n", output.complaint);
    if (status != STATUS_WRONG_USAGE)
        page_print(output.page, text);
    g_free(output.complaint);
    page_free(output.page);
    return g_string_free(text, FALSE);
}

static void
ask(unsigned number)
{
    static const char *const none[FORM_MAX_LINES] = { "", "" };
    const kind_t            *kind = &kinds[number];
    const char              *names[FORM_MAX_LINES + 1] = { NULL };

    for (unsigned i = 0; i < kind->num_codes; i++)
        names[i] = label(LABEL_STATUS_CODE);
    form_open(label(kind->title), names, none, answer_of, number);
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
