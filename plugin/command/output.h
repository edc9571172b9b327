/* output.h
 * What is answered to a question, on a command line or in a window, and what is wrong with it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_OUTPUT_H
#define SIPEXPLAIN_OUTPUT_H

#include <glib.h>

#include "catalogue/catalogue.h"
#include "command_text_list.h"
#include "json.h"
#include "catalogue/language.h"
#include "page.h"

/* Exit statuses; scripts rely on them. */
typedef enum {
    STATUS_FOUND,
    STATUS_NOT_FOUND,
    STATUS_WRONG_USAGE,
    STATUS_NOT_WRITTEN
} status_t;

/* The answer, as text or as JSON: the other one is NULL. */
typedef struct {
    page_t *page;
    json_t *json;
    char   *complaint;  /* one line for standard error, or NULL */
} output_t;

/*
 * Sets the complaint, with control characters escaped since it may quote what
 * the user typed, and returns the status. The message is freed.
 */
status_t output_complain(output_t *output, status_t status, char *message);

/* What the command says of itself, in the language of the reader; see text_filled(). */
#define command_text_filled(id, ...)    text_filled(catalogue_command_texts[id], __VA_ARGS__)

#endif /* SIPEXPLAIN_OUTPUT_H */
