/* finding.h
 * What a rule leaves when it found a cause: values for a sentence of the catalogue
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_FINDING_H
#define SIPEXPLAIN_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "message/header_fields.h"

/* Values are those of the field sipexplain.certainty and stay as they are. */
typedef enum {
    CERTAINTY_SHOWN = 1,    /* the bytes prove it */
    CERTAINTY_LIKELY = 2    /* they point to it, and the sentence says "most likely" */
} certainty_t;

/* The kinds of values that a sentence may have; Values in data/findings.ini names them in small letters. */
typedef enum {
    VALUE_TEXT,             /* bytes of a message, escaped when shown */
    VALUE_FRAME,            /* number of a frame, which becomes a related one */
    VALUE_NUMBER,
    VALUE_DURATION,         /* milliseconds, shown as "3.5 s" */
    VALUE_RESPONSE,         /* status code, shown as "486 Busy Here" */
    VALUE_MEANING,          /* sentences of the catalogue, shown in the chosen language */
    VALUE_REFERENCE         /* document and section, with the words between them in the chosen language */
} value_kind_t;

typedef struct {
    value_kind_t kind;
    union {
        sip_text_t  text;
        uint64_t    number;         /* a frame and a status code, too */
        int64_t     milliseconds;
        const char *meaning;        /* English, in a table of the catalogue */
        const char *reference;      /* static, as reference_text() takes it */
    };
} finding_value_t;

static inline finding_value_t
finding_text(sip_text_t text)
{
    return (finding_value_t){ .kind = VALUE_TEXT, .text = text };
}

static inline finding_value_t
finding_frame(uint32_t frame)
{
    return (finding_value_t){ .kind = VALUE_FRAME, .number = frame };
}

static inline finding_value_t
finding_number(uint64_t number)
{
    return (finding_value_t){ .kind = VALUE_NUMBER, .number = number };
}

static inline finding_value_t
finding_duration(int64_t milliseconds)
{
    return (finding_value_t){ .kind = VALUE_DURATION, .milliseconds = milliseconds };
}

static inline finding_value_t
finding_response(unsigned code)
{
    return (finding_value_t){ .kind = VALUE_RESPONSE, .number = code };
}

static inline finding_value_t
finding_meaning(const char *meaning)
{
    return (finding_value_t){ .kind = VALUE_MEANING, .meaning = meaning };
}

static inline finding_value_t
finding_reference(const char *reference)
{
    return (finding_value_t){ .kind = VALUE_REFERENCE, .reference = reference };
}

/*
 * One cause, as id and values, so that any language and any view shows the
 * same. Those of the first pass live as long as the capture.
 */
typedef struct finding {
    struct finding *next;           /* a weaker one */
    uint16_t        finding;        /* FINDING_..., place in catalogue_findings */
    uint16_t        sentence;       /* SENTENCE_..., place in catalogue_finding_sentences */
    certainty_t     certainty;
    bool            late;           /* later frames show it */
    unsigned        num_values;
    finding_value_t values[];       /* their texts belong to the finding */
} finding_t;

/* The exchange that a rule looks at, and what has been found in it. */
typedef struct finding_case finding_case_t;

/*
 * Leaves a finding, its sentence and the values in the order of the sentence's
 * names. Rules call the typed functions of finding_sentences.h, one for each
 * sentence, which the build makes from data/findings.ini.
 */
void finding_add(finding_case_t *about, unsigned finding, unsigned sentence, certainty_t certainty,
                 const finding_value_t *values, size_t count);

#endif /* SIPEXPLAIN_FINDING_H */
