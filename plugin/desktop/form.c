/* form.c
 * A window of desktop Wireshark with lines to write in, and what comes of them below
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "desktop/form.h"
#include "catalogue/language.h"
#include "desktop/window.h"

typedef struct {
    window_t *window;
    char     *prompts[FORM_MAX_LINES];  /* NULL behind the last one */
    char   *(*answer)(unsigned number, const char *const *values);
    unsigned  number;
} form_t;

static unsigned
num_lines(const form_t *form)
{
    unsigned count = 0;

    while (count < FORM_MAX_LINES && form->prompts[count] != NULL)
        count++;
    return count;
}

/* Shows the lines, and the answer below them, which may be empty. */
static void
show(const form_t *form, const char *const *values, const char *answer)
{
    GString *text = g_string_new(NULL);
    unsigned count = num_lines(form);

    for (unsigned i = 0; i < count; i++)
        g_string_append_printf(text, "\n%s%s", form->prompts[i], values[i]);
    /* Without an answer, the end is where somebody begins to write. */
    if (*answer != '\0')
        g_string_append_printf(text, "\n\n%s", answer);
    window_show(form->window, text->str, 0);
    g_string_free(text, TRUE);
}

/* What stands in a line beside its prompt, of which somebody may have taken away the end. */
static const char *
value_in(const char *line, const char *prompt)
{
    size_t length = strlen(prompt);

    while (length > 0 && prompt[length - 1] == ' ')
        length--;
    if (strncmp(line, prompt, length) == 0)
        line += length;
    return line + strspn(line, " ");
}

static void
pressed(void *context)
{
    const form_t *form = (const form_t *)context;
    char         *text = window_text(form->window), **lines = g_strsplit(text, "\n", 0), *answer;
    const char   *values[FORM_MAX_LINES + 1] = { "", "", NULL };
    unsigned      count = num_lines(form), found = 0;

    for (unsigned i = 0; lines[i] != NULL && found < count; i++) {
        if (*g_strstrip(lines[i]) != '\0') {
            values[found] = value_in(lines[i], form->prompts[found]);
            found++;
        }
    }
    values[count] = NULL;
    answer = form->answer(form->number, values);
    show(form, values, answer);
    g_free(answer);
    g_strfreev(lines);
    g_free(text);
}

static void
copy_pressed(void *context)
{
    char *text = window_text(((const form_t *)context)->window);

    window_copy(text);
    g_free(text);
}

static void
closed(void *context)
{
    form_t *form = (form_t *)context;

    for (unsigned i = 0; i < FORM_MAX_LINES; i++)
        g_free(form->prompts[i]);
    g_free(form);
}

void
form_open(const char *title, const char *const *names, const char *const *values,
          char *(*answer)(unsigned number, const char *const *values), unsigned number)
{
    form_t *form = g_new0(form_t, 1);

    for (unsigned i = 0; i < FORM_MAX_LINES && names[i] != NULL; i++)
        form->prompts[i] = g_strconcat(names[i], label_separator(), NULL);
    form->answer = answer;
    form->number = number;
    form->window = window_open(title, closed, form);
    window_add_button(form->window, title, pressed);
    window_add_button(form->window, label(LABEL_BUTTON_COPY), copy_pressed);
    window_let_edit(form->window);
    show(form, values, "");
}
