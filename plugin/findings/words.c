/* words.c
 * What a server says of its own, in whatever field its product puts it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/catalogue.h"
#include "findings/addressing.h"

const char *const words_of_unknown_users[] = {
    "user not found", "user unknown", "unknown user", "no such user", "user does not exist", "user doesn't exist", NULL
};

static void
add(words_t *words, sip_text_t text)
{
    if (text.length >= 2 && text.bytes[0] == '"' && text.bytes[text.length - 1] == '"') {
        text.bytes++;
        text.length -= 2;
    }
    text.length = MIN(text.length, WORDS_MAX_BYTES);
    if (text.length == 0 || words->count == WORDS_MAX_TEXTS)
        return;
    words->keys[words->count] = words_key(text.bytes, text.length);
    words->texts[words->count++] = text;
}

/* The parameter that holds the words, if there is one, or else all of the value. */
static void
add_value(words_t *words, sip_text_t value)
{
    sip_text_t rest = value, name, parameter;

    while (sip_next_parameter(&rest, &name, &parameter)) {
        if (sip_text_is(name, "reason") || sip_text_is(name, "message")) {
            add(words, parameter);
            return;
        }
    }
    /* Of Error-Info it is the address of an announcement. */
    if (value.length > 0 && value.bytes[0] != '<')
        add(words, value);
}

static bool
is_field_of_words(const sip_header_field_t *field)
{
    size_t vendor = catalogue_vendor_of(field->name.bytes, field->name.length);

    return vendor < catalogue_num_vendors && catalogue_vendors[vendor].words;
}

words_t
words_of_server(const finding_case_t *about)
{
    const case_said_t *said = case_said(about);
    sip_text_t         header = about->message.header;
    words_t            words = { .count = 0 };
    sip_header_field_t field;

    for (unsigned i = 0; i < said->count; i++) {
        if (!case_is_registered_phrase(about, said->texts[i]))
            add(&words, said->texts[i]);
    }
    while (sip_find_header_field_of(&header, case_vendor_initials(), &field)) {
        if (is_field_of_words(&field))
            add_value(&words, field.value);
    }
    return words;
}

static char
plain(char byte)
{
    return byte == '_' || byte == '-' ? ' ' : g_ascii_tolower(byte);
}

static bool
has(sip_text_t text, const char *words)
{
    size_t length = strlen(words);

    for (size_t i = 0; i + length <= text.length; i++) {
        size_t same = 0;

        /* Most bytes are not the first one in any case of letters, which is but one bit. */
        if ((text.bytes[i] | 0x20) != words[0])
            continue;
        if (i > 0 && g_ascii_isalnum(text.bytes[i - 1]))
            continue;
        while (same < length && plain(text.bytes[i + same]) == words[same])
            same++;
        if (same == length && (i + length == text.length || !g_ascii_isalnum(text.bytes[i + length])))
            return true;
    }
    return false;
}

static bool
has_one_of(sip_text_t text, words_key_t key, const char *const *list)
{
    for (const char *const *item = list; *item != NULL; item++) {
        if (words_may_be_in(*item, key) && has(text, *item))
            return true;
    }
    return false;
}

sip_text_t
words_find(const words_t *words, const char *const *list)
{
    sip_text_t none = { NULL, 0 };

    for (unsigned i = 0; i < words->count; i++) {
        if (has_one_of(words->texts[i], words->keys[i], list))
            return words->texts[i];
    }
    return none;
}

sip_text_t
words_blame(const words_t *words, const char *const *list)
{
    static const char *const fine[] = {
        "fine", "ok", "okay", "is valid", "is verified", "is correct", "no problem", "not a problem", "not the problem", NULL
    };
    sip_text_t none = { NULL, 0 };

    for (unsigned i = 0; i < words->count; i++) {
        if (has_one_of(words->texts[i], words->keys[i], list) && !has_one_of(words->texts[i], words->keys[i], fine))
            return words->texts[i];
    }
    return none;
}
