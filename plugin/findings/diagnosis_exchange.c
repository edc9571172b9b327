/* diagnosis_exchange.c
 * What the exchange of a response shows, in words
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/diagnosis_exchange.h"
#include "catalogue/catalogue.h"
#include "catalogue/explanation.h"
#include "catalogue/language.h"

#include <epan/to_str.h>

/* A request may be challenged by each proxy on its way and by the server; so many are no normal way any more. */
#define STORM       4

/* A list of option tags that is put into a sentence goes on no longer than this, in bytes. */
#define MAX_TAGS    200

/* What the sentences are made of. */
typedef struct {
    diagnosis_t            *diagnosis;
    const exchange_facts_t *facts;
    sip_text_t              method;     /* of the CSeq of the response; may be empty */
} telling_t;

/* The method that a response answers (RFC 3261, Section 20.16). */
static sip_text_t
method_of(const message_text_t *text)
{
    sip_text_t cseq = text->cseq;

    sip_take_token(&cseq);
    return sip_take_token(&cseq);
}

static bool
answers(const telling_t *telling, const char *method)
{
    return telling->method.length == strlen(method)
        && memcmp(telling->method.bytes, method, telling->method.length) == 0;
}

static const char *
method_text(const telling_t *telling)
{
    return value_text(telling->diagnosis, telling->method);
}

static const char *
request_frame_text(const telling_t *telling)
{
    return frame_text(telling->diagnosis, telling->facts->request_frame);
}

/* Whether a tag is in a list. */
static bool
lists(sip_text_t header, const char *name, sip_text_t tag)
{
    sip_values_t values = { header, { NULL, 0 } };
    sip_text_t   value;

    while (sip_next_value(&values, name, '\0', &value)) {
        if (value.length == tag.length && g_ascii_strncasecmp(value.bytes, tag.bytes, tag.length) == 0)
            return true;
    }
    return false;
}

/* Which of the tags that the server does not know the request has in this header field. */
static void
say_where_required(const telling_t *telling, const char *name)
{
    diagnosis_t   *diagnosis = telling->diagnosis;
    sip_text_t     required = { telling->facts->required, strlen(telling->facts->required) };
    sip_values_t   unsupported = { diagnosis->text->header, { NULL, 0 } };
    sip_text_t     tag;
    wmem_strbuf_t *tags = wmem_strbuf_new(diagnosis->pinfo->pool, "");

    while (wmem_strbuf_get_len(tags) < MAX_TAGS && sip_next_value(&unsupported, "Unsupported", '\0', &tag)) {
        if (lists(required, name, tag))
            wmem_strbuf_append_printf(tags, "%s%s", wmem_strbuf_get_len(tags) > 0 ? ", " : "",
                                      value_text(diagnosis, tag));
    }
    if (wmem_strbuf_get_len(tags) > 0)
        say(diagnosis, DIAGNOSIS_REQUIRED_BY, method_text(telling), request_frame_text(telling),
            wmem_strbuf_get_str(tags), name);
}

/* How long the request had waited, and what had come for it. */
static void
say_waiting(const telling_t *telling)
{
    const exchange_facts_t *facts = telling->facts;
    diagnosis_t            *diagnosis = telling->diagnosis;
    const char             *time;

    if (facts->waited > 0) {
        time = milliseconds_text(diagnosis, facts->waited);
        if (facts->requests > 1)
            say(diagnosis, DIAGNOSIS_WAITED_REPEATED, method_text(telling), request_frame_text(telling), time,
                number_text(diagnosis, facts->requests));
        else
            say(diagnosis, DIAGNOSIS_WAITED, method_text(telling), request_frame_text(telling), time);
    }
    if (!answers(telling, "INVITE"))
        return;
    if (facts->rang_frame != 0)
        say(diagnosis, DIAGNOSIS_RANG, response_text(diagnosis, facts->rang_code),
            frame_text(diagnosis, facts->rang_frame));
    else if (facts->complete && !facts->in_dialog)
        say(diagnosis, DIAGNOSIS_NOT_RANG);
}

static void
say_cancelled(const telling_t *telling)
{
    const exchange_facts_t *facts = telling->facts;
    diagnosis_t            *diagnosis = telling->diagnosis;

    if (facts->cancel_frame != 0)
        say(diagnosis, DIAGNOSIS_CANCELLED, frame_text(diagnosis, facts->cancel_frame), method_text(telling),
            request_frame_text(telling));
    else if (facts->other_frame != 0)
        say(diagnosis, DIAGNOSIS_CANCELLED_BY_BYE, frame_text(diagnosis, facts->other_frame));
    else if (facts->complete && answers(telling, "INVITE"))
        say(diagnosis, DIAGNOSIS_NO_CANCEL, method_text(telling), request_frame_text(telling));
    say_waiting(telling);
}

/* What it means that a dialog or transaction does not exist depends on the method. */
static void
say_does_not_exist(const telling_t *telling)
{
    const exchange_facts_t *facts = telling->facts;
    diagnosis_t            *diagnosis = telling->diagnosis;

    if (answers(telling, "CANCEL"))
        say(diagnosis, DIAGNOSIS_CANCEL_481);
    else if (answers(telling, "BYE"))
        say(diagnosis, DIAGNOSIS_BYE_481);
    else if (answers(telling, "NOTIFY"))
        say(diagnosis, DIAGNOSIS_NOTIFY_481);
    else if (answers(telling, "PRACK"))
        say(diagnosis, DIAGNOSIS_PRACK_481);
    else if (facts->in_dialog)
        say(diagnosis, DIAGNOSIS_DIALOG_481, method_text(telling));
    if (facts->other_frame != 0)
        say(diagnosis, DIAGNOSIS_CROSSING_BYE, frame_text(diagnosis, facts->other_frame));
    if (facts->invite_final_frame != 0)
        say(diagnosis, DIAGNOSIS_CANCEL_LATE, frame_text(diagnosis, facts->invite_final_frame));
}

/* How far the request had come when its hops were used up (RFC 3261, Sections 16.3 and 20.22). */
static void
say_hops(const telling_t *telling)
{
    const exchange_facts_t *facts = telling->facts;
    diagnosis_t            *diagnosis = telling->diagnosis;
    sip_values_t            values = { diagnosis->text->header, { NULL, 0 } };
    sip_text_t              via;
    uint32_t                count = 0;

    while (sip_next_value(&values, "Via", 'v', &via))
        count++;
    if (facts->request_frame != 0 && facts->max_forwards != UINT8_MAX)
        say(diagnosis, DIAGNOSIS_MAX_FORWARDS, method_text(telling), request_frame_text(telling),
            number_text(diagnosis, facts->max_forwards));
    if (count > 1)
        say(diagnosis, DIAGNOSIS_HOPS, number_text(diagnosis, count));
    if (facts->other_frame != 0)
        say(diagnosis, DIAGNOSIS_CIRCLE, frame_text(diagnosis, facts->other_frame));
}

/* What became of the credentials that the request had. */
static void
say_credentials(const telling_t *telling)
{
    const exchange_facts_t *facts = telling->facts;
    diagnosis_t            *diagnosis = telling->diagnosis;

    if (facts->refused)
        say(diagnosis, DIAGNOSIS_CREDENTIALS_REFUSED, method_text(telling), request_frame_text(telling));
    else if (facts->credentials && diagnosis->code == 403)
        say(diagnosis, DIAGNOSIS_CREDENTIALS_FORBIDDEN, method_text(telling), request_frame_text(telling));
    if (facts->challenges >= STORM)
        say(diagnosis, DIAGNOSIS_STORM, number_text(diagnosis, facts->challenges));
}

/* What belongs to the code. */
static void
say_by_code(const telling_t *telling)
{
    const exchange_facts_t *facts = telling->facts;
    diagnosis_t            *diagnosis = telling->diagnosis;

    switch (diagnosis->code) {
    case 401: case 403: case 407:
        say_credentials(telling);
        break;
    case 408: case 480: case 504:
        say_waiting(telling);
        break;
    case 420:
        if (facts->required != NULL) {
            say_where_required(telling, "Require");
            say_where_required(telling, "Proxy-Require");
        }
        break;
    case 481:
        say_does_not_exist(telling);
        break;
    case 482:
        if (facts->other_frame != 0)
            say(diagnosis, DIAGNOSIS_MERGED, method_text(telling), request_frame_text(telling),
                frame_text(diagnosis, facts->other_frame));
        break;
    case 483:
        say_hops(telling);
        break;
    case 487:
        say_cancelled(telling);
        break;
    case 491:
        if (facts->other_frame != 0)
            say(diagnosis, DIAGNOSIS_GLARE, method_text(telling), request_frame_text(telling),
                frame_text(diagnosis, facts->other_frame));
        break;
    case 500:
        if (facts->other_frame != 0 && list_text(diagnosis, "Retry-After", '\0', whole_value) != NULL)
            say(diagnosis, DIAGNOSIS_IN_PROGRESS, frame_text(diagnosis, facts->other_frame));
        break;
    case 503:
        if (facts->next_hop)
            say(diagnosis, DIAGNOSIS_NEXT_HOP, address_to_str(diagnosis->pinfo->pool, &diagnosis->pinfo->src),
                method_text(telling), request_frame_text(telling));
        break;
    default:
        break;
    }
}

/* Whether clients change the request and send it again by themselves. */
static bool
is_tried_again(unsigned code)
{
    switch (code) {
    case 401: case 407: case 412: case 420: case 421: case 422: case 423: case 491: case 494:
        return true;
    default:
        return code >= 300 && code <= 399;
    }
}

static void
say_retry(const telling_t *telling)
{
    const exchange_facts_t *facts = telling->facts;
    diagnosis_t            *diagnosis = telling->diagnosis;

    if (facts->retry_frame != 0 && facts->retry_final_frame != 0)
        say(diagnosis, DIAGNOSIS_RETRY, method_text(telling), frame_text(diagnosis, facts->retry_frame),
            response_text(diagnosis, facts->retry_final_code), frame_text(diagnosis, facts->retry_final_frame));
    else if (facts->retry_frame != 0)
        say(diagnosis, facts->retry_final_lost ? DIAGNOSIS_RETRY_LOST : DIAGNOSIS_RETRY_OPEN, method_text(telling),
            frame_text(diagnosis, facts->retry_frame));
    else if (diagnosis->whole && facts->complete && facts->request_frame != 0 && !facts->retry_doubtful)
        say(diagnosis, DIAGNOSIS_NO_RETRY, method_text(telling));
}

/* A response that came before; what is to be said of it is said there. */
static void
say_repetition(const telling_t *telling)
{
    const exchange_facts_t *facts = telling->facts;
    diagnosis_t            *diagnosis = telling->diagnosis;
    const char             *first = frame_text(diagnosis, facts->first_frame);
    const char             *target, *routes;

    if (facts->captured_twice) {
        say(diagnosis, DIAGNOSIS_CAPTURED_TWICE, first);
        return;
    }
    say(diagnosis, DIAGNOSIS_REPEATED, first, milliseconds_text(diagnosis, facts->waited));
    if (diagnosis->code >= 300)
        return;
    if (facts->ack_frame != 0) {
        say(diagnosis, DIAGNOSIS_ACK_LATE, frame_text(diagnosis, facts->ack_frame));
        return;
    }
    say(diagnosis, DIAGNOSIS_NO_ACK);
    target = list_text(diagnosis, "Contact", 'm', sip_address);
    routes = list_text(diagnosis, "Record-Route", '\0', sip_address);
    if (target != NULL && routes != NULL)
        say(diagnosis, DIAGNOSIS_ACK_ROUTE, target, routes);
    else if (target != NULL)
        say(diagnosis, DIAGNOSIS_ACK_TARGET, target);
    else
        say(diagnosis, DIAGNOSIS_ACK_NOWHERE);
}

/* RFC 3515, Section 2.4: a 2xx says that the REFER was accepted, and NOTIFY what became of it. */
static void
say_transfer(const telling_t *telling)
{
    const exchange_facts_t *facts = telling->facts;
    diagnosis_t            *diagnosis = telling->diagnosis;
    const char             *refer_sub = list_text(diagnosis, "Refer-Sub", '\0', first_token);
    bool                    silent = refer_sub != NULL && g_ascii_strcasecmp(refer_sub, "false") == 0;
    explanation_t           outcome;

    if (silent)
        say(diagnosis, DIAGNOSIS_TRANSFER_SILENT);
    /* What an early NOTIFY says is only kept until the next one. */
    if (!diagnosis->whole)
        return;
    if (facts->notify_frame == 0) {
        if (!silent && !facts->notify_doubtful)
            say(diagnosis, DIAGNOSIS_TRANSFER_UNKNOWN);
        return;
    }
    outcome = explanation_of(facts->notify_code, false);
    say(diagnosis, facts->notify_code < 200 ? DIAGNOSIS_TRANSFER_PENDING : DIAGNOSIS_TRANSFER,
        frame_text(diagnosis, facts->notify_frame), response_text(diagnosis, facts->notify_code),
        outcome.record != NULL ? translated(outcome.summary) : "?");
}

/* What a failure of another method than INVITE says about the call. */
static void
say_not_the_call(const telling_t *telling)
{
    if (!telling->facts->in_call || telling->method.length == 0 || answers(telling, "INVITE"))
        return;
    switch (telling->diagnosis->code) {
    case 401: case 407:
        break;      /* a step */
    case 403: case 404: case 408: case 410: case 416: case 480: case 481: case 482: case 483: case 484: case 485:
    case 502: case 604:
        break;      /* can be the end of the dialog (RFC 3261, Section 12.2.1.2; RFC 5057, Section 5.1) */
    default:
        if (!answers(telling, "BYE"))
            say(telling->diagnosis, DIAGNOSIS_NOT_THE_CALL, method_text(telling));
        break;
    }
}

void
say_exchange(diagnosis_t *diagnosis, const exchange_facts_t *facts)
{
    telling_t telling = { diagnosis, facts, method_of(diagnosis->text) };

    if (facts->first_frame != 0) {
        say_repetition(&telling);
        return;
    }
    if (diagnosis->code < 300) {
        say_transfer(&telling);
        return;
    }
    if (facts->request_frame != 0 || diagnosis->code == 481 || diagnosis->code == 483)
        say_by_code(&telling);
    if (facts->passed_frame != 0)
        say(diagnosis, DIAGNOSIS_PASSED_ON, frame_text(diagnosis, facts->passed_frame));
    say_not_the_call(&telling);
    if (is_tried_again(diagnosis->code) && !answers(&telling, "CANCEL"))
        say_retry(&telling);
}
