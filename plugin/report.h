/* report.h
 * -z sipexplain,report: what went wrong in a capture, for a person who has one minute
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REPORT_H
#define SIPEXPLAIN_REPORT_H

#include "explanation.h"
#include "seen_responses.h"

/* So many frames are named of each group, and so many of those who answered. */
#define REPORT_MAX_FRAMES   5
#define REPORT_MAX_WHO      4

/* Responses that have the same cause. All texts are owned. */
typedef struct {
    explanation_t explanation;
    char         *method;           /* that they answer, escaped */
    unsigned      count;            /* of responses */
    unsigned      succeeded;        /* where the next try succeeded */
    bool          no_ack;           /* a 2xx that came again without an ACK */
    GHashTable   *calls;            /* hashes of their Call-IDs */
    uint32_t      frames[REPORT_MAX_FRAMES];
    char         *who[REPORT_MAX_WHO];  /* address and product; NULL behind the last */
    unsigned      who_count[REPORT_MAX_WHO];
    unsigned      who_else;         /* from others */
    char         *diagnosis;        /* of the first one; may be "" */
    GPtrArray    *facts;            /* exchange_facts_t of each that there are facts about; not owned */
} report_group_t;

/* A request that begins something: an INVITE or REGISTER outside of a dialog. */
typedef struct {
    bool     is_invite;
    unsigned final_code;            /* 0 if there was none */
    double   time;                  /* when it was first seen, in seconds since the epoch */
} report_request_t;

typedef struct {
    char             *filter;       /* NULL if there is none */
    unsigned          messages;
    double            first, last;  /* times of SIP messages, in seconds since the epoch */
    seen_responses_t *seen;
    GHashTable       *requests;     /* report_request_t by a hash of Call-ID and CSeq */
    GHashTable       *calls;        /* hashes of Call-IDs with a new INVITE; the value is not NULL where it was answered */
    GHashTable       *others;       /* number of other requests outside of dialogs, by method */
    GHashTable       *groups;       /* report_group_t by cause */
} report_t;

/* Registers -z sipexplain,report. */
void report_register(void);

/* Writes the report to standard output. */
void report_print(const report_t *report);

#endif /* SIPEXPLAIN_REPORT_H */
