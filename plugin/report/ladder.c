/* ladder.c
 * The messages of one call, made ready to be drawn as a ladder
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/ladder.h"
#include "catalogue/duration.h"
#include "report/text.h"

/* So many rungs are drawn: at least these at the beginning, and most of the others before the one that is marked. */
#define MAX_RUNGS   30
#define FIRST_RUNGS 6
#define RUNGS_AFTER 8

/* So many hosts there is room for. */
#define MAX_HOSTS   8

/* A message and what came again right behind it. */
typedef struct {
    const step_t *first, *last;
    unsigned      count;
    bool          marked;
    bool          drawn;
} run_t;

/* A host; its port, where a message goes from a host to itself; else 0. */
typedef struct {
    host_t   host;
    uint16_t port;
} column_t;

static bool
is_marked(const step_t *step, const example_t *example)
{
    for (unsigned i = 0; i < example->num_frames; i++) {
        if (example->frames[i] == step->frame)
            return step->code == example->code;
    }
    return false;
}

static bool
is_same_again(const step_t *a, const step_t *b)
{
    return a->transaction != NULL && a->transaction == b->transaction && a->method == b->method && a->code == b->code
        && a->quoted == b->quoted && legs_have_same_hosts(&a->way, &b->way) && legs_have_same_ports(&a->way, &b->way);
}

/* The one that the example is about; NULL if it is not there. */
static const step_t *
find_example(const steps_t *steps, const example_t *example)
{
    for (unsigned i = 0; i < steps->steps->len; i++) {
        const step_t *step = &g_array_index(steps->steps, step_t, i);

        if (is_marked(step, example))
            return step;
    }
    return NULL;
}

/* The messages with this Call-ID, as run_t. */
static GArray *
find_runs(const steps_t *steps, const example_t *example, hash128_t call_id)
{
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(run_t));

    for (unsigned i = 0; i < steps->steps->len; i++) {
        const step_t *step = &g_array_index(steps->steps, step_t, i);
        run_t        *before = runs->len > 0 ? &g_array_index(runs, run_t, runs->len - 1) : NULL;
        run_t         run = { step, step, 1, false, false };

        if (!hash_equal(step->call_id, call_id))
            continue;
        run.marked = is_marked(step, example);
        if (before != NULL && is_same_again(before->first, step) && (before->marked || !run.marked)) {
            before->last = step;
            before->count++;
        } else {
            g_array_append_val(runs, run);
        }
    }
    return runs;
}

/* The beginning of the call, and what is around the one that is marked first. */
static void
choose_runs(GArray *runs)
{
    unsigned marked = 0, start = FIRST_RUNGS;

    while (marked < runs->len && !g_array_index(runs, run_t, marked).marked)
        marked++;
    if (marked + RUNGS_AFTER > MAX_RUNGS)
        start = MIN(marked + RUNGS_AFTER, runs->len) - (MAX_RUNGS - FIRST_RUNGS);
    for (unsigned i = 0; i < runs->len; i++)
        g_array_index(runs, run_t, i).drawn = runs->len <= MAX_RUNGS || i < FIRST_RUNGS
            || (i >= start && i < start + MAX_RUNGS - FIRST_RUNGS);
}

/* The place of a host in the list, to which it is added; MAX_HOSTS if there is no room for it. */
static unsigned
column_for(GArray *columns, host_t host, uint16_t port)
{
    column_t column = { host, port };

    for (unsigned i = 0; i < columns->len; i++) {
        const column_t *known = &g_array_index(columns, column_t, i);

        if (known->host == host && known->port == port)
            return i;
    }
    if (columns->len == MAX_HOSTS)
        return MAX_HOSTS;
    g_array_append_val(columns, column);
    return columns->len - 1;
}

/* From the first to the last of what came again; the caller owns it, and first and last are freed. */
static char *
range_text(char *first, char *last)
{
    char *text = strcmp(first, last) == 0 ? g_strdup(first) : g_strconcat(first, " \xe2\x80\x93 ", last, NULL);

    g_free(first);
    g_free(last);
    return text;
}

static char *
frame_text(const run_t *run)
{
    return range_text(g_strdup_printf("%u", run->first->frame), g_strdup_printf("%u", run->last->frame));
}

static char *
time_text(const steps_t *steps, const run_t *run, int64_t begin)
{
    if (!steps->timed)
        return g_strdup("?");
    return range_text(duration_of_milliseconds(run->first->time - begin), duration_of_milliseconds(run->last->time - begin));
}

/* What is quoted by an ICMP error, which is freed; the caller owns what comes. */
static char *
quoted_text(char *message)
{
    char *text = g_strdup_printf("ICMP (%s)", message);

    g_free(message);
    return text;
}

/* The method; or code and registered phrase of a response; of an ICMP error, what it quotes. */
static char *
message_text(const run_t *run)
{
    const step_t *step = run->first;
    explanation_t explanation = explanation_of(step->code, false);
    const char   *name = method_name((uint8_t)step->method);
    char         *text, *counted;

    if (step->response)
        text = g_strdup_printf("%03u%s%s", step->code, explanation.in_catalogue ? " " : "",
                               explanation.in_catalogue ? explanation.record->phrase : "");
    else
        text = g_strdup(*name != '\0' ? name : "?");
    if (step->quoted)
        text = quoted_text(text);
    if (run->count == 1)
        return text;
    counted = g_strdup_printf("%s \xc3\x97 %u", text, run->count);
    g_free(text);
    return counted;
}

/* False if there is no room for its hosts. */
static bool
add_rung(ladder_t *ladder, GArray *columns, const steps_t *steps, const run_t *run, int64_t begin)
{
    const leg_t *way = &run->first->way;
    /* On one host that is both sides, the ports tell the sides. */
    bool         one = way->from == way->to;
    rung_t       rung = { .from = column_for(columns, way->from, one ? way->from_port : 0),
                          .to = column_for(columns, way->to, one ? way->to_port : 0) };

    if (rung.from == MAX_HOSTS || rung.to == MAX_HOSTS)
        return false;
    rung.message = message_text(run);
    rung.time = time_text(steps, run, begin);
    rung.frame = frame_text(run);
    rung.marked = run->marked;
    rung.left_out = ladder->left_out;
    ladder->left_out = 0;
    if (run->marked) {
        if (ladder->num_marked == 0)
            ladder->marked = run->first->frame;
        ladder->num_marked += run->count;
    }
    g_array_append_val(ladder->rungs, rung);
    return true;
}

static void
add_hosts(ladder_t *ladder, const GArray *columns)
{
    wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_SIMPLE);

    for (unsigned i = 0; i < columns->len; i++) {
        const column_t *column = &g_array_index(columns, column_t, i);

        g_ptr_array_add(ladder->hosts, g_strdup(column->port != 0 ? host_port_text(scope, column->host, column->port)
                                                                  : host_text(scope, column->host)));
    }
    wmem_destroy_allocator(scope);
}

static void
clear_rung(void *data)
{
    rung_t *rung = (rung_t *)data;

    g_free(rung->message);
    g_free(rung->time);
    g_free(rung->frame);
}

ladder_t
ladder_new(const steps_t *steps, const example_t *example)
{
    ladder_t      ladder = { g_ptr_array_new_with_free_func(g_free), g_array_new(FALSE, FALSE, sizeof(rung_t)), 0, 0, 0 };
    const step_t *about = steps != NULL ? find_example(steps, example) : NULL;
    GArray       *runs, *columns;

    g_array_set_clear_func(ladder.rungs, clear_rung);
    if (about == NULL)
        return ladder;
    runs = find_runs(steps, example, example->call != NULL ? example->call->call_id : about->call_id);
    columns = g_array_new(FALSE, FALSE, sizeof(column_t));
    choose_runs(runs);
    for (unsigned i = 0; i < runs->len; i++) {
        const run_t *run = &g_array_index(runs, run_t, i);

        if (!run->drawn || !add_rung(&ladder, columns, steps, run, g_array_index(runs, run_t, 0).first->time))
            ladder.left_out += run->count;
    }
    /* Without the one that it is about, it shows nothing; nor does one arrow of a response alone. */
    if (ladder.num_marked == 0 || (runs->len == 1 && about->response))
        g_array_set_size(ladder.rungs, 0);
    add_hosts(&ladder, columns);
    g_array_free(columns, TRUE);
    g_array_free(runs, TRUE);
    return ladder;
}

void
ladder_free(ladder_t *ladder)
{
    g_ptr_array_free(ladder->hosts, TRUE);
    g_array_free(ladder->rungs, TRUE);
}
