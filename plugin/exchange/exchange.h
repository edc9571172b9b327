/* exchange.h
 * What the other frames of an exchange tell about a response
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_EXCHANGE_H
#define SIPEXPLAIN_EXCHANGE_H

#include "message/message_text.h"

/*
 * What is known of the request that a response answers, and of what happened
 * around it. A frame number is 0, and a count or time too, where there is none.
 */
typedef struct exchange_facts {
    /* From this frame and earlier ones, so the same on every pass. */
    uint32_t    request_frame;      /* in which the request was first seen */
    uint32_t    first_frame;        /* that has this response already */
    uint32_t    waited;             /* from the request to the response, or from that response to this one; ms */
    uint32_t    rang_frame;         /* of the first provisional response but 100 */
    uint32_t    cancel_frame;       /* of the CANCEL for the request */
    uint32_t    ack_frame;          /* of the ACK to a 2xx that comes once more */
    uint32_t    other_frame;        /* of another request that has to do with it, which depends on the code */
    uint32_t    invite_final_frame; /* of the final response to the INVITE that a CANCEL came too late for */
    uint32_t    passed_frame;       /* in which the same response came from the next leg */
    const char *required;           /* Require and Proxy-Require of the request, one per line; NULL if it has none */
    uint16_t    rang_code;
    uint16_t    challenges;         /* how many came in a row, with this one */
    uint8_t     requests;           /* how often the request was seen */
    uint8_t     max_forwards;       /* of the request; UINT8_MAX if it has none */
    bool        complete;           /* nothing was given up: what is not here was not in the capture */
    bool        credentials;        /* the request had some */
    bool        refused;            /* the response challenges for their realm, and the nonce was not stale */
    bool        captured_twice;     /* first_frame is so near that it is no repetition */
    bool        next_hop;           /* it came from where the request was sent to */
    bool        in_call;            /* there was an INVITE with this Call-ID */
    bool        in_dialog;          /* the To of the request has a tag */

    /* From later frames, so not known on the first pass. */
    struct exchange_facts *earlier; /* of an earlier failure that the same retry is for, or of an earlier REFER */
    uint32_t    retry_frame;        /* in which the client tried again */
    uint32_t    retry_final_frame;  /* of the final response to that */
    uint32_t    refer_cseq;         /* of the REFER that these are the facts of */
    uint32_t    notify_frame;       /* of the last NOTIFY about it */
    uint16_t    retry_final_code;
    uint16_t    notify_code;        /* that the NOTIFY reports */
    bool        retry_doubtful;     /* there may be a retry that was not seen as one */
    bool        retry_final_lost;   /* the retry was given up before its final response */
    bool        notify_doubtful;    /* there may be a NOTIFY that was not seen as one about this REFER */
} exchange_facts_t;

/* Registers that the memory ends with the capture. proto: whose data the facts of a frame are */
void exchange_register(int proto);

/*
 * Learns from a message on the first pass through the capture, and gives the
 * facts about a response on any pass. texts: of all messages of the frame;
 * they are looked for only if the message asks for it.
 *
 * Returns NULL for a message that is no response, or that nothing is known
 * about; lives as long as the capture.
 */
const exchange_facts_t *exchange_facts(packet_info *pinfo, message_texts_t *texts, unsigned number);

#endif /* SIPEXPLAIN_EXCHANGE_H */
