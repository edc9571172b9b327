/* words.h
 * The words around the texts of the catalogue, in one place for the languages
 * to come; JSON and what one types have none of them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_WORDS_H
#define SIPEXPLAIN_WORDS_H

#include "catalogue.h"

/* The names in braces stand for values. */
#define WORD_LIST(X) \
    X(WORD_MEANING,         "What it means") \
    X(WORD_CAUSES,          "Typical causes") \
    X(WORD_REMEDIES,        "What to do") \
    X(WORD_GLANCE,          "At a glance") \
    X(WORD_CONFUSED,        "Not to be confused with") \
    X(WORD_CLASS,           "Class") \
    X(WORD_EVIDENCE,        "Evidence") \
    X(WORD_REFERENCE,       "Reference") \
    X(WORD_UNREGISTERED,    "not registered") \
    X(WORD_WHEN,            "when {when}") \
    X(WORD_TITLE,           "{code} {phrase}") \
    X(WORD_TITLE_UNKNOWN,   "{code} ({phrase})") \
    X(WORD_COMPARED,        "{first} and {second}") \
    X(WORD_DIFFERENCES,     "Key differences") \
    X(WORD_IN_COMMON,       "The same for both") \
    X(WORD_APPLIES,         "Which one applies") \
    X(WORD_MEANS,           "Means") \
    X(WORD_CAUSE,           "Causes") \
    X(WORD_REMEDY,          "Remedies") \
    X(WORD_PROTOCOL,        "Protocol") \
    X(WORD_RESPONSES,       "Responses") \
    X(WORD_MORE,            "More") \
    X(WORD_ELSEWHERE,       "The causes are defined in {reference}.") \
    X(WORD_STATUS_CODES,    "The other causes are the response codes of \"sipexplain list\".") \
    X(LEAD_DIFFERENT,       "{first} {is_first}: {summary_first}. {second} {is_second}: {summary_second}.") \
    X(LEAD_ALIKE,           "{both}. {first}: {summary_first}. {second}: {summary_second}.") \
    X(LEAD_PROVISIONAL,     "After {first} the final response is still to come; {second} is final.") \
    X(LEAD_GLOBAL,          "{second} also ends the search on all other branches of a forked call; {first} does not.") \
    X(LEAD_TREATED_AS,      "{second} is registered nowhere; a client that does not know it treats it as {first}.") \
    X(LEAD_UNKNOWN,         "Both are registered nowhere, and a client treats both as {code}; only the documentation " \
                            "of the product that sent them tells them apart.")

typedef enum {
#define WORD_ID(id, text) id,
    WORD_LIST(WORD_ID)
#undef WORD_ID
    NUM_WORDS
} word_t;

const char *word(word_t id);

/*
 * The text with each {name} replaced: names and values follow in turn, ended
 * by NULL. The caller owns it.
 */
char *word_filled(word_t id, ...) __attribute__((sentinel));

/* A fact before its value. */
const char *word_for_fact(sip_fact_t fact);

/* "is a failure"; "Both are failures". */
const char *outcome_of_one(sip_outcome_t outcome);
const char *outcome_of_both(sip_outcome_t outcome);

#endif /* SIPEXPLAIN_WORDS_H */
