/* transfers.c
 * What became of a REFER, as its NOTIFY reports it (RFC 3515)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/learn.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* A status code has so many digits. */
#define CODE_DIGITS     3

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   64

/* A NOTIFY that has to come at once will not come any more after that, were it lost several times. */
#define NOTIFY_DUE_MS   10000

static bool
begins_with(sip_text_t text, const char *words)
{
    return text.length >= strlen(words) && g_ascii_strncasecmp(text.bytes, words, strlen(words)) == 0;
}

/*
 * What the Status-Line in the body says, without the version, if it is a
 * failure (RFC 3515, Section 2.4.5); else empty.
 */
static sip_text_t
reported_failure(const message_view_t *notify)
{
    static const char version[] = "SIP/2.0 ";
    sip_text_t        event = view_value(notify, "Event", 'o'), body, none = { NULL, 0 };
    size_t            next;

    if (!sip_text_is(sip_take_token(&event), "refer")
        || !begins_with(view_value(notify, "Content-Type", 'c'), "message/sipfrag"))
        return none;
    body = view_body(notify);
    if (!begins_with(body, version))
        return none;
    body.length = sip_line_length(body, &next);
    body.bytes += strlen(version);
    body.length -= MIN(strlen(version), body.length);
    return body.length >= CODE_DIGITS && body.bytes[0] >= '3' && body.bytes[0] <= '6' && g_ascii_isdigit(body.bytes[1])
        && g_ascii_isdigit(body.bytes[2]) ? body : none;
}

/* The REFER that the NOTIFY is about, as the first one on its way told; NULL if that is not known. */
static const transaction_t *
find_refer(const finding_case_t *about)
{
    const transaction_t *item = about->call->transactions, *found = NULL;
    uint32_t             cseq;
    bool                 named = sip_parse_number(view_parameter(&about->message, "Event", 'o', "id"), &cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->method != METHOD_REFER || item->notify_code < 300
            || (named ? item->cseq != cseq : found != NULL && item->cseq != found->cseq))
            continue;
        if (found == NULL || item->notify_frame == about->moment->frame)
            found = item;
    }
    return found;
}

/* Whom it was to call, without what the INVITE was to have in its header. */
static sip_text_t
target_of(const transaction_t *refer)
{
    message_view_t request = transaction_request(refer);
    sip_text_t     target = sip_address(view_value(&request, "Refer-To", 'r'));
    const char    *headers = target.length > 0 ? memchr(target.bytes, '?', target.length) : NULL;

    if (headers != NULL)
        target.length = (size_t)(headers - target.bytes);
    return target;
}

void
find_in_transfers(finding_case_t *about)
{
    const transaction_t *refer;
    sip_text_t           status;
    uint32_t             code;

    if (about->moment->kind != MOMENT_REQUEST || about->moment->method != METHOD_NOTIFY)
        return;
    status = reported_failure(&about->message);
    if (status.length == 0 || !sip_parse_number((sip_text_t){ status.bytes, CODE_DIGITS }, &code)
        || report_is_step(&about->message, code))
        return;
    refer = find_refer(about);
    if (refer != NULL && target_of(refer).length > 0)
        find_transfer_failed(about, CERTAINTY_SHOWN, status, refer->request_frame, target_of(refer));
    else
        find_transfer_failed_alone(about, CERTAINTY_SHOWN, status);
}

/* Whether one of the two says that no NOTIFY follows, or that it follows elsewhere: RFC 4488, Section 4; RFC 7614, Sections 4 and 5. */
static bool
asks_for_none(const message_view_t *view)
{
    static const char *const options[] = { "norefersub", "nosub", "explicitsub" };
    sip_text_t               value = view_value(view, "Refer-Sub", '\0');

    for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
        if (view_lists(view, "Require", '\0', options[i]))
            return true;
    }
    return sip_text_is(sip_take_token(&value), "false") || view_has(view, "Refer-Events-At", '\0');
}

/* So long after the answer the call went on, as far as is known, with no NOTIFY of whatever kind; 0 if there was one. */
static int64_t
time_without_notify(const finding_case_t *about)
{
    const transaction_t *refer = about->transaction, *item = about->call->transactions;
    int64_t              end = exchange_last_time();
    unsigned             seen = 0;

    for (; item != NULL && seen < MAX_LOOKED_AT && item->request_frame > refer->request_frame; item = item->next, seen++) {
        if (item->method == METHOD_NOTIFY)
            return 0;
        if (item->method == METHOD_BYE || item->method == METHOD_SUBSCRIBE)
            end = MIN(end, item->time);
    }
    return seen < MAX_LOOKED_AT ? end - refer->final_time : 0;
}

/*
 * RFC 3515, Section 2.4.4: who accepts a REFER sends a NOTIFY at once, and another
 * one when it is over. With more than one Via it is between proxies, which a NOTIFY
 * may pass by.
 */
static void
find_no_report(finding_case_t *about)
{
    const transaction_t *refer = about->transaction;
    int64_t              time;

    if (refer->notify_frame != 0 || refer->notify_doubtful || about->call == NULL || !case_is_whole(about)
        || target_of(refer).length == 0 || asks_for_none(&about->request) || asks_for_none(&about->message)
        || !view_has_one_via(&about->request))
        return;
    time = time_without_notify(about);
    if (time >= NOTIFY_DUE_MS)
        find_transfer_unreported(about, CERTAINTY_SHOWN, refer->request_frame, target_of(refer), time);
}

/* In the answer to the REFER, which said no more than that it was accepted. */
void
find_late_in_transfers(finding_case_t *about)
{
    const transaction_t *refer = about->transaction;

    if (about->moment->kind != MOMENT_FINAL || refer == NULL || refer->method != METHOD_REFER || about->code >= 300)
        return;
    if (refer_failed(refer) && target_of(refer).length > 0)
        find_transfer_failed_later(about, CERTAINTY_SHOWN, refer->notify_frame, refer->notify_code, target_of(refer));
    else
        find_no_report(about);
}
