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
    [COLUMN_COUNT]       = { TABLE_ITEM_UINT,   TAP_ALIGN_RIGHT, "", "%8u" },
    [COLUMN_SHARE]       = { TABLE_ITEM_FLOAT,  TAP_ALIGN_RIGHT, "", "%9.2f" },
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

static void
table_reset(stat_tap_table *table)
{
    for (unsigned i = 0; i < table->num_elements; i++) {
        row_of(table, i)[COLUMN_COUNT].value.uint_value = 0;
        row_of(table, i)[COLUMN_SHARE].value.float_value = 0;
        row_of(table, i)[COLUMN_FIRST_FRAME].value.uint_value = 0;
    }
    if (table->num_elements > 0)
        forget_seen(table);
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
        [COLUMN_COUNT]       = { TABLE_ITEM_UINT,   { .uint_value = 0 }, { .ptr_value = NULL } },
        [COLUMN_SHARE]       = { TABLE_ITEM_FLOAT,  { .float_value = 0 }, { .ptr_value = NULL } },
        [COLUMN_FIRST_FRAME] = { TABLE_ITEM_UINT,   { .uint_value = frame }, { .ptr_value = NULL } },
    };

    if (explanation->record != NULL)
        cells[COLUMN_OUTCOME].value.string_value = catalogue_outcome_name(explanation->outcome);
    cells[COLUMN_PHRASE].value.string_value = explanation->in_catalogue ? explanation->record->phrase
                                                                        : label(LABEL_TABLE_UNREGISTERED);
    for (unsigned i = 0; i < table->num_elements; i++) {
        stat_tap_table_item_type *row = row_of(table, i);

        if (row[COLUMN_CODE].value.uint_value == explanation->code
            && strcmp(row[COLUMN_OUTCOME].value.string_value, cells[COLUMN_OUTCOME].value.string_value) == 0) {
            /* The row may be from before the language or the user's own codes were changed. */
            if (row[COLUMN_COUNT].value.uint_value == 0) {
                row[COLUMN_PHRASE].value = cells[COLUMN_PHRASE].value;
                row[COLUMN_FIRST_FRAME].value.uint_value = frame;
            }
            return i;
        }
    }
    stat_tap_init_table_row(table, table->num_elements, NUM_COLUMNS, cells);
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
    for (unsigned i = 0; i < table->num_elements; i++)
        row_of(table, i)[COLUMN_SHARE].value.float_value = 100.0 * row_of(table, i)[COLUMN_COUNT].value.uint_value
            / total;
    return TAP_PACKET_REDRAW;
}

void
statistics_use_language(void)
{
    columns[COLUMN_CODE].column_name = label(LABEL_WARNING_CODE);
    columns[COLUMN_PHRASE].column_name = label(LABEL_TABLE_PHRASE);
    columns[COLUMN_OUTCOME].column_name = label(LABEL_OUTCOME);
    columns[COLUMN_COUNT].column_name = label(LABEL_TABLE_COUNT);
    columns[COLUMN_SHARE].column_name = label(LABEL_TABLE_SHARE);
    columns[COLUMN_FIRST_FRAME].column_name = label(LABEL_TABLE_FIRST_FRAME);
}

void
statistics_register(void)
{
    static tap_param         parameters[] = { { PARAM_FILTER, "filter", "Filter", NULL, TRUE } };
    static stat_tap_table_ui table = {
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

    statistics_use_language();
    sipexplain_tap = register_tap("sipexplain");
    register_stat_tap_table_ui(&table);
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
