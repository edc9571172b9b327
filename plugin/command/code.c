/* code.c
 * sipexplain CODE and sipexplain list
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "arguments.h"
#include "card.h"
#include "commands.h"
#include "words.h"

status_t
command_code(output_t *output, char *const *arguments)
{
    explanation_t explanation;
    unsigned      code;

    if (!argument_code(output, arguments[0], &code))
        return STATUS_WRONG_USAGE;
    explanation = explanation_of(code, false);
    if (output->json != NULL) {
        json_begin_object(output->json, NULL);
        card_add_json(output->json, &explanation);
        json_end_object(output->json);
    } else {
        card_add(output->page, &explanation);
    }
    if (!explanation.in_catalogue)
        return output_complain(output, STATUS_NOT_FOUND,
                               command_text_filled(COMMAND_UNKNOWN_CODE, "code", arguments[0], NULL));
    return STATUS_FOUND;
}

static void
add_entry(page_t *page, const explanation_t *explanation)
{
    char *title = card_title(explanation);
    char *summary = g_strconcat(label_separator(), translated(explanation->summary), NULL);

    page_add(page, INDENT, strlen("404 "), STYLE_BOLD, title, summary);
    g_free(summary);
    g_free(title);
}

status_t
command_list(output_t *output, char *const *arguments)
{
    unsigned only_class = 0, last_class = 0;

    if (arguments[0] != NULL && !argument_class(output, arguments[0], &only_class))
        return STATUS_WRONG_USAGE;
    if (output->json != NULL)
        json_begin_array(output->json, NULL);
    for (size_t i = 0; i < catalogue_num_responses; i++) {
        explanation_t explanation = explanation_of(catalogue_responses[i].code, false);
        unsigned      class_digit = explanation.code / 100;

        if (only_class != 0 && class_digit != only_class)
            continue;
        if (output->json != NULL) {
            json_begin_object(output->json, NULL);
            card_add_json_gist(output->json, &explanation);
            json_end_object(output->json);
            continue;
        }
        if (class_digit != last_class) {
            char *heading = g_strdup_printf("%uxx %s", class_digit, catalogue_find_class(explanation.code)->phrase);

            page_add_gap(output->page);
            page_add_heading(output->page, 0, heading);
            g_free(heading);
            last_class = class_digit;
        }
        add_entry(output->page, &explanation);
    }
    if (output->json != NULL)
        json_end_array(output->json);
    return STATUS_FOUND;
}
