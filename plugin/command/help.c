/* help.c
 * sipexplain --help and --version
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "card.h"
#include "commands.h"
#include "usage.h"

status_t
command_help(output_t *output)
{
    page_t      *page = output->page;
    options_t    options;
    GOptionEntry entries[NUM_OPTIONS + 1];

    page_add(page, 0, 0, STYLE_PLAIN, "", "Explains SIP response codes and the causes of the Reason header.");
    for (unsigned i = 0; i < NUM_USAGES; i++) {
        const usage_t *usage = &usages[i];
        char          *call = usage_call(usage), *line = g_strconcat("sipexplain ", call, NULL);

        page_add_gap(page);
        page_add_heading(page, INDENT, line);
        g_free(line);
        page_add(page, 3 * INDENT, 0, STYLE_PLAIN, "", usage->meaning);
        g_free(call);
    }
    page_add_gap(page);
    usage_get_options(&options, entries);
    for (unsigned i = 0; i < NUM_OPTIONS; i++) {
        char *names = entries[i].short_name != '\0'
            ? g_strdup_printf("--%s, -%c", entries[i].long_name, entries[i].short_name)
            : g_strdup_printf("--%s%s%s", entries[i].long_name, entries[i].arg_description != NULL ? " " : "",
                              entries[i].arg_description != NULL ? entries[i].arg_description : "");

        card_add_labelled(page, INDENT, names, entries[i].description);
        g_free(names);
    }
    page_add_gap(page);
    page_add(page, 0, 0, STYLE_PLAIN, "", "Exit status:");
    for (unsigned i = 0; usage_statuses[i] != NULL; i++) {
        char *head = g_strdup_printf("%u ", i);

        page_add(page, INDENT, INDENT, STYLE_PLAIN, head, usage_statuses[i]);
        g_free(head);
    }
    return STATUS_FOUND;
}

status_t
command_version(output_t *output)
{
    page_add(output->page, 0, 0, STYLE_PLAIN, "", "sipexplain " SIPEXPLAIN_VERSION);
    return STATUS_FOUND;
}
