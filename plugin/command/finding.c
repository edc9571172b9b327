/* finding.c
 * sipexplain finding ID
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "card.h"
#include "catalogue/reference.h"
#include "commands.h"
#include "message/escape.h"

/* The text says the same as the colour. */
static const style_t level_styles[NUM_LEVELS] = {
    [LEVEL_FAULT]   = STYLE_BAD,
    [LEVEL_NORMAL]  = STYLE_GOOD,
    [LEVEL_CONTEXT] = STYLE_NOTE,
};

static void
add_part(page_t *page, label_id_t heading, const char *text)
{
    page_add_gap(page);
    page_add_heading(page, 0, label(heading));
    page_add(page, INDENT, 0, STYLE_PLAIN, "", text);
}

static void
add_finding(page_t *page, const finding_record_t *finding)
{
    char *title = g_strconcat(label_separator(), translated(finding->title), NULL);
    char *reference = reference_text(finding->reference);

    page_add_heading(page, 0, finding->name);
    page_add(page, 0, 0, level_styles[finding->level], catalogue_level_name((finding_level_t)finding->level), title);
    add_part(page, LABEL_WHAT_IT_MEANS, finding->meaning);
    add_part(page, LABEL_WHAT_SHOWS_IT, finding->shown);
    if (finding->remedies[0] != NULL) {
        page_add_gap(page);
        page_add_heading(page, 0, label(LABEL_REMEDIES));
        page_add_list(page, INDENT, finding->remedies);
    }
    page_add_gap(page);
    card_add_labelled(page, INDENT, label(LABEL_REFERENCE), reference);
    g_free(reference);
    g_free(title);
}

static void
add_json_gist(json_t *json, const finding_record_t *finding)
{
    json_add_string(json, "finding", finding->name);
    json_add_string(json, "title", finding->title);
    json_add_string(json, "level", catalogue_level_name((finding_level_t)finding->level));
}

static void
add_json(json_t *json, const finding_record_t *finding)
{
    json_begin_object(json, NULL);
    json_add_bool(json, "in_catalogue", true);
    add_json_gist(json, finding);
    json_add_string(json, "meaning", finding->meaning);
    json_add_string(json, "shown", finding->shown);
    json_add_strings(json, "remedy", finding->remedies);
    json_add_string(json, "reference", finding->reference);
    json_end_object(json);
}

/* There is no answer as text, and as JSON one that says so. */
static status_t
complain_of_id(output_t *output, const char *id)
{
    if (output->json != NULL) {
        char *spelling = g_malloc(ESCAPE_MAX_BYTES(strlen(id)));

        escape_text(spelling, (const unsigned char *)id, strlen(id));
        json_begin_object(output->json, NULL);
        json_add_bool(output->json, "in_catalogue", false);
        json_add_string(output->json, "finding", spelling);
        json_end_object(output->json);
        g_free(spelling);
    }
    return output_complain(output, STATUS_NOT_FOUND,
                           command_text_filled(COMMAND_UNKNOWN_FINDING, "finding", id, "list", "sipexplain finding", NULL));
}

static void
list_findings(output_t *output)
{
    if (output->json != NULL)
        json_begin_array(output->json, NULL);
    for (size_t i = 0; i < catalogue_num_findings; i++) {
        const finding_record_t *finding = &catalogue_findings[i];

        if (!catalogue_has_rule(finding))
            continue;
        if (output->json != NULL) {
            json_begin_object(output->json, NULL);
            add_json_gist(output->json, finding);
            json_end_object(output->json);
        } else {
            char *title = g_strconcat(label_separator(), translated(finding->title), NULL);

            page_add(output->page, 0, INDENT, STYLE_BOLD, finding->name, title);
            g_free(title);
        }
    }
    if (output->json != NULL)
        json_end_array(output->json);
}

status_t
command_finding(output_t *output, char *const *arguments)
{
    const finding_record_t *finding;

    if (arguments[0] == NULL) {
        list_findings(output);
        return STATUS_FOUND;
    }
    finding = catalogue_find_finding(arguments[0]);
    /* What no rule can find is not promised to anybody. */
    if (finding == NULL || !catalogue_has_rule(finding))
        return complain_of_id(output, arguments[0]);
    if (output->json != NULL)
        add_json(output->json, finding);
    else
        add_finding(output->page, finding);
    return STATUS_FOUND;
}
