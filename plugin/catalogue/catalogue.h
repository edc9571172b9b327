/* catalogue.h
 * The catalogue of SIP response codes: facts and texts, looked up by number
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CATALOGUE_H
#define SIPEXPLAIN_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIP_CODE_MIN    100
#define SIP_CODE_MAX    699

/*
 * What a response means for the request that it answers: X(id, value, name).
 * Values and names are those of the field sipexplain.outcome and stay as they
 * are.
 */
#define SIP_OUTCOME_LIST(X) \
    X(OUTCOME_PROGRESS,       1,  "progress") \
    X(OUTCOME_SUCCESS,        2,  "success") \
    X(OUTCOME_REDIRECTION,    3,  "redirection") \
    X(OUTCOME_CHALLENGE,      4,  "challenge") \
    X(OUTCOME_ADJUST,         5,  "adjust") \
    X(OUTCOME_UNAVAILABLE,    6,  "unavailable") \
    X(OUTCOME_BUSY,           7,  "busy") \
    X(OUTCOME_DECLINED,       8,  "declined") \
    X(OUTCOME_CANCELLED,      9,  "cancelled") \
    X(OUTCOME_FAILURE,        10, "failure") \
    X(OUTCOME_SERVER_FAILURE, 11, "server failure")

typedef enum {
#define SIP_OUTCOME_ID(id, value, name) id = value,
    SIP_OUTCOME_LIST(SIP_OUTCOME_ID)
#undef SIP_OUTCOME_ID
    NUM_OUTCOMES = OUTCOME_SERVER_FAILURE
} sip_outcome_t;

/*
 * Facts by which codes are compared, each a short phrase: X(id, key in data/)
 */
#define SIP_FACT_LIST(X) \
    X(FACT_SENDER,  "Sender") \
    X(FACT_PHASE,   "Phase") \
    X(FACT_METHODS, "Methods") \
    X(FACT_RETRY,   "Retry") \
    X(FACT_FORK,    "Fork") \
    X(FACT_DIALOG,  "Dialog") \
    X(FACT_WHEN,    "When")

typedef enum {
#define SIP_FACT_ID(id, key) id,
    SIP_FACT_LIST(SIP_FACT_ID)
#undef SIP_FACT_ID
    NUM_FACTS
} sip_fact_t;

/* A code that is often taken for another one, and how the two differ. */
typedef struct {
    uint16_t    code;
    const char *difference;
} sip_neighbour_t;

/* What a case is, where a text asks for it. */
typedef enum {
    ASKED_NOTHING,
    ASKED_YES,
    ASKED_NO
} asked_t;

/* A header field that is there, or is not. */
typedef struct {
    const char *name;           /* NULL if none is asked for */
    const char *words;          /* one of these, separated by blanks, begins in its value; NULL: any value will do */
} asked_header_t;

/*
 * When a text of a code fits: all of it has to hold. What is NULL or
 * ASKED_NOTHING always holds.
 */
typedef struct {
    const char *methods;        /* of the request, separated by blanks */
    const char *other_methods;  /* that it does not have */
    const char *transports;     /* over which it goes, as in Via: "UDP TCP" */
    const char *phrase;         /* words that stand in the reason phrase, in any case of letters */
    const char *other_phrase;   /* and words that do not */
    const char *causes;         /* of Q.850, of which the Reason of the response has one: "19 20" */
    const char *schemes;        /* of which the Request-URI has one: "tel sips" */
    asked_header_t header;      /* that the response has */
    asked_header_t no_header;   /* and has not */
    asked_header_t request_header;      /* the same of the request */
    asked_header_t no_request_header;
    uint8_t     inside;         /* asked_t: the request belongs to a dialog */
    uint8_t     credentials;    /* it has credentials */
    uint8_t     rang;           /* a provisional response but 100 came before */
    uint8_t     expired;        /* the time in its Expires has run out */
    uint8_t     first_seen;     /* no earlier request of this side was seen in the call */
    uint8_t     elsewhere;      /* it was cancelled as another device took the call */
    uint8_t     offered;        /* it lists all that Require of the response names */
    uint8_t     anonymous;      /* it hides who sends it */
} text_condition_t;

/*
 * One record. All strings are UTF-8, static, and never NULL or empty;
 * the lists end with NULL (the neighbours with code 0) and may be empty, but
 * for causes and remedies, which have one entry at least.
 */
typedef struct {
    uint16_t                code;       /* 100 to 699; 1 to 6 for the record of a class */
    uint16_t                treat_as;   /* class records: the code that stands for an unknown one, else 0 */
    uint8_t                 outcome;    /* sip_outcome_t, the usual one */
    bool                    registered; /* with IANA */
    const char             *phrase;     /* registered reason phrase, or the usual one */
    const char             *reference;
    const char *const      *evidence;   /* names of header fields */
    const char             *summary;
    const char             *summary_refused;    /* of a challenge to a request with credentials; else NULL */
    const char *const      *summaries;  /* others, for the cases that their conditions tell; may be none */
    const text_condition_t *summary_conditions;
    const char             *description;
    const char *const      *causes;
    const char *const      *remedies;
    const text_condition_t *cause_conditions;   /* as many as causes; NULL where all always fit */
    const text_condition_t *remedy_conditions;
    const char             *facts[NUM_FACTS];   /* by sip_fact_t, those of the class where a code has none of its own */
    const sip_neighbour_t  *neighbours;
} sip_response_record_t;

/* A protocol of the Reason header field (RFC 3326). */
typedef struct {
    const char *protocol;   /* as registered with IANA */
    const char *name;       /* what it is, in a few words */
    const char *meaning;
    const char *unknown;    /* what is said of a cause without a record; NULL where the causes are defined elsewhere */
    const char *reference;
} reason_protocol_record_t;

/* A cause of such a protocol. */
typedef struct {
    const char *protocol;
    uint32_t    cause;
    const char *name;       /* as the defining document has it */
    const char *meaning;
    uint16_t    responses[9];   /* the codes that RFC 3398 maps to and from it, ended by 0 */
} reason_cause_record_t;

/* A value of the parameter location (RFC 8606). */
typedef struct {
    const char *location;
    const char *meaning;
} reason_location_record_t;

/* A code of the Warning header field (RFC 3261, Section 20.43). */
typedef struct {
    uint16_t    code;
    const char *name;
    const char *meaning;
    const char *reference;
} warning_record_t;

/* In the codes of a phrase: that it stands in requests (BYE, CANCEL); a class is its first digit. */
#define PHRASE_IN_REQUESTS  1

/* A record that no finding goes with. */
#define NO_FINDING          (-1)

/* Words that products are known to say. */
typedef struct {
    const char        *id;
    const char *const *words;       /* each as for words_match(), ended by NULL */
    const uint16_t    *codes;       /* they stand in responses with these, ended by 0; none: any failure */
    const char *const *methods;     /* that they stand in, or answer, ended by NULL; none: any */
    const char        *product;     /* that says them; NULL if many do */
    const char        *meaning;
    int16_t            finding;     /* that they are a sign of, place in catalogue_findings; or NO_FINDING */
} phrase_record_t;

/* How the value of a header field of a product is read: X(id, name). Names are those of Read in data/vendors.ini. */
#define VENDOR_READ_LIST(X) \
    X(READ_TEXT,   "text")      /* words, as a whole; what phrases.ini knows counts, too */ \
    X(READ_NUMBER, "number")    /* the number that it begins with */ \
    X(READ_Q850,   "q850")      /* that number, a cause of Q.850 */

typedef enum {
#define VENDOR_READ_ID(id, name) id,
    VENDOR_READ_LIST(VENDOR_READ_ID)
#undef VENDOR_READ_ID
    NUM_VENDOR_READS
} vendor_read_t;

/* A header field by which products tell why. */
typedef struct {
    const char *field;
    const char *product;    /* NULL if many send it */
    uint8_t     read;       /* vendor_read_t */
    const char *meaning;    /* what the field is */
    uint16_t    values;     /* place of the field whose values it has, mostly its own */
    bool        words;      /* its value has words of the server, which say more than what data/vendors.ini knows */
} vendor_record_t;

/* A value of it. */
typedef struct {
    uint16_t    vendor;     /* place in catalogue_vendors */
    const char *value;      /* digits, or words as for words_match() */
    const char *meaning;
    int16_t     finding;    /* as that of a phrase */
} vendor_value_record_t;

/*
 * What a finding says of an exchange: X(id, name). Names are those of Level in
 * data/findings.ini.
 */
#define FINDING_LEVEL_LIST(X) \
    X(LEVEL_FAULT,   "fault")   /* something is to be put right */ \
    X(LEVEL_NORMAL,  "normal")  /* nothing is wrong */ \
    X(LEVEL_CONTEXT, "context") /* where to look; no cause by itself */

typedef enum {
#define FINDING_LEVEL_ID(id, name) id,
    FINDING_LEVEL_LIST(FINDING_LEVEL_ID)
#undef FINDING_LEVEL_ID
    NUM_LEVELS
} finding_level_t;

/* A cause that the packets themselves show. */
typedef struct {
    const char        *name;        /* its id, "auth-refused"; the same in all languages */
    const char        *title;       /* the gist, as a summary */
    uint8_t            level;       /* finding_level_t */
    const char        *meaning;
    const char        *shown;       /* which bytes show it */
    const char *const *remedies;    /* ended by NULL; there may be none where nothing is wrong */
    const char        *reference;
} finding_record_t;

/* A sentence has so many values at the most. */
#define FINDING_MAX_VALUES  8

/* What a rule says when it found something. */
typedef struct {
    uint16_t    finding;            /* place in catalogue_findings */
    const char *text;               /* with {names} in it */
    const char *names;              /* separated by blanks, in the order of the values */
} finding_sentence_record_t;

/*
 * The tables that the build generates from data/; that of the responses is
 * sorted by code, those of findings and of their sentences by id.
 */
extern const sip_response_record_t catalogue_responses[];
extern const size_t catalogue_num_responses;
extern const sip_response_record_t catalogue_classes[6];
extern const reason_protocol_record_t catalogue_reason_protocols[];
extern const size_t catalogue_num_reason_protocols;
extern const reason_cause_record_t catalogue_reason_causes[];
extern const size_t catalogue_num_reason_causes;
extern const reason_location_record_t catalogue_reason_locations[];
extern const size_t catalogue_num_reason_locations;
extern const phrase_record_t catalogue_phrases[];
extern const size_t catalogue_num_phrases;
extern const vendor_record_t catalogue_vendors[];
extern const size_t catalogue_num_vendors;
extern const vendor_value_record_t catalogue_vendor_values[];
extern const size_t catalogue_num_vendor_values;
extern const warning_record_t catalogue_warnings[];
extern const size_t catalogue_num_warnings;
extern const finding_record_t catalogue_findings[];
extern const size_t catalogue_num_findings;
extern const finding_sentence_record_t catalogue_finding_sentences[];
extern const size_t catalogue_num_finding_sentences;
extern const char *const catalogue_diagnoses[];     /* by diagnosis_id_t, with {names} in them */
extern const char *const catalogue_labels[];        /* by label_id_t, with {names} in them */
extern const char *const catalogue_command_texts[]; /* by command_text_id_t, with {names} in them */
extern const char *const catalogue_report_texts[];  /* by report_text_id_t, with {names} in them */

/* The English texts of the catalogue that may have a translation, sorted; none where there are no languages. */
extern const char *const catalogue_english[];
extern const size_t catalogue_num_english;

/*
 * What one language has for them. No pointers: the loader would have to set
 * thousands of them at each start.
 */
typedef struct {
    const char     *name;           /* "pt_BR" */
    const char     *own_name;       /* what it calls itself */
    const uint8_t  *packed;         /* all texts, each ended by NUL, as zlib compresses them */
    uint32_t        packed_length;
    uint32_t        length;         /* of the texts, when they are unpacked */
    const uint32_t *places;         /* by number of the English text: where in the texts its translation is; 0 if there is none */
} language_t;

extern const language_t catalogue_languages[];
extern const size_t catalogue_num_languages;

/* The name of an outcome, as filters have it: "server failure". It stays English in every language. */
const char *catalogue_outcome_name(sip_outcome_t outcome);

/*
 * The record of exactly this code, or NULL if the catalogue has none.
 * Any number may be asked for.
 */
const sip_response_record_t *catalogue_find_response(unsigned code);

/*
 * The record of the class (RFC 3261, Section 8.1.3.2) that the code belongs
 * to, or NULL for a number outside 100 to 699.
 */
const sip_response_record_t *catalogue_find_class(unsigned code);

/*
 * The records of a protocol of the Reason header field, of one of its causes,
 * and of a location; names in any case of letters. NULL if there is none.
 */
const reason_protocol_record_t *catalogue_find_reason_protocol(const char *protocol);
const reason_cause_record_t *catalogue_find_reason_cause(const char *protocol, uint32_t cause);
const reason_location_record_t *catalogue_find_reason_location(const char *location);

/* Whether this is the record for all the protocols that have none of their own. */
bool catalogue_is_other_protocols(const reason_protocol_record_t *protocol);

/* The record of a warn-code, or NULL. */
const warning_record_t *catalogue_find_warning(unsigned code);

/* The place in catalogue_vendors of a header field, in any case of letters; catalogue_num_vendors if it is none of them. */
size_t catalogue_vendor_of(const char *field, size_t length);

/*
 * What is known of a value of a header field of a product, by the number that
 * it begins with, or for READ_TEXT by its words; NULL if nothing is. vendor:
 * place in catalogue_vendors.
 */
const vendor_value_record_t *catalogue_find_vendor_value(size_t vendor, const char *value, size_t length);

/* The number that a value begins with, behind blanks and a quote; false if there is none, or one too large. */
bool catalogue_leading_number(const char *value, size_t length, uint32_t *number);

/* The finding with this id, or NULL. */
const finding_record_t *catalogue_find_finding(const char *id);

/* Whether there is a rule that finds it, which is so if there is a sentence for the rule to say. */
bool catalogue_has_rule(const finding_record_t *finding);

/* The name of a level, as data/findings.ini has it. It stays English in every language. */
const char *catalogue_level_name(finding_level_t level);

#endif /* SIPEXPLAIN_CATALOGUE_H */
