/* passport.c
 * The signed caller identity: a value of the Identity header field and the
 * PASSporT in it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <wsutil/wsjson.h>

#include "message/header_values.h"
#include "message/passport.h"

#define NUM_PARTS       3

/* A JSON with more of them is not read. This bounds its depth, too, and nothing here is recursive. */
#define MAX_TOKENS      256

/* RFC 7518, Section 3.4. Many libraries make another form (DER), which is longer. */
#define ES256_BYTES     64

/* No number of seconds is longer. */
#define MAX_DIGITS      32

/* 2^53, behind which JSON numbers are not exact. */
#define MAX_IAT         9007199254740992.0

/* A JSON object and its tokens, in the order of its text. */
typedef struct {
    passport_t *passport;
    char       *text;
    int         count;
    jsmntok_t   tokens[MAX_TOKENS];
} json_t;

static sip_text_t
text_of(const char *string)
{
    return (sip_text_t){ string, strlen(string) };
}

/* The first fault is the one that is told of. */
static void
set_fault(passport_t *passport, passport_fault_t fault, unsigned number, sip_text_t name)
{
    if (passport->fault != PASSPORT_GOOD)
        return;
    passport->fault = fault;
    passport->number = number;
    passport->name = name;
}

static bool
texts_equal(sip_text_t a, sip_text_t b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* The first token behind the value that this one is. */
static int
behind(const json_t *json, int value)
{
    int next = value + 1;

    while (next < json->count && json->tokens[next].start < json->tokens[value].end)
        next++;
    return next;
}

static bool
strings_equal(const json_t *json, const jsmntok_t *a, const jsmntok_t *b)
{
    return a->end - a->start == b->end - b->start
        && memcmp(json->text + a->start, json->text + b->start, (size_t)(a->end - a->start)) == 0;
}

/*
 * Whether an object has a value for each name. What readers may read
 * differently, a name that is there twice or is escaped, is doubtful.
 */
static bool
is_object(const json_t *json, int object, bool *doubtful)
{
    const jsmntok_t *names[MAX_TOKENS];
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
is_whole(const json_t *json, bool *doubtful)
{
    if (json->count < 1 || json->tokens[0].type != JSMN_OBJECT)
        return false;
    for (int i = 0; i < json->count; i++) {
        if (json->tokens[i].type == JSMN_OBJECT && !is_object(json, i, doubtful))
            return false;
    }
    return true;
}

/* The value of a name in an object; -1 if there is none. */
static int
find_value(const json_t *json, int object, const char *name)
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

/* The string that a token is, its escapes read in place; false if it is none. */
static bool
take_string(json_t *json, int token, sip_text_t *string)
{
    char *text;

    if (token < 0 || json->tokens[token].type != JSMN_STRING)
        return false;
    text = json->text + json->tokens[token].start;
    /* In place of the quote behind it. */
    json->text[json->tokens[token].end] = '\0';
    if (!json_decode_string_inplace(text))
        return false;
    *string = text_of(text);
    return string->length > 0;
}

/* The same of a name in an object; called: what a fault calls it. */
static void
read_string(json_t *json, int object, const char *name, const char *called, bool needed, sip_text_t *string)
{
    int token = find_value(json, object, name);

    if (token >= 0 && !take_string(json, token, string))
        set_fault(json->passport, PASSPORT_WRONG, 0, text_of(called));
    else if (token < 0 && needed)
        set_fault(json->passport, PASSPORT_MISSING, 0, text_of(called));
}

/* RFC 8225, Section 5.2.1: dest has arrays. A string is read, too, and is a fault. */
static unsigned
read_list(json_t *json, int object, const char *name, const char *called, sip_text_t *list)
{
    int      token = find_value(json, object, name);
    unsigned count = 0;

    if (token < 0)
        return 0;
    if (json->tokens[token].type != JSMN_ARRAY) {
        set_fault(json->passport, PASSPORT_WRONG, 0, text_of(called));
        return take_string(json, token, list) ? 1 : 0;
    }
    for (int i = token + 1; i < json->count && json->tokens[i].start < json->tokens[token].end; i++) {
        if (count == PASSPORT_MAX_DEST)
            json->passport->more_dest = true;
        else if (take_string(json, i, &list[count]))
            count++;
        else
            set_fault(json->passport, PASSPORT_WRONG, 0, text_of(called));
    }
    return count;
}

/* RFC 7519, Section 2: a number of seconds, which may have a fraction. */
static bool
read_seconds(const json_t *json, int token, int64_t *seconds)
{
    char   copy[MAX_DIGITS + 1], *end;
    int    length = json->tokens[token].end - json->tokens[token].start;
    double number;

    if (json->tokens[token].type != JSMN_PRIMITIVE || length <= 0 || length > MAX_DIGITS)
        return false;
    memcpy(copy, json->text + json->tokens[token].start, (size_t)length);
    copy[length] = '\0';
    /* Not what strtod() reads beside it: hexadecimal numbers, infinity. */
    if (strspn(copy, "0123456789.eE+-") != (size_t)length)
        return false;
    number = g_ascii_strtod(copy, &end);
    if (*end != '\0' || !(number >= 0 && number < MAX_IAT))
        return false;
    *seconds = (int64_t)number;
    return true;
}

static void
read_iat(json_t *json)
{
    int token = find_value(json, 0, "iat");

    if (token < 0)
        set_fault(json->passport, PASSPORT_MISSING, 0, text_of("iat"));
    else if (read_seconds(json, token, &json->passport->iat))
        json->passport->has_iat = true;
    else
        set_fault(json->passport, PASSPORT_WRONG, 0, text_of("iat"));
}

/* Makes sure that a claim is there, and an object. */
static int
find_object(const json_t *json, const char *name, bool needed)
{
    int token = find_value(json, 0, name);

    if (token < 0 && needed)
        set_fault(json->passport, PASSPORT_MISSING, 0, text_of(name));
    else if (token >= 0 && json->tokens[token].type != JSMN_OBJECT)
        set_fault(json->passport, PASSPORT_WRONG, 0, text_of(name));
    return token;
}

/* RFC 8225, Section 4. */
static void
read_header(json_t *json)
{
    passport_t *passport = json->passport;

    read_string(json, 0, "typ", "typ", true, &passport->typ);
    read_string(json, 0, "alg", "alg", true, &passport->alg);
    read_string(json, 0, "x5u", "x5u", true, &passport->x5u);
    read_string(json, 0, "ppt", "ppt", false, &passport->ppt);
    if (passport->typ.length > 0 && !sip_text_is(passport->typ, "passport"))
        set_fault(passport, PASSPORT_WRONG, 0, text_of("typ"));
}

/* RFC 8225, Section 5, and RFC 8588, Sections 4 and 5. */
static void
read_payload(json_t *json)
{
    passport_t *passport = json->passport;
    bool        shaken = sip_text_is(passport->ppt, "shaken");
    int         object;

    read_iat(json);
    object = find_object(json, "orig", true);
    read_string(json, object, "tn", "orig.tn", false, &passport->orig_tn);
    read_string(json, object, "uri", "orig.uri", false, &passport->orig_uri);
    if (passport->orig_tn.length == 0 && passport->orig_uri.length == 0)
        set_fault(passport, PASSPORT_MISSING, 0, text_of("orig.tn"));
    object = find_object(json, "dest", true);
    passport->num_dest_tn = read_list(json, object, "tn", "dest.tn", passport->dest_tn);
    passport->num_dest_uri = read_list(json, object, "uri", "dest.uri", passport->dest_uri);
    if (passport->num_dest_tn == 0 && passport->num_dest_uri == 0)
        set_fault(passport, PASSPORT_MISSING, 0, text_of("dest.tn"));
    object = find_object(json, "div", sip_text_is(passport->ppt, "div"));
    read_string(json, object, "tn", "div.tn", false, &passport->div_tn);
    read_string(json, 0, "attest", "attest", shaken, &passport->attest);
    read_string(json, 0, "origid", "origid", shaken, &passport->origid);
    if (shaken && passport->attest.length > 0
        && (passport->attest.length != 1 || strchr("ABC", passport->attest.bytes[0]) == NULL))
        set_fault(passport, PASSPORT_WRONG, 0, text_of("attest"));
}

/*
 * Base64url (RFC 4648, Section 5) without padding (RFC 7515, Section 2). What
 * has the other alphabet, or padding, is read all the same and is a fault.
 * NULL if it can not be read. To be freed; *length without the NUL behind it.
 */
static char *
decode(passport_t *passport, sip_text_t part, unsigned number, size_t *length)
{
    char  *text, *decoded;
    size_t end = part.length;

    if (part.length == 0)
        return NULL;
    text = g_strndup(part.bytes, part.length);
    for (size_t i = 0; i < part.length; i++) {
        char c = text[i];

        if (!g_ascii_isalnum(c) && c != '-' && c != '_')
            set_fault(passport, PASSPORT_BASE64, number, (sip_text_t){ part.bytes + i, 1 });
        if (c == '-')
            text[i] = '+';
        else if (c == '_')
            text[i] = '/';
        else if (c == '=' && end == part.length)
            end = i;
        else if ((!g_ascii_isalnum(c) && c != '+' && c != '/' && c != '=') || (end < i && c != '=')) {
            g_free(text);
            return NULL;
        }
    }
    decoded = (char *)g_malloc(end + 5);
    memcpy(decoded, text, end);
    memcpy(decoded + end, "====", 5);
    decoded[(end + 3) / 4 * 4] = '\0';
    g_free(text);
    *length = 0;
    if (end < 2 || end % 4 == 1) {
        g_free(decoded);
        return NULL;
    }
    g_base64_decode_inplace(decoded, length);
    decoded[*length] = '\0';
    return decoded;
}

/* It is not checked, but what no ES256 signature looks like is none. */
static void
check_signature(passport_t *passport, sip_text_t signature)
{
    sip_text_t alg = passport->alg.length > 0 ? passport->alg : passport->info_alg;
    size_t     bytes = signature.length / 4 * 3 + signature.length % 4 * 3 / 4;

    for (size_t i = 0; i < signature.length; i++) {
        char c = signature.bytes[i];

        if (!g_ascii_isalnum(c) && c != '-' && c != '_')
            set_fault(passport, PASSPORT_BASE64, NUM_PARTS, (sip_text_t){ signature.bytes + i, 1 });
    }
    if (sip_text_is(alg, "ES256") && bytes != ES256_BYTES)
        set_fault(passport, PASSPORT_SIGNATURE, (unsigned)bytes, text_of(""));
}

/* Reads header or payload with one of the functions above; false if readers would not agree on what it says. */
static bool
read_part(passport_t *passport, sip_text_t part, unsigned number, void (*read)(json_t *))
{
    json_t *json;
    size_t  length;
    bool    doubtful = false;
    char   *text = decode(passport, part, number, &length);

    passport->decoded[number - 1] = text;
    if (text == NULL || memchr(text, '\0', length) != NULL) {
        set_fault(passport, PASSPORT_JSON, number, text_of(""));
        return true;
    }
    json = g_new(json_t, 1);
    json->text = text;
    json->passport = passport;
    json->count = json_parse(text, json->tokens, MAX_TOKENS);
    if (json->count == JSMN_ERROR_NOMEM)
        doubtful = true;
    else if (!is_whole(json, &doubtful))
        set_fault(passport, PASSPORT_JSON, number, text_of(""));
    else if (!doubtful)
        read(json);
    g_free(json);
    return !doubtful;
}

/* Splits the token at its dots. Returns how many parts there are, be it more than three; of three, without empty ones. */
static unsigned
split(sip_text_t token, sip_text_t parts[NUM_PARTS])
{
    unsigned count = 0, full = 0;
    size_t   from = 0;

    for (size_t i = 0; i <= token.length; i++) {
        if (i < token.length && token.bytes[i] != '.')
            continue;
        if (count < NUM_PARTS)
            parts[count] = (sip_text_t){ token.bytes + from, i - from };
        if (i > from)
            full++;
        count++;
        from = i + 1;
    }
    return count <= NUM_PARTS ? full : count;
}

/* Parameters of the header field (RFC 8224, Section 4). */
static void
read_parameters(passport_t *passport, sip_text_t parameters)
{
    sip_text_t name, value;

    while (sip_next_parameter(&parameters, &name, &value)) {
        if (value.length >= 2 && ((value.bytes[0] == '<' && value.bytes[value.length - 1] == '>')
                                  || (value.bytes[0] == '"' && value.bytes[value.length - 1] == '"'))) {
            value.bytes++;
            value.length -= 2;
        }
        if (sip_text_is(name, "info") && passport->info.length == 0)
            passport->info = value;
        else if (sip_text_is(name, "alg") && passport->info_alg.length == 0)
            passport->info_alg = value;
        else if (sip_text_is(name, "ppt") && passport->info_ppt.length == 0)
            passport->info_ppt = value;
    }
}

static void
compare(passport_t *passport, const char *name, sip_text_t parameter, sip_text_t claim)
{
    if (parameter.length > 0 && claim.length > 0 && !texts_equal(parameter, claim))
        set_fault(passport, PASSPORT_DIFFERS, 0, text_of(name));
}

static void
read_full(passport_t *passport, const sip_text_t parts[NUM_PARTS])
{
    passport->form = PASSPORT_FULL;
    if (!read_part(passport, parts[0], 1, read_header) || !read_part(passport, parts[1], 2, read_payload)) {
        passport->form = PASSPORT_UNREAD;
        passport->fault = PASSPORT_GOOD;
        return;
    }
    compare(passport, "info", passport->info, passport->x5u);
    compare(passport, "alg", passport->info_alg, passport->alg);
    compare(passport, "ppt", passport->info_ppt, passport->ppt);
}

void
passport_read(passport_t *passport, sip_text_t value)
{
    sip_text_t  token = value, parts[NUM_PARTS] = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
    const char *semicolon;
    unsigned    count;

    memset(passport, 0, sizeof *passport);
    /* RFC 4474 has a signature in quotes. */
    if (value.length == 0 || value.length > PASSPORT_MAX_BYTES || value.bytes[0] == '"')
        return;
    semicolon = memchr(value.bytes, ';', value.length);
    if (semicolon != NULL)
        token.length = (size_t)(semicolon - value.bytes);
    while (token.length > 0 && g_ascii_isspace(token.bytes[token.length - 1]))
        token.length--;
    read_parameters(passport, value);
    count = split(token, parts);
    if (count == 1 && parts[0].length == 0 && parts[1].length == 0 && parts[2].length > 0) {
        passport->form = PASSPORT_COMPACT;
    } else {
        if (count != NUM_PARTS)
            set_fault(passport, PASSPORT_PARTS, count, text_of(""));
        read_full(passport, parts);
    }
    if (passport->form == PASSPORT_UNREAD)
        return;
    if (passport->info.length == 0)
        set_fault(passport, PASSPORT_MISSING, 0, text_of("info"));
    check_signature(passport, parts[2]);
}

void
passport_clear(passport_t *passport)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(passport->decoded); i++)
        g_clear_pointer(&passport->decoded[i], g_free);
}
