/* complaints.c
 * Of which part of the request the server's own words speak
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/language.h"
#include "findings/complaints.h"

/* A list that is put into a sentence goes on no longer than this, in bytes. */
#define MAX_LISTED      150

/* What refusals speak of. Words that name one of these are not about another part of the message. */
static const char *const parts[] = {
    "SDP", "session description", "codec", "media", "Contact", "Via", "CSeq", "Call-ID", "URI", "URL", "Route",
    "Record-Route", "auth", "authentication", "authorization", "digest", "credentials", "nonce", "realm", "Content-Type",
    "Content-Length", "Content-Encoding", "body", "payload", "length", "Max-Forwards", "Expires", "Event", "Refer-To",
    "RAck", "number", "user", "domain", "timer", "Subscription-State", "Session-Expires", "tag", "To", "From",
    "Identity", "caller", "destination", "Require", "Supported", "P-Asserted-Identity", "MIME", "Replaces",
    "header too", "too large", "too long", "Reason", "User-Agent", "Allow", "Accept", "Date", "policy", "transaction",
    "dialog", "call leg", "host", "address", "IP", "version", "extension", "method", "account", "password", "trunk",
    "license", "calls",
};

/* What they say of a message that they cannot read. */
static const char *const complaints[] = {
    "malformed", "syntax", "parse", "parsing", "parser", "illegal", "invalid", "missing", "mandatory", "required",
    "header", "headers", "headerfield", "bad message", "bad sip", "bad request", "incorrect", "duplicate", "duplicated",
    "multiple", "colon",
};

static bool
is_gap(char c)
{
    return c == '-' || c == ' ' || c == '_';
}

/* Whether the text goes on with the name, and then with another word. */
static bool
begins_with(sip_text_t text, const char *name, bool exact)
{
    size_t i = 0;

    for (; *name != '\0'; name++) {
        if (is_gap(*name))
            continue;
        while (i > 0 && i < text.length && is_gap(text.bytes[i]))
            i++;
        if (i == text.length)
            return false;
        if (exact ? text.bytes[i] != *name : g_ascii_tolower(text.bytes[i]) != g_ascii_tolower(*name))
            return false;
        i++;
    }
    return i == text.length || !g_ascii_isalnum(text.bytes[i]);
}

static bool
have(sip_text_t text, words_key_t key, const char *name)
{
    bool exact = strcmp(name, "To") == 0 || strcmp(name, "From") == 0;

    if (!words_may_be_in(name, key))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        sip_text_t rest = { text.bytes + i, text.length - i };

        /* Most bytes are not its first one in any case of letters, which is but one bit. */
        if ((text.bytes[i] | 0x20) != (name[0] | 0x20))
            continue;
        if ((i == 0 || !g_ascii_isalnum(text.bytes[i - 1])) && begins_with(rest, name, exact))
            return true;
    }
    return false;
}

bool
words_have(sip_text_t text, const char *name)
{
    return have(text, words_key(text.bytes, text.length), name);
}

static bool
have_one_of(sip_text_t text, words_key_t key, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (have(text, key, names[i]))
            return true;
    }
    return false;
}

bool
words_complain(sip_text_t text)
{
    words_key_t key = words_key(text.bytes, text.length);

    return have_one_of(text, key, complaints, G_N_ELEMENTS(complaints)) || have(text, key, "bad");
}

/* Looks once at what a text speaks of, as one rule after the other asks whether it is about another field. */
static void
weigh(case_said_t *said, unsigned i)
{
    if (said->weighed[i])
        return;
    said->of_part[i] = have_one_of(said->texts[i], said->keys[i], parts, G_N_ELEMENTS(parts));
    said->complaining[i] = have_one_of(said->texts[i], said->keys[i], complaints, G_N_ELEMENTS(complaints));
    said->weighed[i] = true;
}

complaint_t
words_about(const finding_case_t *about, const char *name, sip_text_t *words)
{
    complaint_t kind = COMPLAINT_NONE;

    memset(words, 0, sizeof *words);
    /* They are gathered when somebody asks. */
    case_words(about, "");
    for (unsigned i = 0; i < about->said->count; i++) {
        sip_text_t text = about->said->texts[i];

        /* Kamailio adds this to many responses, for those who look for faults, and whatever the fault. */
        if (case_text_has(text, "Noisy feedback tells"))
            continue;
        if (words_have(text, name)) {
            *words = text;
            return COMPLAINT_NAME;
        }
        /* The phrase comes first. */
        if (i == 0 && sip_texts_equal(text, view_phrase(&about->message))
            && (case_phrase_is_registered(about) || case_phrase_is(about, 400)))
            continue;
        weigh(about->said, i);
        if (about->said->of_part[i] || !about->said->complaining[i])
            kind = COMPLAINT_OTHER;
        else if (kind == COMPLAINT_NONE) {
            kind = COMPLAINT_GENERAL;
            *words = text;
        }
    }
    if (kind == COMPLAINT_OTHER)
        memset(words, 0, sizeof *words);
    return kind;
}

sip_text_t
values_listed(const finding_case_t *about, const message_view_t *view, const char *name, char compact)
{
    wmem_strbuf_t *list = wmem_strbuf_new(about->moment->pinfo->pool, "");
    sip_values_t   values = { view->header, { NULL, 0 } };
    sip_text_t     value, listed;

    while (wmem_strbuf_get_len(list) < MAX_LISTED && sip_next_value(&values, name, compact, &value)) {
        if (wmem_strbuf_get_len(list) > 0)
            wmem_strbuf_append(list, list_separator());
        wmem_strbuf_append_len(list, value.bytes, value.length);
    }
    listed.bytes = wmem_strbuf_get_str(list);
    listed.length = wmem_strbuf_get_len(list);
    return listed;
}

bool
header_is_whole(const message_view_t *view)
{
    sip_text_t         rest = view->header;
    sip_header_field_t field;
    size_t             next;

    if (!view_is_known(view))
        return false;
    while (sip_next_header_field(&rest, &field))
        ;
    return rest.length > 0 && sip_line_length(rest, &next) == 0;
}
