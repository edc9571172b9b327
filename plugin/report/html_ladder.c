/* html_ladder.c
 * The messages of one call as a drawing in a page
 *
 * Lengths are in units of which the page shows one as a pixel where there is
 * room. Nothing can measure text here, so its width is guessed from columns.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/html_ladder.h"
#include "catalogue/layout.h"
#include "report/html.h"
#include "report/text.h"

#define COLUMN_WIDTH    8       /* of a column of text, rather too much than too little */
#define MARGIN          14
#define MIN_STEP        170     /* from one host to the next */
#define MAX_STEP        350
#define TOP             30      /* where the first rung begins */
#define RUNG_HEIGHT     34
#define HEAD            9       /* of an arrow */

typedef struct {
    unsigned frame;             /* where numbers of frames end, and times begin */
    unsigned time;
    unsigned left;              /* where the line of the first host is */
    unsigned step;              /* from one line to the next */
    unsigned width, height;
} drawing_t;

static unsigned
width_of(const char *text)
{
    return layout_columns(text, strlen(text)) * COLUMN_WIDTH;
}

static drawing_t
measure(const ladder_t *ladder)
{
    unsigned  host = 0, message = 0, gaps = ladder->left_out > 0;
    unsigned  frame = width_of(report_text(TEXT_COLUMN_FRAME)), time = width_of(report_text(TEXT_COLUMN_TIME));
    drawing_t drawing;

    for (unsigned i = 0; i < ladder->hosts->len; i++)
        host = MAX(host, width_of((const char *)g_ptr_array_index(ladder->hosts, i)));
    for (unsigned i = 0; i < ladder->rungs->len; i++) {
        const rung_t *rung = &g_array_index(ladder->rungs, rung_t, i);

        message = MAX(message, width_of(rung->message));
        frame = MAX(frame, width_of(rung->frame));
        time = MAX(time, width_of(rung->time));
        gaps += rung->left_out > 0;
    }
    drawing.step = CLAMP(MAX(host + MARGIN, message + 4 * MARGIN), MIN_STEP, MAX_STEP);
    drawing.frame = frame;
    drawing.time = frame + MARGIN;
    drawing.left = drawing.time + time + MARGIN + host / 2;
    drawing.width = drawing.left + (MAX(ladder->hosts->len, 2) - 1) * drawing.step + MAX(host / 2, 2 * MARGIN) + MARGIN / 2;
    drawing.height = TOP + (ladder->rungs->len + gaps) * RUNG_HEIGHT + MARGIN;
    return drawing;
}

static unsigned
place_of(const drawing_t *drawing, unsigned host)
{
    return drawing->left + host * drawing->step;
}

static void
add_text(GString *page, unsigned x, unsigned y, const char *class, const char *text)
{
    html_markup(page, "<text x=\"%u\" y=\"%u\" class=\"%s\">", x, y, class);
    html_text(page, text);
    html_markup(page, "</text>\n");
}

/* The drawing in words. */
static void
add_description(GString *page, const ladder_t *ladder, unsigned number)
{
    html_markup(page, "<desc id=\"ladder-%u\">", number);
    for (unsigned i = 0; i < ladder->rungs->len; i++) {
        const rung_t *rung = &g_array_index(ladder->rungs, rung_t, i);
        char         *text = report_text_filled(TEXT_LADDER_STEP, "frame", rung->frame, "time", rung->time,
                                                "message", rung->message,
                                                "from", (const char *)g_ptr_array_index(ladder->hosts, rung->from),
                                                "to", (const char *)g_ptr_array_index(ladder->hosts, rung->to), NULL);

        html_text(page, text);
        html_markup(page, i + 1 < ladder->rungs->len ? ";\n" : "");
        g_free(text);
    }
    html_markup(page, "</desc>\n");
}

static void
add_hosts(GString *page, const drawing_t *drawing, const ladder_t *ladder)
{
    add_text(page, drawing->frame, TOP - MARGIN, "frame head", report_text(TEXT_COLUMN_FRAME));
    add_text(page, drawing->time, TOP - MARGIN, "head", report_text(TEXT_COLUMN_TIME));
    for (unsigned i = 0; i < ladder->hosts->len; i++) {
        unsigned x = place_of(drawing, i);

        html_markup(page, "<path class=\"life\" d=\"M%u %uV%u\"/>\n", x, TOP - MARGIN / 2, drawing->height);
        add_text(page, x, TOP - MARGIN, "host", (const char *)g_ptr_array_index(ladder->hosts, i));
    }
}

/* Rungs that are not there. */
static void
add_gap(GString *page, const drawing_t *drawing, unsigned y, unsigned left_out)
{
    char *text = report_count_text(TEXT_LADDER_LEFT_OUT, left_out);

    html_markup(page, "<path class=\"gap\" d=\"M%u %uH%u\"/>\n", drawing->time, y, drawing->width - MARGIN);
    add_text(page, drawing->time, y - 6, "left-out", text);
    g_free(text);
}

/* More than its colour says that it is the one: a box, a cross, a bold text. */
static void
add_message(GString *page, const rung_t *rung, unsigned x, unsigned y)
{
    unsigned width = width_of(rung->message) + 3 * MARGIN, left = x - MIN(x, width / 2);

    if (rung->marked) {
        html_markup(page, "<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"20\" rx=\"3\"/>\n", left, y - 24, width);
        html_markup(page, "<path class=\"cross\" d=\"M%u %ul8 8m0 -8l-8 8\"/>\n", left + 7, y - 18);
        x += MARGIN * 2 / 3;
    }
    add_text(page, x, y - 9, "message", rung->message);
}

static void
add_arrow(GString *page, const drawing_t *drawing, const rung_t *rung, unsigned y)
{
    unsigned from = place_of(drawing, rung->from), to = place_of(drawing, rung->to);
    int      head = to >= from ? -HEAD : HEAD;

    if (from == to) {
        html_markup(page, "<path class=\"way\" d=\"M%u %uh24v8h-%u\"/>\n", from, y - 4, 24 - HEAD);
        html_markup(page, "<path class=\"tip\" d=\"M%u %ul%u -5v10z\"/>\n", from, y + 4, HEAD);
        add_message(page, rung, from + 6 * MARGIN, y - 4);
        return;
    }
    html_markup(page, "<path class=\"way\" d=\"M%u %uH%d\"/>\n", from, y, (int)to + head);
    html_markup(page, "<path class=\"tip\" d=\"M%u %ul%d -5v10z\"/>\n", to, y, head);
    add_message(page, rung, (from + to) / 2, y);
}

static void
add_rungs(GString *page, const drawing_t *drawing, const ladder_t *ladder)
{
    unsigned y = TOP;

    for (unsigned i = 0; i < ladder->rungs->len; i++) {
        const rung_t *rung = &g_array_index(ladder->rungs, rung_t, i);

        if (rung->left_out > 0)
            add_gap(page, drawing, y += RUNG_HEIGHT, rung->left_out);
        y += RUNG_HEIGHT;
        html_markup(page, rung->marked ? "<g class=\"marked\">\n" : "<g>\n");
        add_text(page, drawing->frame, y + 4, "frame", rung->frame);
        add_text(page, drawing->time, y + 4, "time", rung->time);
        add_arrow(page, drawing, rung, y);
        html_markup(page, "</g>\n");
    }
    if (ladder->left_out > 0)
        add_gap(page, drawing, y + RUNG_HEIGHT, ladder->left_out);
}

/* What the drawing is; the caller owns it. */
static char *
caption_text(const ladder_t *ladder)
{
    return report_number_text(ladder->num_marked > 1 ? TEXT_LADDER_FIRST : TEXT_LADDER, "frame", ladder->marked);
}

void
html_add_ladder(GString *page, const ladder_t *ladder, unsigned number)
{
    drawing_t drawing;
    char     *caption;

    if (ladder->rungs->len == 0)
        return;
    drawing = measure(ladder);
    caption = caption_text(ladder);
    html_markup(page, "<figure>\n");
    html_element(page, "figcaption", caption);
    /* Who has no mouse can move what is wider than the window. */
    html_markup(page, "\n<div class=\"ladder\" tabindex=\"0\" role=\"group\" aria-label=\"");
    html_text(page, caption);
    html_markup(page, "\">\n<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %u %u\" width=\"%u\" "
                "height=\"%u\" aria-describedby=\"ladder-%u\">\n",
                drawing.width, drawing.height, drawing.width, drawing.height, number);
    html_element(page, "title", caption);
    add_description(page, ladder, number);
    add_hosts(page, &drawing, ladder);
    add_rungs(page, &drawing, ladder);
    html_markup(page, "</svg></div>\n</figure>\n");
    g_free(caption);
}
