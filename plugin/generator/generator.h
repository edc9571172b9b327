/* generator.h
 * Build tool that makes a C table of the catalogue: what its parts share
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_GENERATOR_H
#define SIPEXPLAIN_GENERATOR_H

#include <stdio.h>

#include <glib.h>

/* Wireshark cuts labels and expert texts at 240 bytes, the final NUL counted. */
#define LABEL_MAX_BYTES     239

#define MAX_ITEMS       6   /* of a list of sentences */

/* A gist stands in the item's own line. */
#define GIST_MAX_COLUMNS    56

/* As long as any phrase of the catalogue, before a gist that may stand behind each of them. */
#define ANY_PHRASE          "First Hop Lacks Outbound Support"

/* A file of the catalogue that is being read, and the group that is looked at. */
typedef struct {
    GKeyFile   *key_file;
    const char *file;
    const char *group;
} source_t;

/* check.c: the faults of the catalogue, and what holds of every text */

/* Reports "file: [group] key: message" (group and key may be NULL), and counts it. */
void fault(const char *file, const char *group, const char *key, const char *format, ...) G_GNUC_PRINTF(4, 5);

/* How many faults there were so far. */
unsigned num_faults(void);

/*
 * GKeyFile lets a later group or key replace an earlier one without a word, so
 * the lines are looked at before it parses them. Returns FALSE, with faults
 * reported, if the file must not be parsed.
 */
gboolean check_lines(const char *file, const char *content, gsize length);

/* Reports every key of the group but the known ones; those whose name is a list also with a number behind it. */
void check_keys(const source_t *source, const char *const *known, const char *const *lists);

/* Reports a text that would be cut in the label that begins like this. */
void check_label(const source_t *source, const char *key, const char *before, const char *text);

/*
 * The value of a key, checked for what holds of every text; NULL where there
 * is none, which is a fault if it is required. The caller owns it.
 */
char *get_text(const source_t *source, const char *key, gboolean required);

/* A text that nothing else in the catalogue may have. */
char *get_unique_text(const source_t *source, const char *key, gboolean required);

/* The same, and it ends like a sentence. */
char *get_sentences(const source_t *source, const char *key, gboolean required);

/* Sentences under Key, Key2, Key3 ...; the first one may be required, and none may be left out. */
GPtrArray *get_list(const source_t *source, const char *key, gboolean required);

/*
 * conditions.c: in which cases texts fit. Those of the texts under KEY, KEY2 ...
 * stand under KEYIf, KEY2If ...; first: the number of the first of count texts,
 * and where it is not 1, each has to have one.
 */
typedef struct conditions conditions_t;

conditions_t *get_conditions(const source_t *source, const char *key, unsigned count, unsigned first);

/* Reports a case in which none of the texts fits. */
void check_conditions(const source_t *source, const char *key, const conditions_t *conditions, unsigned count);

/* Whether there is a condition. */
gboolean conditions_any(const conditions_t *conditions);

/* Writes the table of so many; nothing if there is no condition. */
void write_conditions(FILE *out, const char *name, const conditions_t *conditions, unsigned count);

/* Reports a full stop at the end of a text that stands inside of sentences, or is a heading; NULL has none. */
void check_no_sentence(const source_t *source, const char *key, const char *text);

/*
 * The one text that has to fit into one line, and behind a phrase into one
 * expert info. Nothing else in the catalogue may have it.
 */
char *get_gist(const source_t *source, const char *key, gboolean required, const char *phrase);

/* Every name (separated by blanks) must stand in the sentence once in braces, and no other; they may come in any order. */
void check_names(const source_t *source, const char *text, const char *names);

/* Exactly three digits. */
gboolean parse_code(const char *text, unsigned *code);

/* words.c: patterns of words, and the findings that they are a sign of */

/* Reports a pattern that would match whatever anybody says, or that is too long. */
void check_words(const source_t *source, const char *key, const char *words);

/* Reports a meaning that is longer than what one reads in passing; NULL has no length. */
void check_meaning(const source_t *source, const char *meaning);

/* Reports an id, if there is one, that no finding has. */
void check_finding(const char *file, const char *group, const char *id);

/* "NO_FINDING", or the place of the finding. */
void write_finding_place(FILE *out, const char *id);

/* write.c: pieces of C */

/* A string literal of the UTF-8 text; NULL for no text. */
void write_string(FILE *out, const char *text);

/* "static const char *const NAME[] = { ..., NULL };" */
void write_strings(FILE *out, const char *name, const char *const *list, size_t length);

/* What stands at the beginning of a generated file, before what it includes. */
void write_heading(FILE *out);

/*
 * responses.c: codes, classes and differences; reasons.c: values of Reason and
 * Warning; texts.c: sentences of diagnoses; findings.c: findings and their
 * sentences; phrases.c: words that products say; vendors.c: header fields in
 * which they do. Each takes the groups that it knows, checks what can only be seen
 * when all files have been read, and writes its part of the table.
 */
gboolean responses_read(const source_t *source);
void responses_check(void);
void responses_write(FILE *out);
gboolean responses_have(unsigned code);

gboolean reasons_read(const source_t *source);
void reasons_check(void);
void reasons_write(FILE *out);

gboolean texts_read(const source_t *source);
void texts_check(void);
void texts_write(FILE *out);

gboolean findings_read(const source_t *source);
void findings_check(void);
void findings_write(FILE *out);

/* The place of the finding with this id, or -1; the one in the table once that is written. */
int findings_place_of(const char *id);

/* The header by which rules say that they found something. */
void findings_write_header(FILE *out);

gboolean phrases_read(const source_t *source);
void phrases_check(void);
void phrases_write(FILE *out);

gboolean vendors_read(const source_t *source);
void vendors_check(void);
void vendors_write(FILE *out);

#endif /* SIPEXPLAIN_GENERATOR_H */
