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
    X(DIAGNOSIS_CHALLENGE,           "challenge",           "realm scheme") \
    X(DIAGNOSIS_STALE,               "stale",               "") \
    X(DIAGNOSIS_REDIRECT,            "redirect",            "targets") \
    X(DIAGNOSIS_NO_TARGET,           "no-target",           "") \
    X(DIAGNOSIS_UNSUPPORTED,         "unsupported",         "tags") \
    X(DIAGNOSIS_UNSUPPORTED_UNNAMED, "unsupported-unnamed", "") \
    X(DIAGNOSIS_REQUIRED,            "required",            "tags") \
    X(DIAGNOSIS_MIN_SE,              "min-se",              "duration") \
    X(DIAGNOSIS_MIN_EXPIRES,         "min-expires",         "duration") \
    X(DIAGNOSIS_RETRY_AFTER,         "retry-after",         "duration time") \
    X(DIAGNOSIS_ALLOWED,             "allowed",             "methods") \
    X(DIAGNOSIS_ACCEPTED,            "accepted",            "types") \
    X(DIAGNOSIS_EVENTS,              "events",              "packages") \
    X(DIAGNOSIS_INFO_PACKAGES,       "info-packages",       "packages") \
    X(DIAGNOSIS_PRIORITIES,          "priorities",          "priorities") \
    X(DIAGNOSIS_PERMISSION,          "permission",          "users") \
    X(DIAGNOSIS_MECHANISMS,          "mechanisms",          "mechanisms") \
    X(DIAGNOSIS_PRECONDITION,        "precondition",        "line medium") \
    X(DIAGNOSIS_STALE_DATE,          "stale-date",          "") \
    X(DIAGNOSIS_NETWORK_BLOCKED,     "network-blocked",     "") \
    X(DIAGNOSIS_IDENTITY_FAILED,     "identity-failed",     "name") \
    X(DIAGNOSIS_CAUSE_DIFFERS,       "cause-differs",       "cause name codes code") \
    X(DIAGNOSIS_CREDENTIALS_REFUSED,   "credentials-refused",   "method frame") \
    X(DIAGNOSIS_CREDENTIALS_FORBIDDEN, "credentials-forbidden", "method frame")

typedef enum {
#define DIAGNOSIS_ID(id, group, names) id,
    DIAGNOSIS_LIST(DIAGNOSIS_ID)
#undef DIAGNOSIS_ID
    NUM_DIAGNOSES
} diagnosis_id_t;

#endif /* SIPEXPLAIN_DIAGNOSIS_LIST_H */
