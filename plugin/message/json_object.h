/* json_object.h
 * A JSON object of a message, read by Wireshark's parser
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_JSON_OBJECT_H
#define SIPEXPLAIN_JSON_OBJECT_H

#include <wsutil/wsjson.h>

#include "message/header_fields.h"

/* A JSON with more of them is not read. This bounds its depth, too, and nothing here is recursive. */
#define JSON_MAX_TOKENS     256

/* An object and its tokens, in the order of its text. */
typedef struct {
    char     *text;
    int       count;
    jsmntok_t tokens[JSON_MAX_TOKENS];
} json_object_t;

typedef enum {
    JSON_GOOD,
    JSON_WRONG,         /* no JSON, or no object */
    JSON_DOUBTFUL       /* too long, or readers may read it differently: a name is there twice, or is escaped */
} json_result_t;

/* Reads an object. text: ended by NUL; stays the caller's, and has to stay as long as the object */
json_result_t json_read(json_object_t *json, char *text);

/* The token that is the value of a name in an object (a token; 0 is the whole); -1 if there is none, or no object. */
int json_find(const json_object_t *json, int object, const char *name);

/* The string that a token is, with its escapes read in place; false if it is none, or empty. */
bool json_take_string(json_object_t *json, int token, sip_text_t *string);

#endif /* SIPEXPLAIN_JSON_OBJECT_H */
