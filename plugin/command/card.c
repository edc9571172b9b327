/* card.c
 * One response code, as text and as JSON
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "card.h"
#include "catalogue/layout.h"
#include "catalogue/reference.h"
#include "words.h"

static const char *const fact_names[NUM_FACTS] = {
#define FACT_NAME(id, key) [id] = key,
    SIP_FACT_LIST(FACT_NAME)
#undef FACT_NAME
};

/* The text says the same as the colour. */
static const style_t outcome_styles[NUM_OUTCOMES + 1] = {
    [OUTCOME_PROGRESS]       = STYLE_PLAIN,
    [OUTCOME_SUCCESS]        = STYLE_GOOD,
    [OUTCOME_REDIRECTION]    = STYLE_NOTE,
    [OUTCOME_CHALLENGE]      = STYLE_NOTE,
    [OUTCOME_ADJUST]         = STYLE_NOTE,
    [OUTCOME_UNAVAILABLE]    = STYLE_NOTE,
    [OUTCOME_BUSY]           = STYLE_NOTE,
    [OUTCOME_DECLINED]       = STYLE_NOTE,
    [OUTCOME_CANCELLED]      = STYLE_PLAIN,
    [OUTCOME_FAILURE]        = STYLE_BAD,
    [OUTCOME_SERVER_FAILURE] = STYLE_BAD,
};

void
card_add_labelled(page_t *page, unsigned indent, const char *label, const char *text)
{
    unsigned columns = layout_columns(label, strlen(label));
    char    *head = g_strdup_printf("%s%*s", label, (int)(MAX(label_columns(), columns + 1) - columns), "");

    page_add(page, indent, label_columns(), STYLE_PLAIN, head, text);
    g_free(head);
}

char *
card_title(const explanation_t *explanation)
{
    char *code = g_strdup_printf("%u", explanation->code);
    char *title = label_filled(explanation->in_catalogue ? LABEL_TITLE : LABEL_TITLE_UNKNOWN,
                              "code", code, "phrase", explanation->record->phrase, NULL);

    g_free(code);
    return title;
}

char *
card_class(const explanation_t *explanation)
{
    char *name = g_strdup_printf("%s (%uxx)", catalogue_find_class(explanation->code)->phrase, explanation->code / 100);
    char *whole;

    if (explanation->record->registered)
        return name;
    whole = label_filled(LABEL_REMARK, "name", name, "remark", label(LABEL_UNREGISTERED), NULL);
    g_free(name);
    return whole;
}

char *
card_fact(const explanation_t *explanation, sip_fact_t fact)
{
    const char *text = translated(explanation->record->facts[fact]);

    return fact == FACT_WHEN ? label_filled(LABEL_WHEN, "when", text, NULL) : g_strdup(text);
}

void
card_add_summary(page_t *page, const explanation_t *explanation)
{
    char *summary = g_strconcat(label_separator(), translated(explanation->summary), NULL);

    page_add(page, 0, 0, outcome_styles[explanation->outcome], catalogue_outcome_name(explanation->outcome), summary);
    g_free(summary);
}

static void
add_glance(page_t *page, const explanation_t *explanation)
{
    const sip_response_record_t *record = explanation->record;
    char                        *text = card_class(explanation);

    page_add_heading(page, 0, label(LABEL_GLANCE));
    card_add_labelled(page, INDENT, label(LABEL_CLASS), text);
    g_free(text);
    for (unsigned i = 0; i < NUM_FACTS; i++) {
        text = card_fact(explanation, (sip_fact_t)i);
        card_add_labelled(page, INDENT, word_for_fact((sip_fact_t)i), text);
        g_free(text);
    }
    if (record->evidence[0] != NULL) {
        text = g_strjoinv(list_separator(), (char **)record->evidence);
        card_add_labelled(page, INDENT, label(LABEL_EVIDENCE), text);
        g_free(text);
    }
    text = reference_text(record->reference);
    card_add_labelled(page, INDENT, label(LABEL_REFERENCE), text);
    g_free(text);
}

static void
add_neighbours(page_t *page, const sip_neighbour_t *neighbours)
{
    page_add_gap(page);
    page_add_heading(page, 0, label(LABEL_CONFUSED));
    for (; neighbours->code != 0; neighbours++) {
        explanation_t neighbour = explanation_of(neighbours->code, false);
        char         *title = card_title(&neighbour);

        page_add(page, INDENT, INDENT, STYLE_BOLD, title, "");
        page_add(page, 2 * INDENT, 0, STYLE_PLAIN, "", neighbours->difference);
        g_free(title);
    }
}

void
card_add(page_t *page, const explanation_t *explanation)
{
    const sip_response_record_t *record = explanation->record;
    char                        *title = card_title(explanation);

    page_add(page, 0, INDENT, STYLE_BOLD, title, "");
    card_add_summary(page, explanation);
    page_add_gap(page);
    page_add_heading(page, 0, label(LABEL_WHAT_IT_MEANS));
    page_add(page, INDENT, 0, STYLE_PLAIN, "", record->description);
    page_add_gap(page);
    page_add_heading(page, 0, label(LABEL_CAUSES));
    page_add_list(page, INDENT, record->causes);
    page_add_gap(page);
    page_add_heading(page, 0, label(LABEL_REMEDIES));
    page_add_list(page, INDENT, record->remedies);
    page_add_gap(page);
    add_glance(page, explanation);
    if (record->neighbours->code != 0)
        add_neighbours(page, record->neighbours);
    g_free(title);
}

void
card_add_json_gist(json_t *json, const explanation_t *explanation)
{
    const sip_response_record_t *record = explanation->record;

    json_add_number(json, "code", explanation->code);
    json_add_bool(json, "in_catalogue", explanation->in_catalogue);
    json_add_bool(json, "registered", record->registered);
    json_add_string(json, "phrase", explanation->in_catalogue ? record->phrase : NULL);
    json_add_number(json, "class", explanation->code / 100);
    json_add_string(json, "class_name", catalogue_find_class(explanation->code)->phrase);
    json_add_string(json, "outcome", catalogue_outcome_name(explanation->outcome));
    json_add_string(json, "summary", explanation->summary);
}

void
card_add_json(json_t *json, const explanation_t *explanation)
{
    const sip_response_record_t *record = explanation->record;

    card_add_json_gist(json, explanation);
    json_add_string(json, "description", record->description);
    json_add_strings(json, "cause", record->causes);
    json_add_strings(json, "remedy", record->remedies);
    json_add_strings(json, "evidence", record->evidence);
    for (unsigned i = 0; i < NUM_FACTS; i++) {
        char *name = g_ascii_strdown(fact_names[i], -1);

        json_add_string(json, name, record->facts[i]);
        g_free(name);
    }
    json_add_string(json, "reference", record->reference);
    json_begin_array(json, "confused_with");
    for (const sip_neighbour_t *neighbour = record->neighbours; neighbour->code != 0; neighbour++) {
        json_begin_object(json, NULL);
        json_add_number(json, "code", neighbour->code);
        json_add_string(json, "difference", neighbour->difference);
        json_end_object(json);
    }
    json_end_array(json);
}
