/* print.c
 * The report as text
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/print.h"
#include "catalogue/layout.h"
#include "report/model.h"
#include "report/text.h"

/* "100.0 %" */
#define RATIO_COLUMNS   7

static void
print_paragraph(const char *text)
{
    report_write("\n");
    report_print_text(0, "", text);
}

static unsigned
columns_of(const char *text)
{
    return layout_columns(text, strlen(text));
}

/* The numbers stand below each other, whichever ratios there are. */
static unsigned
columns_of_ratios(void)
{
    static const report_text_id_t names[] = { TEXT_RATIO_SER, TEXT_RATIO_SEER, TEXT_RATIO_ISA, TEXT_RATIO_IRA };
    unsigned                      widest = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        widest = MAX(widest, columns_of(report_text(names[i])));
    return widest;
}

static void
print_ratio(const ratio_t *ratio)
{
    unsigned columns = columns_of_ratios() - columns_of(ratio->name) + 1 + RATIO_COLUMNS;
    char    *text = g_strdup_printf("%s%*s  %s", ratio->name, (int)columns, ratio->value, ratio->of);

    report_print_text(4, "", text);
    g_free(text);
}

static void
print_overview(const overview_t *overview)
{
    report_print_text(0, "", overview->messages);
    for (unsigned i = 0; i < overview->counts->len; i++)
        report_print_text(4, "", (const char *)g_ptr_array_index(overview->counts, i));
    if (overview->ratios->len > 0)
        report_print_text(0, "", report_text(TEXT_RATIOS));
    for (unsigned i = 0; i < overview->ratios->len; i++)
        print_ratio(&g_array_index(overview->ratios, ratio_t, i));
}

static void
print_part(unsigned indent, const told_t *part)
{
    if (part->kind == TOLD_FILTER)
        /* In one line, to be copied. */
        report_write("%*s%s%s%s\n", (int)indent, "", part->name, label_separator(), part->text);
    else if (part->name != NULL)
        report_print_labelled(indent, part->name, part->text);
    else
        report_print_text(indent, "", part->text);
}

static void
print_parts(unsigned indent, const told_item_t *item)
{
    for (unsigned i = 0; i < item->parts->len; i++)
        print_part(indent, &g_array_index(item->parts, told_t, i));
}

static void
print_items(report_text_id_t heading, const GArray *items)
{
    if (items->len > 0)
        report_print_heading(report_text(heading), '-');
    for (unsigned i = 0; i < items->len; i++) {
        const told_item_t *item = &g_array_index(items, told_item_t, i);

        report_print_text(4, "", item->title);
        print_parts(8, item);
    }
}

/* number: counted from 0 */
static void
print_problem(const report_t *report, unsigned number, printed_t *printed)
{
    const told_item_t *item = &g_array_index(report->wrong, told_item_t, number);
    const example_t   *example = &g_array_index(report->examples, example_t, number);
    char              *heading = g_strdup_printf("%u. ", number + 1);
    size_t             begin = report_length() + strlen("\n");

    report_write("\n");
    report_print_text(0, heading, item->title);
    g_free(heading);
    print_parts(3, item);
    printed_add(printed, begin, report_length(), example->frames[0], frames_filter(example->frames, example->num_frames));
}

static void
print_all(const report_t *report, printed_t *printed)
{
    report_print_heading(report->title, '=');
    if (report->no_sip != NULL)
        report_print_text(0, "", report->no_sip);
    else
        print_overview(&report->overview);
    if (report->clear != NULL)
        print_paragraph(report->clear);
    if (report->wrong->len > 0)
        report_print_heading(report_text(TEXT_WRONG), '-');
    for (unsigned i = 0; i < report->wrong->len; i++)
        print_problem(report, i, printed);
    if (report->more_wrong != NULL)
        print_paragraph(report->more_wrong);
    print_items(TEXT_OPEN_QUESTIONS, report->open);
    print_items(TEXT_NORMAL, report->normal);
    if (report->more_normal != NULL)
        print_paragraph(report->more_normal);
}

printed_t
print_report(const collection_t *collection, unsigned columns)
{
    report_t  report = report_new(collection);
    printed_t printed = printed_new();

    report_begin(columns);
    print_all(&report, &printed);
    report_free(&report);
    printed.text = report_take();
    return printed;
}
