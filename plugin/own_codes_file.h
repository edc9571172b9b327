/* own_codes_file.h
 * The file of the table of own codes, as Wireshark's reader of tables takes it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_OWN_CODES_FILE_H
#define SIPEXPLAIN_OWN_CODES_FILE_H

#include <glib.h>
#include <stdbool.h>

#define OWN_COLUMNS     7

/* How rows are made up. */
typedef struct {
    const char *names[OWN_COLUMNS];
    unsigned    needed;     /* so many of them have to be in a row */
} own_columns_t;

/* A column of a row, unescaped; free text with g_free(). */
typedef struct {
    char    *text;      /* NUL behind its end; NULL: not there */
    unsigned length;    /* in bytes */
    bool     bare;      /* was not in quotes */
} own_column_t;

typedef struct {
    unsigned     line;          /* where it begins, from 1 */
    unsigned     said_line;     /* the same for Wireshark's reader, which miscounts */
    unsigned     given;         /* so many columns are written down */
    own_column_t columns[OWN_COLUMNS];
    char        *fault;         /* a sentence: why the reader takes neither it nor what follows; NULL if it does; g_free() */
} own_row_t;

/* Looks at a row. */
typedef void (*own_row_func_t)(own_row_t *row, void *data);

/*
 * Gives each row of a file to a function, up to the first one with a fault.
 * Returns the lines with rows behind that one, of which the caller frees the
 * array (of unsigned). Takes time in proportion to the size of the file.
 */
GArray *own_codes_file_read(const char *content, size_t size, const own_columns_t *columns, own_row_func_t func,
                            void *data);

#endif /* SIPEXPLAIN_OWN_CODES_FILE_H */
