/* diagnosis_list.h
 * The sentences of data/diagnoses.ini, and the names that each may have in
 * braces; for the generator, which checks them, and for the plugin
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_DIAGNOSIS_LIST_H
#define SIPEXPLAIN_DIAGNOSIS_LIST_H

/* X(id, group in diagnoses.ini, names separated by blanks) */
#define DIAGNOSIS_LIST(X) \
    X(DIAGNOSIS_CHALLENGE,              "challenge",              "realm scheme") \
    X(DIAGNOSIS_STALE,                  "stale",                  "") \
    X(DIAGNOSIS_REDIRECT,               "redirect",               "targets") \
    X(DIAGNOSIS_NO_TARGET,              "no-target",              "") \
    X(DIAGNOSIS_UNSUPPORTED,            "unsupported",            "tags") \
    X(DIAGNOSIS_UNSUPPORTED_UNNAMED,    "unsupported-unnamed",    "") \
    X(DIAGNOSIS_REQUIRED,               "required",               "tags") \
    X(DIAGNOSIS_MIN_SE,                 "min-se",                 "duration") \
    X(DIAGNOSIS_MIN_EXPIRES,            "min-expires",            "duration") \
    X(DIAGNOSIS_RETRY_AFTER,            "retry-after",            "duration time") \
    X(DIAGNOSIS_ALLOWED,                "allowed",                "methods") \
    X(DIAGNOSIS_ACCEPTED,               "accepted",               "types") \
    X(DIAGNOSIS_EVENTS,                 "events",                 "packages") \
    X(DIAGNOSIS_INFO_PACKAGES,          "info-packages",          "packages") \
    X(DIAGNOSIS_PRIORITIES,             "priorities",             "priorities") \
    X(DIAGNOSIS_PERMISSION,             "permission",             "users") \
    X(DIAGNOSIS_MECHANISMS,             "mechanisms",             "mechanisms") \
    X(DIAGNOSIS_IDENTITY_FAILED,        "identity-failed",        "name") \
    X(DIAGNOSIS_GEOLOCATION_100,        "geolocation-100",        "") \
    X(DIAGNOSIS_GEOLOCATION_200,        "geolocation-200",        "") \
    X(DIAGNOSIS_GEOLOCATION_201,        "geolocation-201",        "") \
    X(DIAGNOSIS_GEOLOCATION_202,        "geolocation-202",        "") \
    X(DIAGNOSIS_GEOLOCATION_300,        "geolocation-300",        "") \
    X(DIAGNOSIS_ALERT_100,              "alert-100",              "") \
    X(DIAGNOSIS_ALERT_101,              "alert-101",              "") \
    X(DIAGNOSIS_ALERT_102,              "alert-102",              "") \
    X(DIAGNOSIS_ALERT_103,              "alert-103",              "") \
    X(DIAGNOSIS_WAITED,                 "waited",                 "method frame duration") \
    X(DIAGNOSIS_WAITED_REPEATED,        "waited-repeated",        "method frame duration count") \
    X(DIAGNOSIS_RANG,                   "rang",                   "response frame") \
    X(DIAGNOSIS_NOT_RANG,               "not-rang",               "") \
    X(DIAGNOSIS_ARRIVED,                "arrived",                "frame method") \
    X(DIAGNOSIS_CANCELLED,              "cancelled",              "cancel method frame") \
    X(DIAGNOSIS_CANCELLED_FOR,          "cancelled-for",          "cancel method frame reason") \
    X(DIAGNOSIS_CANCELLED_BY_BYE,       "cancelled-by-bye",       "frame") \
    X(DIAGNOSIS_NO_CANCEL,              "no-cancel",              "method frame") \
    X(DIAGNOSIS_MAX_FORWARDS,           "max-forwards",           "method frame count") \
    X(DIAGNOSIS_HOPS,                   "hops",                   "count") \
    X(DIAGNOSIS_NEXT_HOP,               "next-hop",               "address method frame") \
    X(DIAGNOSIS_NOT_THE_CALL,           "not-the-call",           "method") \
    X(DIAGNOSIS_RETRY,                  "retry",                  "method frame response final") \
    X(DIAGNOSIS_RETRY_OPEN,             "retry-open",             "method frame") \
    X(DIAGNOSIS_NO_RETRY,               "no-retry",               "method") \
    X(DIAGNOSIS_CAPTURED_TWICE,         "captured-twice",         "frame") \
    X(DIAGNOSIS_REPEATED,               "repeated",               "frame duration") \
    X(DIAGNOSIS_REPEATED_OTHER,         "repeated-other",         "frame") \
    X(DIAGNOSIS_TRANSFER,               "transfer",               "frame response summary") \
    X(DIAGNOSIS_TRANSFER_PENDING,       "transfer-pending",       "frame response summary") \
    X(DIAGNOSIS_TRANSFER_UNKNOWN,       "transfer-unknown",       "") \
    X(DIAGNOSIS_TRANSFER_SILENT,        "transfer-silent",        "") \
    X(DIAGNOSIS_NO_REQUEST,             "no-request",             "")

typedef enum {
#define DIAGNOSIS_ID(id, group, names) id,
    DIAGNOSIS_LIST(DIAGNOSIS_ID)
#undef DIAGNOSIS_ID
    NUM_DIAGNOSES
} diagnosis_id_t;

#endif /* SIPEXPLAIN_DIAGNOSIS_LIST_H */
