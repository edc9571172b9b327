/* command_text_list.h
 * What the command says of itself (data/command.ini), and the names that each
 * text may have in braces; for the generator, which checks them, and for the
 * command
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_COMMAND_TEXT_LIST_H
#define SIPEXPLAIN_COMMAND_TEXT_LIST_H

/* X(id, group in command.ini, names separated by blanks) */
#define COMMAND_TEXT_LIST(X) \
    X(COMMAND_ABOUT,            "about",            "") \
    X(COMMAND_CODE,             "code",             "") \
    X(COMMAND_COMPARE,          "compare",          "") \
    X(COMMAND_LIST,             "list",             "") \
    X(COMMAND_REASON,           "reason",           "") \
    X(COMMAND_FINDING,          "finding",          "") \
    X(COMMAND_JSON,             "json",             "") \
    X(COMMAND_LANGUAGE,         "language",         "") \
    X(COMMAND_HELP,             "help",             "") \
    X(COMMAND_VERSION,          "version",          "") \
    X(COMMAND_STATUSES,         "statuses",         "") \
    X(COMMAND_FOUND,            "found",            "") \
    X(COMMAND_NOT_FOUND,        "not-found",        "") \
    X(COMMAND_WRONG_USAGE,      "wrong-usage",      "") \
    X(COMMAND_NOT_WRITTEN,      "not-written",      "") \
    X(COMMAND_NO_WORDS,         "no-words",         "example") \
    X(COMMAND_UNKNOWN_WORD,     "unknown-word",     "word help") \
    X(COMMAND_TWO_CODES,        "two-codes",        "example") \
    X(COMMAND_TOO_FEW,          "too-few",          "call") \
    X(COMMAND_TOO_MANY,         "too-many",         "call") \
    X(COMMAND_OPTION,           "option",           "error help") \
    X(COMMAND_NO_LANGUAGE,      "no-language",      "name languages") \
    X(COMMAND_NO_STATUS_CODE,   "no-status-code",   "word first last") \
    X(COMMAND_NO_CLASS,         "no-class",         "word") \
    X(COMMAND_NO_CAUSE,         "no-cause",         "word") \
    X(COMMAND_SAME_CODES,       "same-codes",       "code") \
    X(COMMAND_UNKNOWN_CODE,     "unknown-code",     "code") \
    X(COMMAND_UNKNOWN_CODES,    "unknown-codes",    "first second") \
    X(COMMAND_UNKNOWN_PROTOCOL, "unknown-protocol", "protocol") \
    X(COMMAND_UNKNOWN_CAUSE,    "unknown-cause",    "cause protocol") \
    X(COMMAND_CAUSES_ELSEWHERE, "causes-elsewhere", "protocol") \
    X(COMMAND_UNKNOWN_FINDING,  "unknown-finding",  "finding list") \
    X(COMMAND_WRITE_ERROR,      "write-error",      "error")

typedef enum {
#define COMMAND_TEXT_ID(id, group, names) id,
    COMMAND_TEXT_LIST(COMMAND_TEXT_ID)
#undef COMMAND_TEXT_ID
    NUM_COMMAND_TEXTS
} command_text_id_t;

#endif /* SIPEXPLAIN_COMMAND_TEXT_LIST_H */
