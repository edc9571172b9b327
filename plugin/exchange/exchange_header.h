/* exchange_header.h
 * What the headers of requests and responses say about their exchange
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_EXCHANGE_HEADER_H
#define SIPEXPLAIN_EXCHANGE_HEADER_H

#include "message/message_text.h"
#include "exchange/transactions.h"

/*
 * A hash of the branch of the first value of Via, or else of all of it but its
 * parameters (RFC 3261, Section 17.1.3); 0 if there is no Via.
 */
uint16_t branch_of(sip_text_t via);

/* A hash of the tag of To; 0 if there is none. */
uint16_t to_tag_of(const message_text_t *text);

/* Reads what the header of a request says about it: all but its branch. */
void read_request(const message_text_t *text, transaction_t *transaction);

/* What a response says about its transaction; 0 where it says nothing. */
typedef struct {
    uint16_t branch;
    uint16_t to_tag;
    uint8_t  method;
} answer_t;

answer_t read_response(const message_text_t *text);

/*
 * Whether a challenge in the response is for a realm that the request had
 * credentials for. With stale=true the credentials themselves were right.
 */
bool is_refusal(const transaction_t *transaction, sip_text_t header);

/* What a NOTIFY reports about a REFER: the code, 0 if none, and by which CSeq number it names the REFER. */
typedef struct {
    unsigned code;
    bool     has_id;
    uint32_t id;
} refer_report_t;

refer_report_t read_report(const message_text_t *text);

#endif /* SIPEXPLAIN_EXCHANGE_HEADER_H */
