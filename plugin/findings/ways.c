/* ways.c
 * Where an ACK has to go, as its 2xx says: Contact and Record-Route
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/language.h"
#include "exchange/hops.h"
#include "findings/ways.h"
#include "message/uri.h"

/* So many transactions with one CSeq number are looked at. */
#define MAX_LOOKED_AT   64

unsigned
way_addresses(const message_view_t *view, const char *name, sip_text_t *addresses)
{
    sip_values_t values = { view->header, { NULL, 0 } };
    sip_text_t   value;
    unsigned     count = 0;

    while (count < MAX_ROUTE && sip_next_value(&values, name, '\0', &value))
        addresses[count++] = sip_address(value);
    return count;
}

route_t
way_of_ack(const transaction_t *invite, const message_view_t *answer)
{
    message_view_t request = transaction_request(invite);
    sip_text_t     all[MAX_ROUTE], passed[MAX_ROUTE];
    unsigned       count = way_addresses(answer, "Record-Route", all);
    unsigned       behind = way_addresses(&request, "Record-Route", passed);
    route_t        route = { .known = view_is_known(&request) && count < MAX_ROUTE && behind <= count };
    sip_uri_t      uri;

    for (unsigned i = 0; i < count; i++)
        route.strict = route.strict || !sip_parse_uri(all[i], &uri) || !sip_uri_has(&uri, "lr");
    if (route.known) {
        for (unsigned i = count - behind; i > 0; i--)
            route.hops[route.count++] = all[i - 1];
    }
    return route;
}

sip_text_t
way_target(const message_view_t *view)
{
    sip_text_t list = view_value(view, "Contact", 'm'), value = { NULL, 0 };

    sip_next_list_value(&list, &value);
    return sip_address(value);
}

bool
way_is_at_host(const finding_case_t *about, sip_text_t text, host_t host)
{
    sip_uri_t uri;

    return sip_parse_uri(text, &uri) && sip_text_is(uri.host, host_text(about->moment->pinfo->pool, host));
}

sip_text_t
way_text(const finding_case_t *about, const sip_text_t *values, unsigned count)
{
    wmem_strbuf_t *list = wmem_strbuf_new(about->moment->pinfo->pool, "");

    for (unsigned i = 0; i < count; i++) {
        wmem_strbuf_append(list, i > 0 ? list_separator() : "");
        wmem_strbuf_append_len(list, values[i].bytes, values[i].length);
    }
    return (sip_text_t){ wmem_strbuf_get_str(list), wmem_strbuf_get_len(list) };
}

const transaction_t *
way_before(const finding_case_t *about)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        if (item->ack_frame == 0 && transaction_is_next_hop(about->transaction, item))
            return item;
    }
    return NULL;
}
