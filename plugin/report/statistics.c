/* statistics.c
 * The tap "sipexplain", and the table of responses that listens to it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/statistics.h"
#include "catalogue/language.h"
#include "exchange/seen_responses.h"

#include <epan/stat_tap_ui.h>
#include <epan/tap.h>

static int sipexplain_tap = -1;

enum {
    COLUMN_CODE,
    COLUMN_PHRASE,
    COLUMN_OUTCOME,
    COLUMN_SUMMARY,
    COLUMN_COUNT,
    COLUMN_SHARE,
    COLUMN_FIRST_FRAME,
    NUM_COLUMNS
};

/* Their names are set by statistics_use_language(). */
static stat_tap_table_item columns[NUM_COLUMNS] = {
    [COLUMN_CODE]        = { TABLE_ITEM_UINT,   TAP_ALIGN_RIGHT, "", "%4u" },
    [COLUMN_PHRASE]      = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT,  "", "%-36s" },
    [COLUMN_OUTCOME]     = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT,  "", "%-14s" },
    [COLUMN_SUMMARY]     = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT,  "", "%-56s" },
    [COLUMN_COUNT]       = { TABLE_ITEM_UINT,   TAP_ALIGN_RIGHT, "", "%8u" },
    [COLUMN_SHARE]       = { TABLE_ITEM_STRING, TAP_ALIGN_RIGHT, "", "%9s" },
    [COLUMN_FIRST_FRAME] = { TABLE_ITEM_UINT,   TAP_ALIGN_RIGHT, "", "%11u" },
};

/* There is one table; its name is in the language that was chosen when it was made. */
static stat_tap_table *
find_table(const stat_tap_table_ui *ui)
{
    return ui->tables != NULL && ui->tables->len > 0 ? g_array_index(ui->tables, stat_tap_table *, 0) : NULL;
}

static stat_tap_table_item_type *
row_of(const stat_tap_table *table, unsigned row)
{
    return stat_tap_get_field_data(table, row, 0);
}

/*
 * What was counted is kept where Wireshark has room for what its tables do not
 * show: beside the code of the first row.
 */
static seen_responses_t *
seen_by(const stat_tap_table *table)
{
    if (row_of(table, 0)[COLUMN_CODE].user_data.ptr_value == NULL)
        row_of(table, 0)[COLUMN_CODE].user_data.ptr_value = seen_responses_new();
    return (seen_responses_t *)row_of(table, 0)[COLUMN_CODE].user_data.ptr_value;
}

static void
forget_seen(const stat_tap_table *table)
{
    seen_responses_free((seen_responses_t *)row_of(table, 0)[COLUMN_CODE].user_data.ptr_value);
    row_of(table, 0)[COLUMN_CODE].user_data.ptr_value = NULL;
}

/*
 * Rows that are not in use. Windows of Wireshark hold pointers to those that
 * they have shown, so rows are never freed before the table is.
 */
static GPtrArray *spare_rows;

/* An empty table, as a row that has nothing to count would be shown. */
static void
table_reset(stat_tap_table *table)
{
    if (table->num_elements == 0)
        return;
    forget_seen(table);
    if (spare_rows == NULL)
        spare_rows = g_ptr_array_new();
    for (unsigned i = table->num_elements; i > 0; i--)
        g_ptr_array_add(spare_rows, row_of(table, i - 1));
    table->num_elements = 0;
}

static void
add_row(stat_tap_table *table, const stat_tap_table_item_type cells[NUM_COLUMNS])
{
    stat_tap_table_item_type *row;

    if (spare_rows != NULL && spare_rows->len > 0)
        row = (stat_tap_table_item_type *)g_ptr_array_remove_index(spare_rows, spare_rows->len - 1);
    else
        row = g_new(stat_tap_table_item_type, NUM_COLUMNS);
    memcpy(row, cells, NUM_COLUMNS * sizeof *row);
    table->elements = g_renew(stat_tap_table_item_type *, table->elements, table->num_elements + 1);
    table->elements[table->num_elements++] = row;
}

static void
table_init(stat_tap_table_ui *ui)
{
    stat_tap_table *table = find_table(ui);

    if (table != NULL)
        table_reset(table);
    else
        stat_tap_add_table(ui, stat_tap_init_table(label(LABEL_TABLE), NUM_COLUMNS, 0, NULL));
}

static void
table_free_item(stat_tap_table *table, unsigned row, unsigned column, stat_tap_table_item_type *item _U_)
{
    if (row == 0 && column == COLUMN_CODE)
        forget_seen(table);
}

/* What the code says with this outcome, in whatever case. */
static const char *
usual_summary(const explanation_t *explanation)
{
    bool refused;

    if (explanation->record == NULL)
        return "";
    refused = explanation->outcome != (sip_outcome_t)explanation->record->outcome;
    return translated(explanation_of(explanation->code, refused).summary);
}

/*
 * A share in hundredths of a per cent as text, which always has as many
 * characters, so that texts are in the order of their numbers. (A window shows
 * numbers with as many decimals as it likes.) Kept, as each has its text when
 * it is first needed.
 */
static const char *
share_text(unsigned share)
{
    static char texts[10000 + 1][sizeof "100.00"];

    if (texts[share][0] == '\0')
        snprintf(texts[share], sizeof texts[share], "%3u.%02u", share / 100 % 1000, share % 100);
    return texts[share];
}

/*
 * The row for a code and its outcome, which differs where a challenge refuses
 * credentials. A new one is added at the end.
 */
static unsigned
find_row(stat_tap_table *table, const explanation_t *explanation, uint32_t frame)
{
    /* The pointer is the widest of the union: with any other one, part of what seen_by() reads would be left as it is. */
    stat_tap_table_item_type cells[NUM_COLUMNS] = {
        [COLUMN_CODE]        = { TABLE_ITEM_UINT,   { .uint_value = explanation->code }, { .ptr_value = NULL } },
        [COLUMN_PHRASE]      = { TABLE_ITEM_STRING, { .string_value = "" }, { .ptr_value = NULL } },
        [COLUMN_OUTCOME]     = { TABLE_ITEM_STRING, { .string_value = "" }, { .ptr_value = NULL } },
        [COLUMN_SUMMARY]     = { TABLE_ITEM_STRING, { .string_value = "" }, { .ptr_value = NULL } },
        [COLUMN_COUNT]       = { TABLE_ITEM_UINT,   { .uint_value = 0 }, { .ptr_value = NULL } },
        [COLUMN_SHARE]       = { TABLE_ITEM_STRING, { .string_value = "" }, { .ptr_value = NULL } },
        [COLUMN_FIRST_FRAME] = { TABLE_ITEM_UINT,   { .uint_value = frame }, { .ptr_value = NULL } },
    };

    if (explanation->record != NULL)
        cells[COLUMN_OUTCOME].value.string_value = catalogue_outcome_name(explanation->outcome);
    cells[COLUMN_PHRASE].value.string_value = explanation->in_catalogue ? explanation->record->phrase
                                                                        : label(LABEL_TABLE_UNREGISTERED);
    for (unsigned i = 0; i < table->num_elements; i++) {
        stat_tap_table_item_type *row = row_of(table, i);

        if (row[COLUMN_CODE].value.uint_value == explanation->code
            && strcmp(row[COLUMN_OUTCOME].value.string_value, cells[COLUMN_OUTCOME].value.string_value) == 0)
            return i;
    }
    cells[COLUMN_SUMMARY].value.string_value = usual_summary(explanation);
    add_row(table, cells);
    return table->num_elements - 1;
}

static void
swap_rows(const stat_tap_table *table, unsigned i, unsigned j)
{
    stat_tap_table_item_type *a = row_of(table, i), *b = row_of(table, j);

    /* Only what is shown: see seen_by(). */
    for (unsigned column = 0; column < NUM_COLUMNS; column++) {
        stat_tap_table_item_type kept = a[column];

        a[column].value = b[column].value;
        b[column].value = kept.value;
    }
}

static tap_packet_status
table_packet(void *tapdata, packet_info *pinfo, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    const sipexplain_tap_info_t *info = (const sipexplain_tap_info_t *)data;
    stat_tap_table              *table;
    unsigned                     row, total = 0;

    if (!info->explained || info->moment.message->quoted)
        return TAP_PACKET_DONT_REDRAW;
    table = find_table(((stat_data_t *)tapdata)->stat_tap_data);
    row = find_row(table, &info->explanation, pinfo->num);
    if (!seen_responses_add(seen_by(table), &info->moment))
        return TAP_PACKET_DONT_REDRAW;
    row_of(table, row)[COLUMN_COUNT].value.uint_value++;
    /* The most frequent first; tshark prints the rows as they are. */
    for (; row > 0 && row_of(table, row)[COLUMN_COUNT].value.uint_value
                          > row_of(table, row - 1)[COLUMN_COUNT].value.uint_value; row--)
        swap_rows(table, row, row - 1);
    for (unsigned i = 0; i < table->num_elements; i++)
        total += row_of(table, i)[COLUMN_COUNT].value.uint_value;
    for (unsigned i = 0; i < table->num_elements; i++) {
        stat_tap_table_item_type *cells = row_of(table, i);

        cells[COLUMN_SHARE].value.string_value =
            share_text((unsigned)((20000.0 * cells[COLUMN_COUNT].value.uint_value + total) / (2.0 * total)));
    }
    return TAP_PACKET_REDRAW;
}

void
statistics_use_language(void)
{
    columns[COLUMN_CODE].column_name = label(LABEL_WARNING_CODE);
    columns[COLUMN_PHRASE].column_name = label(LABEL_TABLE_PHRASE);
    columns[COLUMN_OUTCOME].column_name = label(LABEL_OUTCOME);
    columns[COLUMN_SUMMARY].column_name = label(LABEL_SUMMARY);
    columns[COLUMN_COUNT].column_name = label(LABEL_TABLE_COUNT);
    columns[COLUMN_SHARE].column_name = label(LABEL_TABLE_SHARE);
    columns[COLUMN_FIRST_FRAME].column_name = label(LABEL_TABLE_FIRST_FRAME);
}

static tap_param         parameters[] = { { PARAM_FILTER, "filter", "Filter", NULL, TRUE } };
static stat_tap_table_ui table_ui = {
    WS_STAT_GROUP_TELEPHONY,
    "SIP Explanations",
    "sipexplain",
    "sipexplain,stat",
    table_init,
    table_packet,
    table_reset,
    table_free_item,
    NULL,
    NUM_COLUMNS, columns,
    array_length(parameters), parameters,
    NULL,
    0
};

/* When a capture is opened: then the menu has its entry by the name that it was registered with. */
static void
use_title(void)
{
    table_ui.title = label(LABEL_TABLE_TITLE);
}

void
statistics_register(void)
{
    statistics_use_language();
    sipexplain_tap = register_tap("sipexplain");
    register_stat_tap_table_ui(&table_ui);
    register_init_routine(use_title);
}

bool
statistics_wanted(void)
{
    return have_tap_listener(sipexplain_tap);
}

void
statistics_tell(packet_info *pinfo, const sipexplain_tap_info_t *info)
{
    tap_queue_packet(sipexplain_tap, pinfo, info);
}
