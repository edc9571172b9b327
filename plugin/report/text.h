/* text.h
 * The words of the report in the language of the reader, and writing them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REPORT_TEXT_H
#define SIPEXPLAIN_REPORT_TEXT_H

#include "catalogue/catalogue.h"
#include "catalogue/language.h"
#include "report/text_list.h"

#define report_text(id)             translated(catalogue_report_texts[id])

/* See text_filled(). */
#define report_text_filled(id, ...) text_filled(catalogue_report_texts[id], __VA_ARGS__)

/* The words with this id, with a number in place of {name}, or of {count}; the caller owns the text. */
char *report_number_text(report_text_id_t id, const char *name, unsigned number);
char *report_count_text(report_text_id_t id, unsigned count);

/* Adds to a list, which may be NULL yet; the caller owns it. joiner: LABEL_LIST or LABEL_COUNTS. Frees what is added. */
void report_add_to_list(char **list, label_id_t joiner, char *added);

/*
 * Writes a text with a heading to standard output, in lines of at most 80
 * columns; what follows the first one is indented to stand below it. The text
 * must be UTF-8; of an empty one, nothing is written.
 */
void report_print_text(unsigned indent, const char *heading, const char *text);

/* The same with a label, and a colon behind it, as the heading. */
void report_print_labelled(unsigned indent, const char *name, const char *text);

/* Writes an underlined heading with an empty line before it. */
void report_print_heading(const char *text, char underline);

#endif /* SIPEXPLAIN_REPORT_TEXT_H */
