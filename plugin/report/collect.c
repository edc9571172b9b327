/* collect.c
 * What the report needs of each message, as it passes by
 *
 * Runs on every SIP message, so the text of a message is looked at only where
 * something is to be told of it: requests that begin something, and final
 * responses that are no success.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/collect.h"
#include "exchange/hops.h"
#include "exchange/places.h"
#include "findings/diagnosis.h"
#include "findings/fitting.h"
#include "report/text.h"

/* The words of a server that are kept go on no longer than this, in bytes. */
#define MAX_WORDS   1000

/* A message that is told of. */
typedef struct {
    collection_t                *collection;
    const sipexplain_tap_info_t *info;
    const moment_t              *moment;
} item_t;

/* What tells the causes of responses apart that have no finding, and who sent them; empty where there is none. */
typedef struct {
    sip_text_t phrase;          /* where it is not the registered one */
    sip_text_t reason, warning; /* the first value */
    sip_text_t option;          /* the option tags that 420 and 421 are about */
    sip_text_t server, user_agent;
} told_t;

static void
collection_clear(collection_t *collection)
{
    seen_responses_free(collection->seen);
    groups_free(&collection->groups);
    frame_set_free(collection->passed);
}

static void
collection_begin(collection_t *collection)
{
    collection->passed = collection->filter != NULL ? frame_set_new() : NULL;
    collection->seen = seen_responses_new();
    collection->groups = groups_new();
    collection->messages = 0;
    collection->timed = false;
    collection->ordinary = NULL;
    memset(collection->open, 0, sizeof collection->open);
}

collection_t *
collection_new(const char *filter)
{
    collection_t *collection = g_new0(collection_t, 1);

    collection->filter = g_strdup(filter);
    collection_begin(collection);
    return collection;
}

void
collection_free(collection_t *collection)
{
    collection_clear(collection);
    g_free(collection->filter);
    g_free(collection);
}

void
collection_reset(collection_t *collection)
{
    collection_clear(collection);
    collection_begin(collection);
}

void
open_add(open_t *open, uint32_t frame)
{
    open->count++;
    for (unsigned i = 0; i < open->num_frames; i++) {
        if (open->frames[i] == frame)
            return;
    }
    if (open->num_frames < GROUP_MAX_FRAMES)
        open->frames[open->num_frames++] = frame;
}

static void
add_open(const item_t *item, open_kind_t kind)
{
    open_add(&item->collection->open[kind], item->moment->frame);
}

/* The text of the message; its tvb is NULL if it was not found. */
static const message_text_t *
text_of(const item_t *item)
{
    return &message_texts_get(item->moment->texts)[item->moment->number];
}

/* A part of the message for a person to read; in packet scope. */
static const char *
readable(const item_t *item, sip_text_t text)
{
    diagnosis_t diagnosis = { .pinfo = item->moment->pinfo };

    return value_text(&diagnosis, text);
}

/*
 * What leads: the strongest finding that says more than where to look. Of a challenge, what becomes of it is told at
 * the end, unless it takes the place of what the first pass said.
 */
static const finding_t *
leading(const item_t *item)
{
    const transaction_t *transaction = item->moment->transaction;
    bool                 late = item->moment->code != 0
        && (item->info->explanation.outcome != OUTCOME_CHALLENGE || (transaction != NULL && transaction->refused));

    for (const finding_t *found = item->info->found; found != NULL; found = found->next) {
        if (catalogue_findings[found->finding].level != LEVEL_CONTEXT && (late || !found->late))
            return found;
    }
    return NULL;
}

/* The method that a response answers, or a request has; empty if that is not known. */
static sip_text_t
method_of_message(const item_t *item)
{
    const char    *name = method_name(item->moment->method);
    message_view_t view;

    if (item->moment->transaction != NULL)
        name = method_name(item->moment->code != 0 ? item->moment->transaction->method : item->moment->method);
    if (*name != '\0')
        return (sip_text_t){ name, strlen(name) };
    view = moment_view(item->moment);
    return item->moment->code != 0 ? view_cseq_method(&view) : view_method(&view);
}

/* Whether it is an ordinary step or end of a request, so that nobody asks who sent it and why. */
static bool
is_ordinary(const item_t *item)
{
    switch (item->info->explanation.outcome) {
    case OUTCOME_CHALLENGE:
    case OUTCOME_BUSY:
    case OUTCOME_CANCELLED:
        return item->info->explanation.record != NULL && leading(item) == NULL
            && findings_contradiction(item->info->found) == NULL;
    default:
        return false;
    }
}

/* The first value of a list. */
static sip_text_t
first_value(sip_text_t list)
{
    sip_text_t value;

    return sip_next_list_value(&list, &value) ? value : list;
}

static void
take(const sip_header_field_t *field, const char *name, sip_text_t *value)
{
    if (value->length == 0 && sip_header_field_is(field, name, '\0'))
        *value = field->value;
}

static told_t
read_told(const item_t *item)
{
    const explanation_t *explanation = &item->info->explanation;
    told_t               told = { .phrase = { NULL, 0 } };
    message_view_t       view = moment_view(item->moment);
    sip_text_t           header = view.header;
    sip_header_field_t   field;

    if (!view_is_known(&view))
        return told;
    told.phrase = view_phrase(&view);
    if (explanation->in_catalogue && told.phrase.length == strlen(explanation->record->phrase)
        && g_ascii_strncasecmp(told.phrase.bytes, explanation->record->phrase, told.phrase.length) == 0)
        told.phrase.length = 0;
    while (sip_find_header_field(&header, "rwus", &field)) {
        take(&field, "Reason", &told.reason);
        take(&field, "Warning", &told.warning);
        take(&field, "Server", &told.server);
        take(&field, "User-Agent", &told.user_agent);
        if (item->moment->code == 420)
            take(&field, "Unsupported", &told.option);
        else if (item->moment->code == 421)
            take(&field, "Require", &told.option);
    }
    told.reason = first_value(told.reason);
    told.warning = first_value(told.warning);
    return told;
}

/* Whether the message is of an INVITE within a call. */
static bool
is_in_call(const item_t *item)
{
    transaction_t *transaction = item->moment->transaction;

    if (transaction == NULL || transaction->method != METHOD_INVITE)
        return false;
    if (!transaction->placed) {
        message_view_t request = transaction_request(transaction);

        place_request(transaction, &request);
    }
    return transaction_is_within(transaction);
}

static void
append(GString *cause, sip_text_t text)
{
    g_string_append_c(cause, '|');
    if (text.length > 0)
        g_string_append_len(cause, text.bytes, (gssize)text.length);
}

/* What is said to be meant by the server's words. */
static void
append_meanings(GString *cause, const finding_t *found)
{
    for (; found != NULL; found = found->next) {
        for (unsigned i = 0; i < found->num_values; i++) {
            if (found->values[i].kind == VALUE_MEANING)
                g_string_append_printf(cause, "|%s", found->values[i].meaning);
        }
    }
}

/* The likeliest cause and remedy of a code, of those that fit. */
typedef struct {
    const char *cause;
    const char *remedy;
} advice_t;

/*
 * Of a challenge, the first ones in data/ are for one that is an ordinary step;
 * to a refusal belong the last cause, and the second remedy.
 */
static advice_t
advice_for(const item_t *item)
{
    const explanation_t         *explanation = &item->info->explanation;
    const sip_response_record_t *record = explanation->record;
    const char *const           *cause, *const *remedy;
    advice_t                     advice = { NULL, NULL };
    fitting_case_t               about = { .moment = item->moment };
    bool                         refused;

    if (record == NULL || server_says_more(item->moment))
        return advice;
    refused = explanation->outcome != record->outcome;
    cause = fitting_texts(&about, record->causes, record->cause_conditions);
    remedy = fitting_texts(&about, record->remedies, record->remedy_conditions);
    while (refused && cause[0] != NULL && cause[1] != NULL)
        cause++;
    advice.cause = *cause;
    advice.remedy = refused && remedy[0] != NULL && remedy[1] != NULL ? remedy[1] : remedy[0];
    return advice;
}

/* What tells one cause from another: the finding that leads, or else what the message gives as the reason. */
static char *
cause_of(const item_t *item, group_kind_t kind, sip_text_t method, const told_t *told)
{
    const transaction_t *transaction = item->moment->transaction;
    const finding_t     *found = leading(item), *context = item->info->found, *contradiction;
    GString             *cause = g_string_new(NULL);
    sip_reason_t         reason;
    sip_warning_t        warning;
    advice_t             advice;

    g_string_printf(cause, "%d %u %d ", kind, item->moment->code, is_in_call(item));
    append(cause, method);
    if (found != NULL) {
        g_string_append_printf(cause, "|found %u", found->finding);
        append(cause, told->option);
        return g_string_free(cause, FALSE);
    }
    sip_parse_reason(told->reason, &reason);
    sip_parse_warning(told->warning, &warning);
    /* What says where to look is all that is known of the cause. */
    advice = advice_for(item);
    g_string_append_printf(cause, "|%d %d %u %u %p %p", item->info->explanation.outcome,
                           context != NULL ? context->finding : -1, reason.cause, warning.code,
                           (const void *)advice.cause, (const void *)advice.remedy);
    if (!is_ordinary(item) && transaction != NULL && transaction_has_credentials(transaction))
        g_string_append(cause, "|credentials");
    append(cause, reason.protocol);
    append(cause, told->option);
    append(cause, told->phrase);
    append_meanings(cause, context);
    contradiction = findings_contradiction(context);
    if (contradiction != NULL)
        g_string_append_printf(cause, "|differs %" PRIu64, contradiction->values[0].number);
    if (findings_failed_elsewhere(context, item->moment->code))
        g_string_append(cause, "|elsewhere");
    return g_string_free(cause, FALSE);
}

/* The name of a header field in which servers say in their own words what was wrong; NULL if it is none. */
static const char *
telling_field(const sip_header_field_t *field)
{
    size_t vendor;

    if (sip_header_field_is(field, "Reason", '\0'))
        return "Reason";
    if (sip_header_field_is(field, "Warning", '\0'))
        return "Warning";
    vendor = catalogue_vendor_of(field->name.bytes, field->name.length);
    return vendor < catalogue_num_vendors ? catalogue_vendors[vendor].field : NULL;
}

static void
add_words(const item_t *item, GString *words, const char *name, const char *separator, sip_text_t value)
{
    g_string_append_printf(words, "%s%s%s%s", words->len > 0 ? "\n" : "", name, separator, readable(item, value));
}

/* What the server says in its own words; NULL if it says nothing. */
static char *
words_of(const item_t *item, const told_t *told)
{
    GString           *words = g_string_new(NULL);
    message_view_t     view = moment_view(item->moment);
    sip_text_t         header = view.header;
    sip_header_field_t field;

    if (told->phrase.length > 0)
        add_words(item, words, label(LABEL_PHRASE_RECEIVED), label_separator(), told->phrase);
    while (view_is_known(&view) && words->len < MAX_WORDS && sip_next_header_field(&header, &field)) {
        const char *name = telling_field(&field);

        if (name != NULL)
            add_words(item, words, name, ": ", field.value);
    }
    return g_string_free(words, words->len == 0);
}

/* Who asks for whom; NULL if that is not known. */
static char *
parties_of(const item_t *item)
{
    message_view_t view = moment_view(item->moment), request = { { NULL, 0 }, { NULL, 0 } };
    sip_text_t     from = sip_address(view_value(&view, "From", 'f')), to = { NULL, 0 };

    if (item->moment->code == 0)
        request = view;
    else if (item->moment->transaction != NULL)
        request = transaction_request(item->moment->transaction);
    if (view_is_known(&request))
        to = view_request_uri(&request);
    if (to.length == 0)
        to = sip_address(view_value(&view, "To", 't'));
    if (from.length == 0 || to.length == 0)
        return NULL;
    return report_text_filled(TEXT_PARTIES, "from", readable(item, from), "to", readable(item, to), NULL);
}

/* Fills in what is told of a group by its first message. */
static void
describe(const item_t *item, group_t *group, sip_text_t method, const told_t *told)
{
    const char *diagnosis = NULL;
    advice_t    advice = advice_for(item);

    group->explanation = item->info->explanation;
    group->explanation.summary = findings_summary_text(&item->info->explanation, item->info->found);
    group->contradicted = findings_contradiction(item->info->found) != NULL;
    group->cause = advice.cause;
    group->remedy = advice.remedy;
    group->in_call = is_in_call(item);
    /* Of a first challenge, nobody asks more. */
    if (text_of(item)->tvb != NULL && (!is_ordinary(item) || item->info->explanation.outcome != OUTCOME_CHALLENGE)) {
        diagnosis = wmem_strbuf_get_str(diagnosis_of(item->moment, text_of(item), item->info->found).sentences);
        group->words = words_of(item, told);
        group->parties = parties_of(item);
    }
    group_describe(group, readable(item, method), item->info->found, leading(item), diagnosis);
}

/* A host, and the product that it names. */
static const char *
host_and_product(const item_t *item, host_t host, const told_t *told)
{
    wmem_allocator_t *scope = item->moment->pinfo->pool;
    const char       *name = host_text(scope, host);
    sip_text_t        product = told->server.length > 0 ? told->server : told->user_agent;

    if (product.length == 0)
        return name;
    return wmem_strdup_printf(scope, "%s (%s)", name, readable(item, product));
}

/* What stands for the call: the record of it, or, of a message that belongs to none, a hash of its Call-ID. */
static const void *
call_key(const item_t *item)
{
    const char *call_id = item->moment->message->info->tap_call_id;

    if (item->moment->call != NULL || call_id == NULL)
        return item->moment->call;
    return GSIZE_TO_POINTER((size_t)hash_short(call_id, strlen(call_id)));
}

static void
count_in(const item_t *item, group_t *group)
{
    group_add(&item->collection->groups, group, call_key(item), item->moment->call, item->moment->transaction,
              item->moment->frame);
}

/* host: who said it first */
static void
add_to_group(const item_t *item, group_kind_t kind, host_t host)
{
    told_t     told = read_told(item);
    sip_text_t method = method_of_message(item);
    bool       made;
    group_t   *group = group_for(&item->collection->groups, cause_of(item, kind, method, &told), kind, &made);

    if (group == NULL)
        return;
    if (made)
        describe(item, group, method, &told);
    count_in(item, group);
    tally_add(&group->hosts, host_and_product(item, host, &told), 1);
}

/* Most of these are challenges, of which a capture can have as many as calls, and follow one another. */
static void
add_ordinary(const item_t *item)
{
    const told_t         none = { .phrase = { NULL, 0 } };
    const explanation_t *explanation = &item->info->explanation;
    group_t             *group = item->collection->ordinary;
    sip_text_t           method = method_of_message(item);
    bool                 made = false;

    if (group == NULL || group->explanation.code != explanation->code || group->explanation.outcome != explanation->outcome
        || group->found->len > 0 || item->info->found != NULL || group->in_call != is_in_call(item)
        || strlen(group->method) != method.length
        || (method.length > 0 && memcmp(group->method, method.bytes, method.length) != 0))
        group = group_for(&item->collection->groups, cause_of(item, GROUP_RESPONSES, method, &none), GROUP_RESPONSES, &made);
    if (group == NULL)
        return;
    if (made)
        describe(item, group, method, &none);
    count_in(item, group);
    item->collection->ordinary = group;
}

/* The group that this transaction's failure is in already; NULL if it is in none. */
static group_t *
group_of(const item_t *item, const transaction_t *transaction)
{
    return transaction != NULL ? (group_t *)g_hash_table_lookup(item->collection->groups.by_transaction, transaction)
                               : NULL;
}

/* A response of a transaction, unless it is one that came on a later leg before. */
static void
add_response(const item_t *item, group_kind_t kind)
{
    const moment_t      *moment = item->moment;
    const transaction_t *first = moment->transaction != NULL ? transaction_passed_on(moment->call, moment->transaction)
                                                             : NULL;
    group_t             *group = group_of(item, first);

    if (group == NULL && is_ordinary(item)) {
        add_ordinary(item);
        return;
    }
    if (group == NULL) {
        add_to_group(item, kind, first != NULL ? first->leg.to : moment->leg.to);
        return;
    }
    tally_add(&group->passed_on, host_text(moment->pinfo->pool, moment->leg.to), 1);
    g_hash_table_insert(item->collection->groups.by_transaction, moment->transaction, group);
}

static void
collect_response(const item_t *item)
{
    const moment_t *moment = item->moment;
    bool            found = leading(item) != NULL;

    if (moment->kind == MOMENT_STRAY && moment->message->info->tap_call_id != NULL)
        add_open(item, OPEN_NO_REQUEST);
    if (!item->info->explained || (moment->code >= SIP_CODE_MIN && moment->code < 300 && !found))
        return;
    switch (moment->kind) {
    case MOMENT_FINAL:
        add_response(item, GROUP_RESPONSES);
        break;
    case MOMENT_FINAL_AGAIN:
        if (found)
            add_response(item, moment->code < 300 ? GROUP_AGAIN : GROUP_RESPONSES);
        break;
    default:
        if (!seen_responses_add(item->collection->seen, moment))
            break;
        if (is_ordinary(item))
            add_ordinary(item);
        else
            add_to_group(item, GROUP_RESPONSES, moment->leg.to);
        break;
    }
}

/* A request with a finding of its own, once on its way. */
static void
add_request(const item_t *item)
{
    const transaction_t *before = item->moment->transaction;
    const group_t       *group;

    if (before != NULL)
        before = item->moment->kind == MOMENT_ACK ? NULL : transaction_before(before);
    group = group_of(item, before);
    if (group == NULL || group->finding != leading(item)->finding)
        add_to_group(item, GROUP_REQUESTS, item->moment->leg.from);
}

static void
collect_request(const item_t *item)
{
    const moment_t *moment = item->moment;
    transaction_t  *transaction = moment->transaction;

    if ((moment->method == METHOD_ACK && transaction == NULL && (moment->call == NULL || !moment->call->had_invite))
        || (moment->method == METHOD_BYE && moment->call != NULL && !moment->call->had_invite))
        add_open(item, OPEN_BEGUN_BEFORE);
    if (moment->kind == MOMENT_REQUEST && !transaction->placed) {
        message_view_t view = moment_view(moment);

        place_request(transaction, &view);
    }
    if (item->info->found != NULL && leading(item) != NULL)
        add_request(item);
}

/* Of a request that an ICMP error quotes, and of a response that nothing is found about, the end tells. */
static void
collect_quoted(const item_t *item)
{
    const transaction_t *transaction = item->moment->transaction;

    /* Of a repetition of what was told, its sender may not have waited for any more. */
    if (transaction == NULL || (transaction->lost_again && item->moment->code == transaction->final_code))
        add_open(item, OPEN_ICMP);
    else if (item->moment->code != 0 && leading(item) != NULL)
        add_to_group(item, GROUP_RESPONSES, transaction->leg.to);
}

static void
collect_time(collection_t *collection, const moment_t *moment)
{
    if (!moment->pinfo->fd->has_ts)
        return;
    /* Frames need not be in the order of their times. */
    if (!collection->timed || moment->now < collection->first)
        collection->first = moment->now;
    if (!collection->timed || moment->now > collection->last)
        collection->last = moment->now;
    collection->timed = true;
}

/* Whether the message has no Call-ID, or no CSeq, so that it belongs to nothing. */
static bool
lacks_identity(const item_t *item)
{
    const sip_info_value_t *info = item->moment->message->info;
    message_view_t          view;

    if (info->tap_call_id == NULL)
        return true;
    if (info->tap_cseq_number != 0)
        return false;
    view = moment_view(item->moment);
    return view_is_known(&view) && view_value(&view, "CSeq", '\0').bytes == NULL;
}

void
collect_message(collection_t *collection, const sipexplain_tap_info_t *info)
{
    const moment_t *moment = &info->moment;
    item_t          item = { collection, info, moment };

    if (moment->message->quoted) {
        if (moment->kind == MOMENT_QUOTED)
            collect_quoted(&item);
        return;
    }
    collection->messages++;
    collect_time(collection, moment);
    frame_set_add(collection->passed, moment->frame);
    unread_note_message(collection->unread, moment->frame);
    if (lacks_identity(&item))
        add_open(&item, OPEN_NO_IDENTITY);
    if (message_is_response(moment->message))
        collect_response(&item);
    else
        collect_request(&item);
}
