/* collect.h
 * What the report needs of each message, as it passes by
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_COLLECT_H
#define SIPEXPLAIN_COLLECT_H

#include "exchange/seen_responses.h"
#include "report/frame_set.h"
#include "report/groups.h"
#include "report/statistics.h"
#include "report/unread.h"

/* What is no failure by itself, but leaves a question open. */
typedef enum {
    OPEN_REQUESTS,          /* without a final response at the end of the capture */
    OPEN_CHALLENGES,        /* that may be answered yet */
    OPEN_UNSEEN,            /* requests whose responses may have come, and are not there */
    OPEN_NO_ACK,            /* an INVITE that was answered, and no ACK */
    OPEN_ICMP,              /* messages that an ICMP error quotes */
    OPEN_NO_REQUEST,        /* responses to requests that are not there */
    OPEN_BEGUN_BEFORE,      /* ACK and BYE of calls that began before the capture */
    OPEN_NO_IDENTITY,       /* messages without Call-ID or CSeq */
    OPEN_REST,              /* TCP connections whose last data holds no message */
    OPEN_REFUSED,           /* TCP connections to the ports of SIP that were refused */
    OPEN_UNANSWERED,        /* such connections whose SYN was sent again, and that nobody answered */
    OPEN_BROKEN,            /* TLS connections to the port of SIP over TLS that an alert broke off */
    OPEN_FRAGMENTS,         /* text in IP fragments between hosts of SIP, of which others are missing */
    OPEN_TLS,               /* TLS connections that could not be read */
    NUM_OPEN
} open_kind_t;

typedef struct {
    unsigned count;
    uint32_t frames[GROUP_MAX_FRAMES];  /* the first ones, each once */
    unsigned num_frames;
} open_t;

typedef struct {
    char             *filter;       /* NULL if there is none */
    frame_set_t      *passed;       /* frames with messages that passed the filter; NULL without one */
    uint64_t          messages;
    bool              timed;        /* they have times */
    int64_t           first, last;  /* in ms since the epoch */
    seen_responses_t *seen;
    groups_t          groups;
    unread_t         *unread;       /* not owned; may be NULL */
    open_t            open[NUM_OPEN];
    group_t          *ordinary;     /* that an ordinary response was last added to; NULL if none was yet */
} collection_t;

/* filter: may be NULL; to be freed with collection_free(). */
collection_t *collection_new(const char *filter);
void collection_free(collection_t *collection);

/* Forgets what was collected. */
void collection_reset(collection_t *collection);

void collect_message(collection_t *collection, const sipexplain_tap_info_t *info);

/* Counts one more. */
void open_add(open_t *open, uint32_t frame);

#endif /* SIPEXPLAIN_COLLECT_H */
