/* json_object.c
 * A JSON object of a message, read by Wireshark's parser
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message/json_object.h"

/* The first token behind the value that this one is. */
static int
behind(const json_object_t *json, int value)
{
    int next = value + 1;

    while (next < json->count && json->tokens[next].start < json->tokens[value].end)
        next++;
    return next;
}

static bool
strings_equal(const json_object_t *json, const jsmntok_t *a, const jsmntok_t *b)
{
    return a->end - a->start == b->end - b->start
        && memcmp(json->text + a->start, json->text + b->start, (size_t)(a->end - a->start)) == 0;
}

/*
 * Whether an object has a value for each name. What readers may read
 * differently, a name that is there twice or is escaped, is doubtful.
 */
static bool
is_object(const json_object_t *json, int object, bool *doubtful)
{
    const jsmntok_t *names[JSON_MAX_TOKENS];
    unsigned         count = 0;

    for (int i = object + 1; i < json->count && json->tokens[i].start < json->tokens[object].end;) {
        const jsmntok_t *name = &json->tokens[i];

        if (name->type != JSMN_STRING || name->size != 1 || i + 1 >= json->count)
            return false;
        if (memchr(json->text + name->start, '\\', (size_t)(name->end - name->start)) != NULL)
            *doubtful = true;
        for (unsigned other = 0; other < count; other++) {
            if (strings_equal(json, names[other], name))
                *doubtful = true;
        }
        names[count++] = name;
        i = behind(json, i + 1);
    }
    return true;
}

/* Whether the text is an object, and so are all that look like one in it. */
static bool
is_whole(const json_object_t *json, bool *doubtful)
{
    if (json->count < 1 || json->tokens[0].type != JSMN_OBJECT)
        return false;
    for (int i = 0; i < json->count; i++) {
        if (json->tokens[i].type == JSMN_OBJECT && !is_object(json, i, doubtful))
            return false;
    }
    return true;
}

int
json_find(const json_object_t *json, int object, const char *name)
{
    const jsmntok_t *tokens = json->tokens;
    size_t           length = strlen(name);

    if (object < 0 || tokens[object].type != JSMN_OBJECT)
        return -1;
    for (int i = object + 1; i + 1 < json->count && tokens[i].start < tokens[object].end;) {
        if ((size_t)(tokens[i].end - tokens[i].start) == length
            && memcmp(json->text + tokens[i].start, name, length) == 0)
            return i + 1;
        i = behind(json, i + 1);
    }
    return -1;
}

bool
json_take_string(json_object_t *json, int token, sip_text_t *string)
{
    char *text;

    if (token < 0 || json->tokens[token].type != JSMN_STRING)
        return false;
    text = json->text + json->tokens[token].start;
    /* In place of the quote behind it. */
    json->text[json->tokens[token].end] = '\0';
    if (!json_decode_string_inplace(text))
        return false;
    string->bytes = text;
    string->length = strlen(text);
    return string->length > 0;
}

json_result_t
json_read(json_object_t *json, char *text)
{
    bool doubtful = false;

    json->text = text;
    json->count = json_parse(text, json->tokens, JSON_MAX_TOKENS);
    if (json->count == JSMN_ERROR_NOMEM)
        return JSON_DOUBTFUL;
    if (!is_whole(json, &doubtful))
        return JSON_WRONG;
    return doubtful ? JSON_DOUBTFUL : JSON_GOOD;
}
