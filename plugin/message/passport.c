/* passport.c
 * The signed caller identity: a value of the Identity header field and the
 * PASSporT in it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "message/header_values.h"
#include "message/json_object.h"
#include "message/passport.h"

#define NUM_PARTS       3

/* RFC 7518, Section 3.4. Many libraries make another form (DER), which is longer. */
#define ES256_BYTES     64

/* No number of seconds is longer. */
#define MAX_DIGITS      32

/* No time of ours is greater in seconds, and each is in milliseconds. */
#define MAX_IAT         100000000000.0

/* Claims, and what is read of them. */
typedef struct {
    passport_t   *passport;
    json_object_t json;
} claims_t;

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

/* The same of a name in an object; called: what a fault calls it. */
static void
read_string(claims_t *claims, int object, const char *name, const char *called, bool needed, sip_text_t *string)
{
    int token = json_find(&claims->json, object, name);

    if (token >= 0 && !json_take_string(&claims->json, token, string))
        set_fault(claims->passport, PASSPORT_WRONG, 0, text_of(called));
    else if (token < 0 && needed)
        set_fault(claims->passport, PASSPORT_MISSING, 0, text_of(called));
}

/* RFC 8225, Section 5.2.1: dest has arrays. A string is read, too, and is a fault. */
static unsigned
read_list(claims_t *claims, int object, const char *name, const char *called, sip_text_t *list)
{
    const json_object_t *json = &claims->json;
    int                  token = json_find(json, object, name);
    unsigned             count = 0;

    if (token < 0)
        return 0;
    if (json->tokens[token].type != JSMN_ARRAY) {
        set_fault(claims->passport, PASSPORT_WRONG, 0, text_of(called));
        return json_take_string(&claims->json, token, list) ? 1 : 0;
    }
    for (int i = token + 1; i < json->count && json->tokens[i].start < json->tokens[token].end; i++) {
        if (count == PASSPORT_MAX_DEST)
            claims->passport->more_dest = true;
        else if (json_take_string(&claims->json, i, &list[count]))
            count++;
        else
            set_fault(claims->passport, PASSPORT_WRONG, 0, text_of(called));
    }
    return count;
}

/* RFC 7519, Section 2: a number of seconds, which may have a fraction. */
static bool
read_seconds(const json_object_t *json, int token, int64_t *seconds)
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
read_iat(claims_t *claims)
{
    int token = json_find(&claims->json, 0, "iat");

    if (token < 0)
        set_fault(claims->passport, PASSPORT_MISSING, 0, text_of("iat"));
    else if (read_seconds(&claims->json, token, &claims->passport->iat))
        claims->passport->has_iat = true;
    else
        set_fault(claims->passport, PASSPORT_WRONG, 0, text_of("iat"));
}

/* Makes sure that a claim is there, and an object. */
static int
find_object(const claims_t *claims, const char *name, bool needed)
{
    int token = json_find(&claims->json, 0, name);

    if (token < 0 && needed)
        set_fault(claims->passport, PASSPORT_MISSING, 0, text_of(name));
    else if (token >= 0 && claims->json.tokens[token].type != JSMN_OBJECT)
        set_fault(claims->passport, PASSPORT_WRONG, 0, text_of(name));
    return token;
}

/* RFC 8225, Section 4. */
static void
read_header(claims_t *claims)
{
    passport_t *passport = claims->passport;

    read_string(claims, 0, "typ", "typ", true, &passport->typ);
    read_string(claims, 0, "alg", "alg", true, &passport->alg);
    read_string(claims, 0, "x5u", "x5u", true, &passport->x5u);
    read_string(claims, 0, "ppt", "ppt", false, &passport->ppt);
    if (passport->typ.length > 0 && !sip_text_is(passport->typ, "passport"))
        set_fault(passport, PASSPORT_WRONG, 0, text_of("typ"));
}

/* RFC 8225, Section 5.2.1; RFC 8224, Section 8.3: a number is signed in its canonical form, without a plus sign. */
static void
check_number(passport_t *passport, sip_text_t number, const char *called)
{
    for (size_t i = 0; i < number.length; i++) {
        if (!g_ascii_isdigit(number.bytes[i]) && number.bytes[i] != '*' && number.bytes[i] != '#') {
            set_fault(passport, PASSPORT_WRONG, 0, text_of(called));
            return;
        }
    }
}

/* RFC 8225, Section 5, and RFC 8588, Sections 4 and 5. */
static void
read_payload(claims_t *claims)
{
    passport_t *passport = claims->passport;
    bool        shaken = sip_text_is(passport->ppt, "shaken");
    int         object;

    read_iat(claims);
    object = find_object(claims, "orig", true);
    read_string(claims, object, "tn", "orig.tn", false, &passport->orig_tn);
    read_string(claims, object, "uri", "orig.uri", false, &passport->orig_uri);
    if (passport->orig_tn.length == 0 && passport->orig_uri.length == 0)
        set_fault(passport, PASSPORT_MISSING, 0, text_of("orig.tn"));
    object = find_object(claims, "dest", true);
    passport->num_dest_tn = read_list(claims, object, "tn", "dest.tn", passport->dest_tn);
    passport->num_dest_uri = read_list(claims, object, "uri", "dest.uri", passport->dest_uri);
    if (passport->num_dest_tn == 0 && passport->num_dest_uri == 0)
        set_fault(passport, PASSPORT_MISSING, 0, text_of("dest.tn"));
    object = find_object(claims, "div", sip_text_is(passport->ppt, "div"));
    read_string(claims, object, "tn", "div.tn", false, &passport->div_tn);
    read_string(claims, 0, "attest", "attest", shaken, &passport->attest);
    read_string(claims, 0, "origid", "origid", shaken, &passport->origid);
    if (shaken && passport->attest.length > 0
        && (passport->attest.length != 1 || strchr("ABC", passport->attest.bytes[0]) == NULL))
        set_fault(passport, PASSPORT_WRONG, 0, text_of("attest"));
    check_number(passport, passport->orig_tn, "orig.tn");
    for (unsigned i = 0; i < passport->num_dest_tn; i++)
        check_number(passport, passport->dest_tn[i], "dest.tn");
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
read_part(passport_t *passport, sip_text_t part, unsigned number, void (*read)(claims_t *))
{
    claims_t *claims;
    size_t    length;
    char     *text = decode(passport, part, number, &length);
    bool      doubtful = false;

    passport->decoded[number - 1] = text;
    if (text == NULL || memchr(text, '\0', length) != NULL) {
        set_fault(passport, PASSPORT_JSON, number, text_of(""));
        return true;
    }
    claims = g_new(claims_t, 1);
    claims->passport = passport;
    switch (json_read(&claims->json, text)) {
    case JSON_GOOD:
        read(claims);
        break;
    case JSON_WRONG:
        set_fault(passport, PASSPORT_JSON, number, text_of(""));
        break;
    case JSON_DOUBTFUL:
        doubtful = true;
        break;
    }
    g_free(claims);
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
    if (parameter.length > 0 && claim.length > 0 && !sip_texts_equal(parameter, claim))
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
