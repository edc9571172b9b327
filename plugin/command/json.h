/* json.h
 * Writing JSON (RFC 8259)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_JSON_H
#define SIPEXPLAIN_JSON_H

#include <stdbool.h>

#include <glib.h>

/*
 * A JSON text that grows. Everything is added to the object or array that was
 * begun last; name is NULL in an array and for the whole text, and a name that
 * needs no escape elsewhere. All strings are UTF-8.
 */
typedef struct json json_t;

/* To be freed with json_free(). */
json_t *json_new(void);
void json_free(json_t *json);

void json_begin_object(json_t *json, const char *name);
void json_end_object(json_t *json);
void json_begin_array(json_t *json, const char *name);
void json_end_array(json_t *json);

/* null where there is no value. */
void json_add_string(json_t *json, const char *name, const char *value);
void json_add_number(json_t *json, const char *name, unsigned value);
void json_add_bool(json_t *json, const char *name, bool value);

/* An array of the strings of a list that ends with NULL. */
void json_add_strings(json_t *json, const char *name, const char *const *list);

/* Appends the text, which must be complete, and a line feed. */
void json_print(const json_t *json, GString *out);

#endif /* SIPEXPLAIN_JSON_H */
