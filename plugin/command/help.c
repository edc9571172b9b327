/* help.c
 * sipexplain --help and --version
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "card.h"
#include "commands.h"
#include "usage.h"

/* "--language LANGUAGE", "--help, -h"; the caller owns it. */
static char *
option_names(const GOptionEntry *entry)
{
    if (entry->short_name != '\0')
        return g_strdup_printf("--%s, -%c", entry->long_name, entry->short_name);
    return g_strconcat("--", entry->long_name, entry->arg_description != NULL ? " " : NULL, entry->arg_description, NULL);
}

static void
add_options(page_t *page)
{
    options_t    options;
    GOptionEntry entries[NUM_OPTIONS + 1];
    char        *names[NUM_OPTIONS];
    size_t       widest = 0;

    usage_get_options(&options, entries);
    for (unsigned i = 0; i < NUM_OPTIONS; i++) {
        names[i] = option_names(&entries[i]);
        widest = MAX(widest, strlen(names[i]));
    }
    for (unsigned i = 0; i < NUM_OPTIONS; i++) {
        char *head = g_strdup_printf("%-*s ", (int)widest, names[i]);

        page_add(page, INDENT, (unsigned)widest + 1, STYLE_PLAIN, head, entries[i].description);
        g_free(head);
        g_free(names[i]);
    }
}

status_t
command_help(output_t *output)
{
    page_t *page = output->page;

    page_add(page, 0, 0, STYLE_PLAIN, "", catalogue_command_texts[COMMAND_ABOUT]);
    for (unsigned i = 0; i < NUM_USAGES; i++) {
        const usage_t *usage = &usages[i];
        char          *call = usage_call(usage), *line = g_strconcat("sipexplain ", call, NULL);

        page_add_gap(page);
        page_add_heading(page, INDENT, line);
        g_free(line);
        page_add(page, 3 * INDENT, 0, STYLE_PLAIN, "", catalogue_command_texts[usage->meaning]);
        g_free(call);
    }
    page_add_gap(page);
    add_options(page);
    page_add_gap(page);
    page_add(page, 0, 0, STYLE_PLAIN, "", catalogue_command_texts[COMMAND_STATUSES]);
    for (unsigned i = 0; i < NUM_STATUSES; i++) {
        char *head = g_strdup_printf("%u ", i);

        page_add(page, INDENT, INDENT, STYLE_PLAIN, head, catalogue_command_texts[usage_statuses[i]]);
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
