/* compare.c
 * sipexplain compare CODE CODE
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "arguments.h"
#include "card.h"
#include "commands.h"
#include "catalogue/layout.h"
#include "catalogue/reference.h"
#include "words.h"

/* From this width on, the codes stand beside each other; otherwise one below the other. */
#define BESIDE_MIN_COLUMNS  100

/* What stands beside the facts as if it were one. */
enum { ROW_CLASS = NUM_FACTS, ROW_REFERENCE };

/* What two codes have or do not have in common. When each of them applies comes last and apart. */
static const unsigned rows[] = {
    ROW_CLASS, FACT_SENDER, FACT_PHASE, FACT_METHODS, FACT_RETRY, FACT_FORK, FACT_DIALOG, ROW_REFERENCE
};

typedef struct {
    explanation_t codes[2];
    char         *numbers[2];
    char         *titles[2];
} pair_t;

/* The sentence of differences.ini, or NULL. */
static const char *
written_difference(const pair_t *pair)
{
    if (!pair->codes[0].in_catalogue)
        return NULL;
    for (const sip_neighbour_t *neighbour = pair->codes[0].record->neighbours; neighbour->code != 0; neighbour++) {
        if (neighbour->code == pair->codes[1].code)
            return translated(neighbour->difference);
    }
    return NULL;
}

static char *
fill_lead(const pair_t *pair, label_id_t id, unsigned first)
{
    const explanation_t *a = &pair->codes[first], *b = &pair->codes[1 - first];

    return label_filled(id, "both", outcome_of_both(a->outcome), "is_first", outcome_of_one(a->outcome),
                        "is_second", outcome_of_one(b->outcome), "summary_first", translated(a->summary),
                        "summary_second", translated(b->summary),
                        "first", pair->numbers[first], "second", pair->numbers[1 - first], NULL);
}

/*
 * What follows from the classes of two codes (RFC 3261, Sections 7.2 and 16.7),
 * as a sentence, or NULL. Which of the two codes comes first is the same from
 * both sides.
 */
static char *
difference_of_classes(const pair_t *pair)
{
    for (unsigned first = 0; first < 2; first++) {
        unsigned of_first = pair->codes[first].code / 100, of_second = pair->codes[1 - first].code / 100;

        if (of_first == 1 && of_second != 1)
            return fill_lead(pair, LABEL_LEAD_PROVISIONAL, first);
        if ((of_first == 4 || of_first == 5) && of_second == 6)
            return fill_lead(pair, LABEL_LEAD_GLOBAL, first);
    }
    return NULL;
}

/* What leads for a pair without a written difference: from their outcomes, summaries and classes. */
static char *
derived_difference(const pair_t *pair)
{
    char *lead, *more, *whole;

    for (unsigned first = 0; first < 2; first++) {
        const explanation_t *unknown = &pair->codes[1 - first];

        if (!unknown->in_catalogue && unknown->record->treat_as == pair->codes[first].code)
            return fill_lead(pair, LABEL_LEAD_TREATED_AS, first);
    }
    lead = fill_lead(pair, pair->codes[0].outcome == pair->codes[1].outcome ? LABEL_LEAD_ALIKE : LABEL_LEAD_DIFFERENT, 0);
    more = difference_of_classes(pair);
    if (more == NULL)
        return lead;
    whole = g_strconcat(lead, layout_blank_after(lead), more, NULL);
    g_free(lead);
    g_free(more);
    return whole;
}

static char *
difference_of(const pair_t *pair)
{
    const sip_response_record_t *record = pair->codes[0].record;
    const char                  *written = written_difference(pair);
    char                        *code, *difference;

    if (written != NULL)
        return g_strdup(written);
    if (record != pair->codes[1].record)
        return derived_difference(pair);
    code = g_strdup_printf("%u", record->treat_as);
    difference = label_filled(LABEL_LEAD_UNKNOWN, "code", code, NULL);
    g_free(code);
    return difference;
}

static const char *
row_label(unsigned row)
{
    if (row == ROW_CLASS)
        return label(LABEL_CLASS);
    return row == ROW_REFERENCE ? label(LABEL_REFERENCE) : word_for_fact((sip_fact_t)row);
}

/* The caller owns it. */
static char *
row_text(const explanation_t *explanation, unsigned row)
{
    if (row == ROW_CLASS)
        return card_class(explanation);
    return row == ROW_REFERENCE ? reference_text(explanation->record->reference)
        : card_fact(explanation, (sip_fact_t)row);
}

/* A cell of the table in which the codes stand beside each other. */
static page_t *
new_cell(const page_t *page)
{
    return page_new_part(page, (page_columns(page) - label_columns() - PAGE_GAP) / 2);
}

static void
add_row_beside(page_t *page, const char *label, char *const texts[2])
{
    page_t *cells[2] = { new_cell(page), new_cell(page) };

    for (unsigned i = 0; i < 2; i++)
        page_add(cells[i], 0, 0, STYLE_PLAIN, "", texts[i]);
    page_add_beside(page, label_columns(), label, cells[0], cells[1]);
}

static void
add_row_below(page_t *page, const pair_t *pair, const char *label, char *const texts[2])
{
    page_add(page, INDENT, 0, STYLE_PLAIN, label, "");
    for (unsigned i = 0; i < 2; i++) {
        char *head = g_strconcat(pair->numbers[i], " ", NULL);

        page_add(page, 2 * INDENT, strlen(head), STYLE_PLAIN, head, texts[i]);
        g_free(head);
    }
}

/* Under a heading, the rows in which the codes differ, or those in which they agree. */
static void
add_rows(page_t *page, const pair_t *pair, bool alike, label_id_t heading)
{
    bool beside = page_columns(page) >= BESIDE_MIN_COLUMNS, first = true;

    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
        unsigned row = rows[i];
        char    *texts[2] = { row_text(&pair->codes[0], row), row_text(&pair->codes[1], row) };

        if (g_str_equal(texts[0], texts[1]) == alike) {
            if (first) {
                page_add_gap(page);
                page_add_heading(page, 0, label(heading));
                first = false;
            }
            if (alike)
                card_add_labelled(page, beside ? 0 : INDENT, row_label(row), texts[0]);
            else if (beside)
                add_row_beside(page, row_label(row), texts);
            else
                add_row_below(page, pair, row_label(row), texts);
        }
        g_free(texts[0]);
        g_free(texts[1]);
    }
}

static void
add_applies(page_t *page, const pair_t *pair)
{
    page_add_gap(page);
    page_add_heading(page, 0, label(LABEL_APPLIES));
    for (unsigned i = 0; i < 2; i++) {
        char *head = g_strconcat(pair->numbers[i], " ", NULL), *when = card_fact(&pair->codes[i], FACT_WHEN);

        page_add(page, INDENT, strlen(head), STYLE_PLAIN, head, when);
        g_free(when);
        g_free(head);
    }
}

/* A derived difference has outcomes and summaries in it, a written one has not. */
static void
add_title(page_t *page, const pair_t *pair, unsigned i)
{
    page_add_heading(page, 0, pair->titles[i]);
    if (written_difference(pair) != NULL)
        card_add_summary(page, &pair->codes[i]);
}

/* Meaning, causes and remedies of the two codes. */
static void
add_beside(page_t *page, const pair_t *pair)
{
    static const label_id_t labels[] = { LABEL_MEANS, LABEL_CAUSES_SHORT, LABEL_REMEDIES_SHORT };
    page_t             *titles[2] = { new_cell(page), new_cell(page) };

    for (unsigned i = 0; i < 2; i++)
        add_title(titles[i], pair, i);
    page_add_gap(page);
    page_add_beside(page, label_columns(), "", titles[0], titles[1]);
    for (unsigned part = 0; part < G_N_ELEMENTS(labels); part++) {
        page_t *cells[2] = { new_cell(page), new_cell(page) };

        for (unsigned i = 0; i < 2; i++) {
            const sip_response_record_t *record = pair->codes[i].record;

            if (part == 0)
                page_add(cells[i], 0, 0, STYLE_PLAIN, "", record->description);
            else
                page_add_list(cells[i], 0, part == 1 ? record->causes : record->remedies);
        }
        page_add_gap(page);
        page_add_beside(page, label_columns(), label(labels[part]), cells[0], cells[1]);
    }
}

static void
add_below(page_t *page, const pair_t *pair)
{
    for (unsigned i = 0; i < 2; i++) {
        const sip_response_record_t *record = pair->codes[i].record;

        page_add_gap(page);
        add_title(page, pair, i);
        page_add(page, 0, 0, STYLE_PLAIN, "", record->description);
        page_add(page, 0, 0, STYLE_PLAIN, label(LABEL_CAUSES), "");
        page_add_list(page, INDENT, record->causes);
        page_add(page, 0, 0, STYLE_PLAIN, label(LABEL_REMEDIES), "");
        page_add_list(page, INDENT, record->remedies);
    }
}

/* Two codes of which no more is known than the class that they share. */
static void
add_class(page_t *page, const sip_response_record_t *record)
{
    page_add_gap(page);
    page_add(page, 0, 0, STYLE_PLAIN, "", record->description);
    page_add(page, 0, 0, STYLE_PLAIN, label(LABEL_REMEDIES), "");
    page_add_list(page, INDENT, record->remedies);
}

static void
add_text(page_t *page, const pair_t *pair, const char *difference)
{
    char *heading = label_filled(LABEL_COMPARED, "first", pair->titles[0], "second", pair->titles[1], NULL);

    page_add_heading(page, 0, heading);
    page_add(page, 0, 0, STYLE_PLAIN, "", difference);
    if (pair->codes[0].record == pair->codes[1].record)
        add_class(page, pair->codes[0].record);
    else if (page_columns(page) >= BESIDE_MIN_COLUMNS)
        add_beside(page, pair);
    else
        add_below(page, pair);
    add_rows(page, pair, false, LABEL_DIFFERENCES);
    add_rows(page, pair, true, LABEL_IN_COMMON);
    if (pair->codes[0].record != pair->codes[1].record)
        add_applies(page, pair);
    g_free(heading);
}

static void
add_json(json_t *json, const pair_t *pair, const char *difference)
{
    json_begin_object(json, NULL);
    json_add_string(json, "difference", difference);
    json_add_bool(json, "written", written_difference(pair) != NULL);
    json_begin_array(json, "codes");
    for (unsigned i = 0; i < 2; i++) {
        json_begin_object(json, NULL);
        card_add_json(json, &pair->codes[i]);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

static status_t
check_found(output_t *output, const pair_t *pair)
{
    if (!pair->codes[0].in_catalogue && !pair->codes[1].in_catalogue)
        return output_complain(output, STATUS_NOT_FOUND,
                               command_text_filled(COMMAND_UNKNOWN_CODES, "first", pair->numbers[0],
                                                   "second", pair->numbers[1], NULL));
    for (unsigned i = 0; i < 2; i++) {
        if (!pair->codes[i].in_catalogue)
            return output_complain(output, STATUS_NOT_FOUND,
                                   command_text_filled(COMMAND_UNKNOWN_CODE, "code", pair->numbers[i], NULL));
    }
    return STATUS_FOUND;
}

status_t
command_compare(output_t *output, char *const *arguments)
{
    pair_t   pair;
    unsigned codes[2];
    char    *difference;
    status_t status;

    for (unsigned i = 0; i < 2; i++) {
        if (!argument_code(output, arguments[i], &codes[i]))
            return STATUS_WRONG_USAGE;
    }
    if (codes[0] == codes[1])
        return output_complain(output, STATUS_WRONG_USAGE,
                               command_text_filled(COMMAND_SAME_CODES, "code", arguments[0], NULL));
    for (unsigned i = 0; i < 2; i++) {
        pair.codes[i] = explanation_of(codes[i], false);
        pair.numbers[i] = g_strdup_printf("%u", codes[i]);
        pair.titles[i] = card_title(&pair.codes[i]);
    }
    difference = difference_of(&pair);
    if (output->json != NULL)
        add_json(output->json, &pair, difference);
    else
        add_text(output->page, &pair, difference);
    status = check_found(output, &pair);
    for (unsigned i = 0; i < 2; i++) {
        g_free(pair.numbers[i]);
        g_free(pair.titles[i]);
    }
    g_free(difference);
    return status;
}
