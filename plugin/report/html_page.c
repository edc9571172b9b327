/* html_page.c
 * The report, and the list of calls below it, as a page
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/html_page.h"
#include "report/html.h"
#include "report/html_calls.h"
#include "report/html_ladder.h"
#include "report/html_style.h"
#include "report/model.h"
#include "report/text.h"

/* So many of the worst problems have a drawing of the messages. */
#define MAX_LADDERS 3

/* Of the style, so that the browser applies no other one, whatever gets into the page: the policy names it. */
static char *
style_digest(void)
{
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8     digest[32];
    gsize      length = sizeof digest;
    char      *text;

    g_checksum_update(checksum, (const guchar *)html_style, -1);
    g_checksum_get_digest(checksum, digest, &length);
    text = g_base64_encode(digest, length);
    g_checksum_free(checksum);
    return text;
}

static void
add_head(GString *page, const char *title)
{
    char *digest = style_digest(), *language = g_strdelimit(g_strdup(language_name()), "_", '-');

    html_markup(page, "<!DOCTYPE html>\n<html lang=\"%s\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
                "<meta charset=\"utf-8\"/>\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
                "base-uri 'none'; form-action 'none'\"/>\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                "<meta name=\"color-scheme\" content=\"light dark\"/>\n", language, digest);
    html_element(page, "title", title);
    html_markup(page, "\n<style>%s</style>\n</head>\n", html_style);
    g_free(language);
    g_free(digest);
}

static void
add_ratio(GString *page, const ratio_t *ratio)
{
    html_markup(page, "<tr>");
    html_element(page, "th scope=\"row\"", ratio->name);
    html_element(page, "td", ratio->value);
    html_element(page, "td", ratio->of);
    html_markup(page, "</tr>\n");
}

static void
add_overview(GString *page, const overview_t *overview)
{
    html_markup(page, "<section aria-labelledby=\"overview\">\n");
    html_element(page, "h2 id=\"overview\"", report_text(TEXT_OVERVIEW));
    html_element(page, "p", overview->messages);
    if (overview->counts->len > 0)
        html_markup(page, "<ul>\n");
    for (unsigned i = 0; i < overview->counts->len; i++)
        html_element(page, "li", (const char *)g_ptr_array_index(overview->counts, i));
    if (overview->counts->len > 0)
        html_markup(page, "</ul>\n");
    if (overview->ratios->len > 0) {
        html_markup(page, "<table class=\"ratios\">");
        html_element(page, "caption", report_text(TEXT_RATIOS));
        html_markup(page, "<tbody>\n");
        for (unsigned i = 0; i < overview->ratios->len; i++)
            add_ratio(page, &g_array_index(overview->ratios, ratio_t, i));
        html_markup(page, "</tbody></table>\n");
    }
    html_markup(page, "</section>\n");
}

/* The classes of paragraphs, in the order of told_kind_t. */
static const char *const part_classes[] = {
    [TOLD_TEXT]      = "text",
    [TOLD_DIAGNOSIS] = "diagnosis",
    [TOLD_WORDS]     = "words",
    [TOLD_FINDING]   = "finding",
    [TOLD_FILTER]    = "filter",
    [TOLD_SEE]       = "see",
};

static void
add_part(GString *page, const told_t *part)
{
    html_markup(page, "<p class=\"%s\">", part_classes[part->kind]);
    if (part->name != NULL) {
        html_markup(page, "<span class=\"name\">");
        html_text(page, part->name);
        html_text(page, label_separator());
        html_markup(page, "</span>");
    }
    if (part->kind == TOLD_SEE) {
        html_markup(page, "<a href=\"#problem-%u\">", part->other);
        html_text(page, part->text);
        html_markup(page, "</a>");
    } else if (part->kind == TOLD_FILTER) {
        html_element(page, "code", part->text);
    } else {
        html_text(page, part->text);
    }
    html_markup(page, "</p>\n");
}

static void
add_parts(GString *page, const told_item_t *item)
{
    for (unsigned i = 0; i < item->parts->len; i++)
        add_part(page, &g_array_index(item->parts, told_t, i));
}

/* number: counted from 1 */
static void
add_problem(GString *page, const report_t *report, const steps_t *steps, unsigned number)
{
    const told_item_t *item = &g_array_index(report->wrong, told_item_t, number - 1);
    const example_t   *example = &g_array_index(report->examples, example_t, number - 1);
    ladder_t           ladder;

    html_markup(page, "<section class=\"problem\" id=\"problem-%u\" aria-labelledby=\"title-%u\">\n"
                "<h3 id=\"title-%u\">%u. ", number, number, number, number);
    html_text(page, item->title);
    html_markup(page, "</h3>\n");
    add_parts(page, item);
    if (number <= MAX_LADDERS) {
        ladder = ladder_new(steps, example);
        html_add_ladder(page, &ladder, number);
        ladder_free(&ladder);
    }
    html_markup(page, "</section>\n");
}

static void
add_problems(GString *page, const report_t *report, const steps_t *steps)
{
    if (report->wrong->len == 0)
        return;
    html_markup(page, "<section aria-labelledby=\"wrong\">\n");
    html_element(page, "h2 id=\"wrong\"", report_text(TEXT_WRONG));
    html_markup(page, "\n");
    for (unsigned i = 0; i < report->wrong->len; i++)
        add_problem(page, report, steps, i + 1);
    if (report->more_wrong != NULL)
        html_element(page, "p", report->more_wrong);
    html_markup(page, "</section>\n");
}

/* id: of the heading; more: what is said below, which may be NULL */
static void
add_items(GString *page, const char *id, report_text_id_t heading, const GArray *items, const char *more)
{
    if (items->len == 0)
        return;
    html_markup(page, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", id, id);
    html_text(page, report_text(heading));
    html_markup(page, "</h2>\n<ul>\n");
    for (unsigned i = 0; i < items->len; i++) {
        const told_item_t *item = &g_array_index(items, told_item_t, i);

        html_markup(page, "<li>");
        html_element(page, "p", item->title);
        add_parts(page, item);
        html_markup(page, "</li>\n");
    }
    html_markup(page, "</ul>\n");
    if (more != NULL)
        html_element(page, "p", more);
    html_markup(page, "</section>\n");
}

static void
add_report(GString *page, const report_t *report, const steps_t *steps)
{
    if (report->no_sip != NULL)
        html_element(page, "p class=\"verdict\"", report->no_sip);
    if (report->clear != NULL)
        html_element(page, report->open->len == 0 ? "p class=\"verdict clear\"" : "p class=\"verdict\"", report->clear);
    if (report->no_sip == NULL)
        add_overview(page, &report->overview);
    add_problems(page, report, steps);
    add_items(page, "open", TEXT_OPEN_QUESTIONS, report->open, NULL);
    add_items(page, "normal", TEXT_NORMAL, report->normal, report->more_normal);
}

char *
html_page(const collection_t *collection, const calls_t *calls, const steps_t *steps)
{
    report_t report = report_new(collection);
    GString *page = g_string_new(NULL);

    add_head(page, report.title);
    html_markup(page, "<body>\n<header>");
    html_element(page, "h1", report.title);
    html_markup(page, "</header>\n<main>\n");
    add_report(page, &report, steps);
    html_add_calls(page, calls);
    html_markup(page, "</main>\n<footer><p>sipexplain " SIPEXPLAIN_VERSION "</p></footer>\n</body>\n</html>\n");
    report_free(&report);
    return g_string_free(page, FALSE);
}
