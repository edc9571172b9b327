/* label_list.h
 * The words around the texts of the catalogue (data/labels.ini, and one in
 * diagnoses.ini), and the names that each may have in braces; for the generator, which checks them, and for
 * whatever shows them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_LABEL_LIST_H
#define SIPEXPLAIN_LABEL_LIST_H

/* X(id, group in labels.ini, names separated by blanks) */
#define LABEL_LIST(X) \
    X(LABEL_OWN_NAME,            "own-name",            "") \
    X(LABEL_STATUS_CODE,         "status-code",         "") \
    X(LABEL_PHRASE,              "phrase",              "") \
    X(LABEL_PHRASE_USUAL,        "phrase-usual",        "") \
    X(LABEL_PHRASE_RECEIVED,     "phrase-received",     "") \
    X(LABEL_QUOTED,              "quoted",              "") \
    X(LABEL_CLASS,               "class",               "") \
    X(LABEL_OUTCOME,             "outcome",             "") \
    X(LABEL_DIAGNOSIS,           "diagnosis",           "") \
    X(LABEL_RELATED_FRAME,       "related-frame",       "") \
    X(LABEL_FINDING,             "finding",             "") \
    X(LABEL_CERTAINTY,           "certainty",           "") \
    X(LABEL_EVIDENCE,            "evidence",            "") \
    X(LABEL_SUMMARY,             "summary",             "") \
    X(LABEL_DESCRIPTION,         "description",         "") \
    X(LABEL_CAUSE,               "cause",               "") \
    X(LABEL_REMEDY,              "remedy",              "") \
    X(LABEL_REFERENCE,           "reference",           "") \
    X(LABEL_URL,                 "url",                 "") \
    X(LABEL_SECTION,             "section",             "document numbers") \
    X(LABEL_SECTIONS,            "sections",            "document numbers") \
    X(LABEL_AND,                 "and",                 "list next") \
    X(LABEL_REFERENCES,          "references",          "references next") \
    X(LABEL_OBSOLETE,            "obsolete",            "reference") \
    X(LABEL_EARLY_DRAFTS,        "early-drafts",        "") \
    X(LABEL_CONFUSED,            "confused",            "") \
    X(LABEL_REASON,              "reason",              "") \
    X(LABEL_REASON_PROTOCOL,     "reason-protocol",     "") \
    X(LABEL_REASON_CAUSE,        "reason-cause",        "") \
    X(LABEL_REASON_LOCATION,     "reason-location",     "") \
    X(LABEL_REASON_TOLD,         "reason-told",         "") \
    X(LABEL_MEANING,             "meaning",             "") \
    X(LABEL_TEXT,                "text",                "") \
    X(LABEL_WARNING,             "warning",             "") \
    X(LABEL_WARNING_CODE,        "warning-code",        "") \
    X(LABEL_NONE,                "none",                "") \
    X(LABEL_TRUE,                "true",                "") \
    X(LABEL_DECIMAL,             "decimal",             "") \
    X(LABEL_MILLISECONDS,        "milliseconds",        "number") \
    X(LABEL_SECONDS,             "seconds",             "number") \
    X(LABEL_MINUTES,             "minutes",             "number") \
    X(LABEL_HOURS,               "hours",               "number") \
    X(LABEL_DAYS,                "days",                "number") \
    X(LABEL_DURATION,            "duration",            "time next") \
    X(LABEL_TABLE,               "table",               "") \
    X(LABEL_TABLE_PHRASE,        "table-phrase",        "") \
    X(LABEL_TABLE_COUNT,         "table-count",         "") \
    X(LABEL_TABLE_SHARE,         "table-share",         "") \
    X(LABEL_TABLE_FIRST_FRAME,   "table-first-frame",   "") \
    X(LABEL_TABLE_UNREGISTERED,  "table-unregistered",  "") \
    X(LABEL_NO_STATUS_CODE,      "no-status-code",      "") \
    X(LABEL_OUT_OF_RANGE,        "out-of-range",        "code first last") \
    X(LABEL_IN_NO_CATALOGUE,     "in-no-catalogue",     "code treated") \
    X(LABEL_NO_ACK,              "no-ack",              "code") \
    X(LABEL_MORE_BYTES,          "more-bytes",          "count") \
    X(LABEL_LABELLED,            "labelled",            "label text") \
    X(LABEL_LIST,                "list",                "list next") \
    X(LABEL_COUNTS,              "counts",              "counts next") \
    X(LABEL_OR,                  "or",                  "first last") \
    X(LABEL_WHAT_IT_MEANS,       "what-it-means",       "") \
    X(LABEL_WHAT_SHOWS_IT,       "what-shows-it",       "") \
    X(LABEL_CAUSES,              "causes",              "") \
    X(LABEL_REMEDIES,            "remedies",            "") \
    X(LABEL_GLANCE,              "glance",              "") \
    X(LABEL_UNREGISTERED,        "unregistered",        "") \
    X(LABEL_REMARK,              "remark",              "name remark") \
    X(LABEL_WHEN,                "when",                "when") \
    X(LABEL_TITLE,               "title",               "code phrase") \
    X(LABEL_TITLE_UNKNOWN,       "title-unknown",       "code phrase") \
    X(LABEL_COMPARED,            "compared",            "first second") \
    X(LABEL_DIFFERENCES,         "differences",         "") \
    X(LABEL_IN_COMMON,           "in-common",           "") \
    X(LABEL_APPLIES,             "applies",             "") \
    X(LABEL_MEANS,               "means",               "") \
    X(LABEL_CAUSES_SHORT,        "causes-short",        "") \
    X(LABEL_REMEDIES_SHORT,      "remedies-short",      "") \
    X(LABEL_PROTOCOL,            "protocol",            "") \
    X(LABEL_RESPONSES,           "responses",           "") \
    X(LABEL_MORE,                "more",                "") \
    X(LABEL_ELSEWHERE,           "elsewhere",           "reference") \
    X(LABEL_STATUS_CODES,        "status-codes",        "") \
    X(LABEL_SENDER,              "sender",              "") \
    X(LABEL_PHASE,               "phase",               "") \
    X(LABEL_METHODS,             "methods",             "") \
    X(LABEL_RETRY,               "retry",               "") \
    X(LABEL_FORK,                "fork",                "") \
    X(LABEL_DIALOG,              "dialog",              "") \
    X(LABEL_APPLIES_WHEN,        "applies-when",        "") \
    X(LABEL_LEAD_DIFFERENT,      "lead-different",      "first is_first summary_first second is_second summary_second") \
    X(LABEL_LEAD_ALIKE,          "lead-alike",          "both first summary_first second summary_second") \
    X(LABEL_LEAD_PROVISIONAL,    "lead-provisional",    "first second") \
    X(LABEL_LEAD_GLOBAL,         "lead-global",         "second first") \
    X(LABEL_LEAD_TREATED_AS,     "lead-treated-as",     "second first") \
    X(LABEL_LEAD_UNKNOWN,        "lead-unknown",        "code") \
    X(LABEL_ONE_PROGRESS,        "one-progress",        "") \
    X(LABEL_ONE_SUCCESS,         "one-success",         "") \
    X(LABEL_ONE_REDIRECTION,     "one-redirection",     "") \
    X(LABEL_ONE_CHALLENGE,       "one-challenge",       "") \
    X(LABEL_ONE_ADJUST,          "one-adjust",          "") \
    X(LABEL_ONE_UNAVAILABLE,     "one-unavailable",     "") \
    X(LABEL_ONE_BUSY,            "one-busy",            "") \
    X(LABEL_ONE_DECLINED,        "one-declined",        "") \
    X(LABEL_ONE_CANCELLED,       "one-cancelled",       "") \
    X(LABEL_ONE_FAILURE,         "one-failure",         "") \
    X(LABEL_ONE_SERVER_FAILURE,  "one-server-failure",  "") \
    X(LABEL_BOTH_PROGRESS,       "both-progress",       "") \
    X(LABEL_BOTH_SUCCESS,        "both-success",        "") \
    X(LABEL_BOTH_REDIRECTION,    "both-redirection",    "") \
    X(LABEL_BOTH_CHALLENGE,      "both-challenge",      "") \
    X(LABEL_BOTH_ADJUST,         "both-adjust",         "") \
    X(LABEL_BOTH_UNAVAILABLE,    "both-unavailable",    "") \
    X(LABEL_BOTH_BUSY,           "both-busy",           "") \
    X(LABEL_BOTH_DECLINED,       "both-declined",       "") \
    X(LABEL_BOTH_CANCELLED,      "both-cancelled",      "") \
    X(LABEL_BOTH_FAILURE,        "both-failure",        "") \
    X(LABEL_BOTH_SERVER_FAILURE, "both-server-failure", "") \
    X(LABEL_READING,             "reading",             "") \
    X(LABEL_READ_IN_PART,        "read-in-part",        "") \
    X(LABEL_NO_CAPTURE,          "no-capture",          "") \
    X(LABEL_BUTTON_NEXT,         "button-next",         "") \
    X(LABEL_BUTTON_NEXT_ENTRY,   "button-next-entry",   "") \
    X(LABEL_BUTTON_FRAME,        "button-frame",        "") \
    X(LABEL_BUTTON_FRAMES,       "button-frames",       "") \
    X(LABEL_BUTTON_FILTER,       "button-filter",       "") \
    X(LABEL_BUTTON_COPY,         "button-copy",         "") \
    X(LABEL_BUTTON_SAVE,         "button-save",         "") \
    X(LABEL_EXPLAINED_HEADING,   "explained-heading",   "call_id") \
    X(LABEL_EXPLAINED_NONE,      "explained-none",      "") \
    X(LABEL_EXPLAIN_CODE,        "explain-code",        "") \
    X(LABEL_COMPARE_CODES,       "compare-codes",       "") \
    X(LABEL_TABLE_TITLE,         "table-title",         "")

typedef enum {
#define LABEL_ID(id, group, names) id,
    LABEL_LIST(LABEL_ID)
#undef LABEL_ID
    NUM_LABELS
} label_id_t;

#endif /* SIPEXPLAIN_LABEL_LIST_H */
