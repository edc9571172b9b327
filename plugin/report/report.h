/* report.h
 * -z sipexplain,report: what went wrong in a capture, for a person who has one minute
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REPORT_H
#define SIPEXPLAIN_REPORT_H

#include "catalogue/explanation.h"
#include "exchange/seen_responses.h"

/* So many frames are named of each group, and so many of those who answered. */
#define REPORT_MAX_FRAMES   5
#define REPORT_MAX_WHO      4

/*
 * A request outside of a dialog, one for each Call-ID and CSeq, however often
 * and on how many legs it is in the capture. There can be millions.
 */
typedef struct {
    const char *method;         /* escaped; owned by the report */
    const char *target;         /* address and port that it was first sent to; owned by the report */
    uint32_t    frame;          /* in which it was first seen */
    uint32_t    icmp_frame;     /* in which an ICMP error quotes it; 0 if there is none */
    uint32_t    time, last;     /* when it was first and last seen, in ms since the first message */
    uint16_t    final_code;     /* of several, the success, or else the last one; 0 if there was none */
    uint8_t     sent;           /* how often, on one leg, up to 255 */
    bool        heard : 1;      /* there was a response */
    bool        refused : 1;    /* it had credentials, and the final response refuses them */
} report_request_t;

/* What of a request or its responses makes a group of its own. */
typedef enum {
    REPORT_RESPONSE,            /* a response that is no success */
    REPORT_NO_ACK,              /* a 2xx that came again without an ACK */
    REPORT_UNANSWERED,          /* a request that nothing came back for */
    REPORT_UNDELIVERED          /* one that an ICMP error came back for */
} report_kind_t;

/* Responses that have the same cause, or requests without any. All texts are owned. */
typedef struct {
    report_kind_t kind;
    explanation_t explanation;      /* not of requests */
    char         *method;           /* of the requests, escaped; "" if it is not known */
    bool          in_call;          /* it is an INVITE within a call */
    unsigned      count;
    GHashTable   *calls;            /* hashes of their Call-IDs; not of requests, which are one each */
    uint32_t      frames[REPORT_MAX_FRAMES];
    unsigned      num_frames;
    bool          more_frames;
    char         *who[REPORT_MAX_WHO];  /* address and product of who answered, or who was asked; NULL behind the last */
    unsigned      who_count[REPORT_MAX_WHO];
    unsigned      who_else;         /* from others */
    char         *diagnosis;        /* of the first one; may be "", and is NULL of what is ordinary */
    GPtrArray    *facts;            /* exchange_facts_t of each that there are facts about; not owned */
    GPtrArray    *acks;             /* whether the ACK of each was seen after all, a bool; not owned */
} report_group_t;

typedef struct {
    char             *filter;       /* NULL if there is none */
    unsigned          messages;
    bool              timed;        /* messages have times */
    double            first, last;  /* of them, in seconds since the epoch */
    seen_responses_t *seen;
    GHashTable       *requests;     /* report_request_t by a hash of Call-ID and CSeq number */
    GHashTable       *calls;        /* by hashes of Call-IDs with a new INVITE: the one that was answered, or NULL */
    GHashTable       *groups;       /* report_group_t by cause */
    GHashTable       *acks;         /* of each INVITE whose 2xx came again, by the same hash: whether its ACK was seen */
    GStringChunk     *strings;
} report_t;

/* Registers -z sipexplain,report. */
void report_register(void);

/* A group without anything in it; to be freed with report_group_free(). */
report_group_t *report_group_new(report_kind_t kind, const char *method);
void report_group_free(void *group);

/* Notes in the group who answered, or was asked. */
void report_group_add_who(report_group_t *group, const char *who);

/* Notes in the group that the frame belongs to it. */
void report_group_add_frame(report_group_t *group, uint32_t frame);

/* Writes the report to standard output. */
void report_print(const report_t *report);

#endif /* SIPEXPLAIN_REPORT_H */
