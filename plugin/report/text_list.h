/* text_list.h
 * The words of the report (data/report.ini), and the names that each may have
 * in braces; for the generator, which checks them, and for the report
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REPORT_TEXT_LIST_H
#define SIPEXPLAIN_REPORT_TEXT_LIST_H

/* X(id, group in report.ini, names separated by blanks) */
#define REPORT_TEXT_LIST(X) \
    X(TEXT_HEADING,               "heading",                "") \
    X(TEXT_HEADING_FILTERED,      "heading-filtered",       "filter") \
    X(TEXT_NO_SIP,                "no-sip",                 "") \
    X(TEXT_NO_SIP_FILTERED,       "no-sip-filtered",        "") \
    X(TEXT_NO_SIP_DISABLED,       "no-sip-disabled",        "") \
    X(TEXT_MESSAGES,              "messages",               "count") \
    X(TEXT_AT,                    "at",                     "list first") \
    X(TEXT_SPAN,                  "span",                   "list first last") \
    X(TEXT_CALLS,                 "calls",                  "count answered") \
    X(TEXT_REGISTERS,             "registers",              "count successful") \
    X(TEXT_REMOVALS,              "removals",               "count") \
    X(TEXT_OTHER_REQUESTS,        "other-requests",         "method count") \
    X(TEXT_CHALLENGED,            "challenged",             "count") \
    X(TEXT_REFUSED,               "refused",                "count") \
    X(TEXT_FAILED,                "failed",                 "count") \
    X(TEXT_INVITES_SILENT,        "invites-silent",         "count") \
    X(TEXT_INVITES_OPEN,          "invites-open",           "count") \
    X(TEXT_SILENT,                "silent",                 "count") \
    X(TEXT_OPEN,                  "open",                   "count") \
    X(TEXT_RATIOS,                "ratios",                 "") \
    X(TEXT_RATIO_SER,             "ratio-ser",              "") \
    X(TEXT_RATIO_SEER,            "ratio-seer",             "") \
    X(TEXT_RATIO_ISA,             "ratio-isa",              "") \
    X(TEXT_RATIO_IRA,             "ratio-ira",              "") \
    X(TEXT_RATIO_OF,              "ratio-of",               "part whole method") \
    X(TEXT_CLEAR,                 "clear",                  "") \
    X(TEXT_CLEAR_FILTERED,        "clear-filtered",         "") \
    X(TEXT_NOT_CLEAR,             "not-clear",              "") \
    X(TEXT_NOT_CLEAR_FILTERED,    "not-clear-filtered",     "") \
    X(TEXT_WRONG,                 "wrong",                  "") \
    X(TEXT_OPEN_QUESTIONS,        "open-questions",         "") \
    X(TEXT_OPEN_REQUESTS,         "open-requests",          "count") \
    X(TEXT_OPEN_CHALLENGES,       "open-challenges",        "count") \
    X(TEXT_OPEN_UNSEEN,           "open-unseen",            "count") \
    X(TEXT_OPEN_NO_ACK,           "open-no-ack",            "count") \
    X(TEXT_OPEN_ICMP,             "open-icmp",              "count") \
    X(TEXT_OPEN_NO_REQUEST,       "open-no-request",        "count") \
    X(TEXT_OPEN_BEGUN_BEFORE,     "open-begun-before",      "count") \
    X(TEXT_OPEN_NO_IDENTITY,      "open-no-identity",       "count") \
    X(TEXT_OPEN_REST,             "open-rest",              "count") \
    X(TEXT_OPEN_REFUSED,          "open-refused",           "count") \
    X(TEXT_OPEN_UNANSWERED,       "open-unanswered",        "count") \
    X(TEXT_OPEN_BROKEN,           "open-broken",            "count") \
    X(TEXT_OPEN_FRAGMENTS,        "open-fragments",         "count") \
    X(TEXT_OPEN_TLS,              "open-tls",               "count") \
    X(TEXT_MORE_GROUPS,           "more-groups",            "count messages") \
    X(TEXT_NORMAL,                "normal",                 "") \
    X(TEXT_METHOD_IN_CALL,        "method-in-call",         "method") \
    X(TEXT_METHOD_UNKNOWN,        "method-unknown",         "") \
    X(TEXT_TITLE,                 "title",                  "code phrase method summary") \
    X(TEXT_TITLE_IN_NO_CATALOGUE, "title-in-no-catalogue",  "code method summary") \
    X(TEXT_TITLE_NO_STATUS_CODE,  "title-no-status-code",   "code method") \
    X(TEXT_TITLE_REQUEST,         "title-request",          "method summary") \
    X(TEXT_TITLE_COUNT,           "title-count",            "count title") \
    X(TEXT_COUNT_RESPONSES,       "count-responses",        "count") \
    X(TEXT_COUNT_REQUESTS,        "count-requests",         "count") \
    X(TEXT_COUNT_CALLS,           "count-calls",            "count") \
    X(TEXT_COUNT_CALL_IDS,        "count-call-ids",         "count") \
    X(TEXT_COUNT_SUCCEEDED,       "count-succeeded",        "count") \
    X(TEXT_COUNT_GOT_THROUGH,     "count-got-through",      "count") \
    X(TEXT_ANSWERED_BY,           "answered-by",            "") \
    X(TEXT_PASSED_ON_BY,          "passed-on-by",           "") \
    X(TEXT_SENT_BY,               "sent-by",                "") \
    X(TEXT_SENT_TO,               "sent-to",                "") \
    X(TEXT_WHO_COUNT,             "who-count",              "count who") \
    X(TEXT_OTHERS,                "others",                 "count") \
    X(TEXT_FILTER,                "filter",                 "") \
    X(TEXT_FILTER_FIRST,          "filter-first",           "") \
    X(TEXT_IN_FRAME,              "in-frame",               "frame") \
    X(TEXT_PARTIES,               "parties",                "from to") \
    X(TEXT_SEE,                   "see",                    "number") \
    X(TEXT_SUCCEEDED,             "succeeded",              "count") \
    X(TEXT_CALLS_HEADING,           "calls-heading",          "") \
    X(TEXT_CALLS_HEADING_FILTERED,  "calls-heading-filtered", "filter") \
    X(TEXT_CALLS_NONE,              "calls-none",             "") \
    X(TEXT_CALLS_NONE_FILTERED,     "calls-none-filtered",    "") \
    X(TEXT_CALLS_REGISTRATIONS,     "calls-registrations",    "count successful") \
    X(TEXT_CALLS_MORE,              "calls-more",             "count") \
    X(TEXT_CALL_ANSWERED,           "call-answered",          "code time") \
    X(TEXT_CALL_BYE,                "call-bye",               "time who") \
    X(TEXT_CALL_UP,                 "call-up",                "") \
    X(TEXT_CALL_FORKED,             "call-forked",            "") \
    X(TEXT_CALL_REGISTERED,         "call-registered",        "code time") \
    X(TEXT_CALL_REMOVED,            "call-removed",           "code time") \
    X(TEXT_CALL_FAILED,             "call-failed",            "code time who") \
    X(TEXT_CALL_CANCELLED,          "call-cancelled",         "code time who") \
    X(TEXT_CALL_SILENT,             "call-silent",            "") \
    X(TEXT_CALL_UNSEEN,             "call-unseen",            "") \
    X(TEXT_CALL_OPEN,               "call-open",              "") \
    X(TEXT_CALL_CALLER,             "call-caller",            "who") \
    X(TEXT_CALL_CALLEE,             "call-callee",            "who") \
    X(TEXT_OVERVIEW,                "page-overview",          "") \
    X(TEXT_COLUMN_TIME,             "page-time",              "") \
    X(TEXT_COLUMN_FROM,             "page-from",              "") \
    X(TEXT_COLUMN_TO,               "page-to",                "") \
    X(TEXT_COLUMN_ENDED,            "page-ended",             "") \
    X(TEXT_COLUMN_FRAME,            "page-frame",             "") \
    X(TEXT_LADDER,                  "page-ladder",            "frame") \
    X(TEXT_LADDER_FIRST,            "page-ladder-first",      "frame") \
    X(TEXT_LADDER_STEP,             "page-ladder-step",       "frame time message from to") \
    X(TEXT_LADDER_LEFT_OUT,         "page-ladder-left-out",   "count") \
    X(TEXT_SAVE_FILE,               "page-save-file",         "") \
    X(TEXT_SAVED,                   "page-saved",             "file") \
    X(TEXT_SAVE_EXISTS,             "page-save-exists",       "file") \
    X(TEXT_SAVE_FAILED,             "page-save-failed",       "file reason")

typedef enum {
#define REPORT_TEXT_ID(id, group, names) id,
    REPORT_TEXT_LIST(REPORT_TEXT_ID)
#undef REPORT_TEXT_ID
    NUM_REPORT_TEXTS
} report_text_id_t;

#endif /* SIPEXPLAIN_REPORT_TEXT_LIST_H */
