/* print.h
 * The report as text
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PRINT_H
#define SIPEXPLAIN_PRINT_H

#include "report/collect.h"

/* Something that went wrong, where it stands in the text, in bytes. */
typedef struct {
    size_t   begin;     /* of its heading */
    size_t   end;
    uint32_t frame;     /* the first one */
    char    *filter;    /* that shows its frames */
} problem_t;

typedef struct {
    char   *text;
    GArray *problems;   /* problem_t, in the order of the text */
} printed_t;

/* What was collected so far, in lines of at most so many columns; to be freed with printed_free(). */
printed_t print_report(const collection_t *collection, unsigned columns);
void printed_free(printed_t *printed);

#endif /* SIPEXPLAIN_PRINT_H */
