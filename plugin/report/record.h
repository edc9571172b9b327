/* record.h
 * What a machine is told of a message: named values, the same for every format
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_RECORD_H
#define SIPEXPLAIN_RECORD_H

#include "report/statistics.h"

/*
 * X(id, name, kind). The names are part of the public interface; those that are
 * fields of the protocol have its values, and stand here without its name.
 */
#define RECORD_LIST(X) \
    X(RECORD_FRAME,             "frame",            RECORD_NUMBER) \
    X(RECORD_TIME,              "time",             RECORD_NUMBER)   /* seconds since the epoch, with a fraction */ \
    X(RECORD_SOURCE,            "source",           RECORD_TEXT) \
    X(RECORD_SOURCE_PORT,       "source_port",      RECORD_NUMBER) \
    X(RECORD_DESTINATION,       "destination",      RECORD_TEXT) \
    X(RECORD_DESTINATION_PORT,  "destination_port", RECORD_NUMBER) \
    X(RECORD_TRANSPORT,         "transport",        RECORD_TEXT)     /* that the top Via names */ \
    X(RECORD_CALL_ID,           "call_id",          RECORD_TEXT) \
    X(RECORD_CSEQ,              "cseq",             RECORD_NUMBER) \
    X(RECORD_METHOD,            "method",           RECORD_TEXT)     /* of the request, or that the response answers */ \
    X(RECORD_FROM,              "from",             RECORD_TEXT) \
    X(RECORD_TO,                "to",               RECORD_TEXT) \
    X(RECORD_USER_AGENT,        "user_agent",       RECORD_TEXT)     /* or Server */ \
    X(RECORD_RESPONSE_MS,       "response_ms",      RECORD_NUMBER)   /* from the first request to this response */ \
    X(RECORD_CODE,              "code",             RECORD_NUMBER) \
    X(RECORD_PHRASE,            "phrase",           RECORD_TEXT) \
    X(RECORD_PHRASE_RECEIVED,   "phrase_received",  RECORD_TEXT) \
    X(RECORD_CLASS,             "class",            RECORD_NUMBER) \
    X(RECORD_OUTCOME,           "outcome",          RECORD_TEXT)     /* its name */ \
    X(RECORD_QUOTED,            "quoted",           RECORD_NUMBER)   /* true, or not there */ \
    X(RECORD_SUMMARY,           "summary",          RECORD_TEXT) \
    X(RECORD_FINDING,           "finding",          RECORD_TEXTS) \
    X(RECORD_CERTAINTY,         "certainty",        RECORD_TEXTS)    /* of each finding: "shown" or "likely" */ \
    X(RECORD_RELATED_FRAME,     "related_frame",    RECORD_NUMBERS) \
    X(RECORD_DIAGNOSIS,         "diagnosis",        RECORD_TEXT) \
    X(RECORD_EVIDENCE,          "evidence",         RECORD_TEXTS) \
    X(RECORD_REMEDY,            "remedy",           RECORD_TEXTS) \
    X(RECORD_CAUSE,             "cause",            RECORD_TEXTS) \
    X(RECORD_REFERENCE,         "reference",        RECORD_TEXT) \
    X(RECORD_REASON_PROTOCOL,   "reason.protocol",  RECORD_TEXTS) \
    X(RECORD_REASON_CAUSE,      "reason.cause",     RECORD_NUMBERS) \
    X(RECORD_REASON_TEXT,       "reason.text",      RECORD_TEXTS) \
    X(RECORD_WARNING_CODE,      "warning.code",     RECORD_NUMBERS) \
    X(RECORD_WARNING_TEXT,      "warning.text",     RECORD_TEXTS)

typedef enum {
#define RECORD_ID(id, name, kind) id,
    RECORD_LIST(RECORD_ID)
#undef RECORD_ID
    NUM_RECORD_FIELDS
} record_field_t;

/* The plural ones may have any number of values. */
typedef enum {
    RECORD_TEXT,
    RECORD_NUMBER,      /* or true */
    RECORD_TEXTS,
    RECORD_NUMBERS
} record_kind_t;

extern const char *const record_names[NUM_RECORD_FIELDS];
extern const record_kind_t record_kinds[NUM_RECORD_FIELDS];

/* Values of a field; all are UTF-8 without control characters. */
typedef struct {
    const char **values;
    unsigned     count;     /* 0 if it is not there */
    unsigned     room;
    const char  *first;     /* the place of the first one, as most have but one */
} record_values_t;

/* The numbers of most records fit into so many characters. */
#define RECORD_DIGITS   128

typedef struct {
    wmem_allocator_t *scope;
    record_values_t   fields[NUM_RECORD_FIELDS];
    char              digits[RECORD_DIGITS];
    size_t            used;     /* of the digits */
} record_t;

/*
 * Fills in what is told of a message, in packet scope and in the record itself,
 * which is not to be copied. False if nothing is told
 * of it: it is a request that nothing was found about, and without Reason.
 */
bool record_of(const sipexplain_tap_info_t *info, record_t *record);

#endif /* SIPEXPLAIN_RECORD_H */
