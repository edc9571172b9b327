/* text.h
 * The words of the report in the language of the reader, and putting them together
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REPORT_TEXT_H
#define SIPEXPLAIN_REPORT_TEXT_H

#include <glib.h>

#include "catalogue/catalogue.h"
#include "catalogue/language.h"
#include "report/text_list.h"

#define report_text(id)             translated(catalogue_report_texts[id])

/* See text_filled(). */
#define report_text_filled(id, ...) text_filled(catalogue_report_texts[id], __VA_ARGS__)

/* The words with this id, with a number in place of {name}, or of {count}; the caller owns the text. */
char *report_number_text(report_text_id_t id, const char *name, unsigned number);
char *report_count_text(report_text_id_t id, unsigned count);

/* Adds to a list, which may be NULL yet; the caller owns it. joiner: LABEL_LIST or LABEL_COUNTS. What is added is freed. */
void report_add_to_list(char **list, label_id_t joiner, char *added);

/* How wide it is in a terminal. */
#define REPORT_COLUMNS  80

/*
 * The report grows in one place: all that is written is added to it, from the
 * last time that it was taken. Its lines have at most so many columns.
 */
void report_begin(unsigned columns);
void report_write(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* How many bytes were written. */
size_t report_length(void);

/* What was written; the caller owns it. */
char *report_take(void);

/*
 * Writes a text with a heading, in lines of at most so many columns; what follows the first one is indented to stand below it. The text
 * must be UTF-8; of an empty one, nothing is written.
 */
void report_print_text(unsigned indent, const char *heading, const char *text);

/* The same with a label, and a colon behind it, as the heading. */
void report_print_labelled(unsigned indent, const char *name, const char *text);

/* Writes an underlined heading with an empty line before it. */
void report_print_heading(const char *text, char underline);

/* The title of a whole report: plain, or filtered if it has a filter, which may be NULL and in any encoding. The caller owns it. */
char *report_title(report_text_id_t plain, report_text_id_t filtered, const char *filter);

#endif /* SIPEXPLAIN_REPORT_TEXT_H */
