/* malformed.c
 * Lines of a request that are not what SIP has them be
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/complaints.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many values of a header field are looked at. */
#define MAX_VALUES  64

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static sip_text_t
trimmed(sip_text_t text)
{
    while (text.length > 0 && is_blank(text.bytes[0])) {
        text.bytes++;
        text.length--;
    }
    while (text.length > 0 && is_blank(text.bytes[text.length - 1]))
        text.length--;
    return text;
}

/* The whole line of a header field, with its name. */
static sip_text_t
line_of(const sip_header_field_t *field)
{
    sip_text_t line = field->name;

    line.length = (size_t)(field->value.bytes - line.bytes) + field->value.length;
    return line;
}

/* RFC 3261, Section 25.1: token. */
static bool
is_token(sip_text_t text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!g_ascii_isalnum(text.bytes[i]) && strchr("-.!%*_+`'~", text.bytes[i]) == NULL)
            return false;
        if (text.bytes[i] == '\0')
            return false;
    }
    return text.length > 0;
}

/* RFC 3986, Section 2: a URI has no blanks in it, but escapes them. */
static bool
has_blank(sip_text_t uri)
{
    for (size_t i = 0; i < uri.length; i++) {
        if (is_blank(uri.bytes[i]))
            return true;
    }
    return false;
}

/* An address has a scheme, and what opens in it closes. A star is one in Contact (RFC 3261, Section 10.2.2). */
static bool
is_address(sip_text_t value, bool star)
{
    sip_text_t  written = trimmed(sip_address(value)), scheme;
    const char *colon = written.length > 0 ? memchr(written.bytes, ':', written.length) : NULL;
    bool        opens = value.length > 0 && memchr(value.bytes, '<', value.length) != NULL;
    bool        closes = value.length > 0 && memchr(value.bytes, '>', value.length) != NULL;

    if (star && sip_text_is(trimmed(value), "*"))
        return true;
    if (colon == NULL || opens != closes || (opens && has_blank(written)))
        return false;
    scheme.bytes = written.bytes;
    scheme.length = (size_t)(colon - written.bytes);
    scheme = trimmed(scheme);
    return is_token(scheme) && g_ascii_isalpha(scheme.bytes[0]) && (size_t)(colon - written.bytes) + 1 < written.length;
}

static bool
take_char(sip_text_t *text, char c)
{
    *text = trimmed(*text);
    if (text->length == 0 || text->bytes[0] != c)
        return false;
    text->bytes++;
    text->length--;
    return true;
}

/* Takes what stands before the next slash or blank. */
static sip_text_t
take_word(sip_text_t *text)
{
    sip_text_t word;

    *text = trimmed(*text);
    word = *text;
    word.length = 0;
    while (text->length > 0 && text->bytes[0] != '/' && !is_blank(text->bytes[0])) {
        text->bytes++;
        text->length--;
        word.length++;
    }
    return word;
}

/* "SIP/2.0/UDP host", with blanks around the slashes where somebody likes them. */
static bool
is_via(sip_text_t value)
{
    if (!sip_text_is(take_word(&value), "SIP") || !take_char(&value, '/') || !sip_text_is(take_word(&value), "2.0")
        || !take_char(&value, '/') || !is_token(take_word(&value)))
        return false;
    value = trimmed(value);
    return value.length > 0 && value.bytes[0] != ';' && value.bytes[0] != ',';
}

static bool
is_number(sip_text_t value)
{
    uint32_t number;

    return sip_parse_number(trimmed(value), &number);
}

/* RFC 3261, Section 20.22: from 0 to 255. */
static bool
is_count_of_hops(sip_text_t value)
{
    uint32_t number;

    return sip_parse_number(trimmed(value), &number) && number <= UINT8_MAX;
}

/* RFC 4028, Sections 4 and 5: seconds, and parameters behind them. */
static bool
is_interval(sip_text_t value)
{
    const char *end = value.length > 0 ? memchr(value.bytes, ';', value.length) : NULL;

    if (end != NULL)
        value.length = (size_t)(end - value.bytes);
    return is_number(value);
}

/* "1 INVITE"; the number is below 2^31 (RFC 3261, Section 8.1.1.5). */
static bool
is_cseq(sip_text_t value)
{
    uint32_t   number;
    sip_text_t method;

    value = trimmed(value);
    if (!sip_parse_number(sip_take_token(&value), &number) || number > G_MAXINT32)
        return false;
    method = trimmed(value);
    return is_token(method);
}

/* Finds a value of a list that is not of its form, and the line that it stands in. */
static bool
list_is_wrong(sip_text_t list, bool (*is_right)(sip_text_t value))
{
    sip_text_t value;

    if (trimmed(list).length == 0)
        return true;
    for (unsigned seen = 0; seen < MAX_VALUES && sip_next_list_value(&list, &value); seen++) {
        if (!is_right(value))
            return true;
    }
    return false;
}

static bool
is_contact(sip_text_t value)
{
    return is_address(value, true);
}

/* RFC 3261, Section 25.1: a name with a comma has to stand in quotes; without them, the address seems to end there. */
static bool
has_comma_in_name(sip_text_t value)
{
    bool quoted = false;

    for (size_t i = 0; i < value.length && (quoted || value.bytes[i] != '<'); i++) {
        if (value.bytes[i] == '\\' && quoted)
            i++;
        else if (value.bytes[i] == '"')
            quoted = !quoted;
        else if (value.bytes[i] == ',' && !quoted)
            return memchr(value.bytes + i, '<', value.length - i) != NULL;
    }
    return false;
}

static bool
is_plain_address(sip_text_t value)
{
    return is_address(value, false) && !has_comma_in_name(value);
}

/* The header fields that have a form of their own, or may be there once only. */
typedef struct {
    const char *name;
    char        compact;
    bool        single;
    bool        list;
    bool      (*is_right)(sip_text_t value);    /* NULL: any */
} shape_t;

static const shape_t shapes[] = {
    { "To", 't', true, false, is_plain_address },
    { "From", 'f', true, false, is_plain_address },
    { "Call-ID", 'i', true, false, NULL },
    { "CSeq", '\0', true, false, is_cseq },
    { "Max-Forwards", '\0', true, false, is_count_of_hops },
    { "Via", 'v', false, true, is_via },
    { "Contact", 'm', false, true, is_contact },
    { "Content-Length", 'l', true, false, is_number },
    { "Content-Type", 'c', true, false, NULL },
    { "Event", 'o', true, false, NULL },
    { "Refer-To", 'r', true, false, is_plain_address },
    { "RAck", '\0', true, false, NULL },
    { "Subscription-State", '\0', true, false, NULL },
    { "Session-Expires", 'x', true, false, is_interval },
    { "Min-SE", '\0', true, false, is_interval },
    { "Expires", '\0', true, false, is_number },
};

#define NUM_SHAPES  G_N_ELEMENTS(shapes)

static const shape_t *
shape_of(const sip_header_field_t *field, size_t *number)
{
    for (*number = 0; *number < NUM_SHAPES; ++*number) {
        if (sip_header_field_is(field, shapes[*number].name, shapes[*number].compact))
            return &shapes[*number];
    }
    return NULL;
}

static bool
is_wrong(const shape_t *shape, sip_text_t value)
{
    if (shape->is_right == NULL)
        return false;
    return shape->list ? list_is_wrong(value, shape->is_right) : !shape->is_right(value);
}

/*
 * Whether the response complains of the line. Its words may name the header
 * field, or nothing; where they speak of something else, the line is not why.
 * Codes other than 400 have other meanings, unless the words say so.
 */
static bool
is_complaint(const finding_case_t *about, const char *name, sip_text_t *words)
{
    complaint_t kind = words_about(about, name, words);

    if (about->code == 400)
        return kind != COMPLAINT_OTHER;
    return (kind == COMPLAINT_NAME && words_complain(*words)) || (kind == COMPLAINT_GENERAL && about->code == 500);
}

/* The first field that is not of its form, or comes a second time. */
static bool
find_wrong_field(finding_case_t *about)
{
    sip_text_t         rest = about->request.header, lines[NUM_SHAPES] = { { NULL, 0 } }, words;
    /* What the response complains of is asked once for each; a message can have thousands of them. */
    bool               blameless[NUM_SHAPES] = { false };
    uint32_t           frame = about->transaction->request_frame;
    sip_header_field_t field;
    size_t             number;
    bool               wrong, twice;

    while (sip_next_header_field(&rest, &field)) {
        const shape_t *shape = shape_of(&field, &number);

        if (shape == NULL || blameless[number])
            continue;
        wrong = is_wrong(shape, field.value);
        twice = shape->single && lines[number].bytes != NULL;
        blameless[number] = (wrong || twice) && !is_complaint(about, shape->name, &words)
            && !(wrong && shape->is_right == is_plain_address && is_complaint(about, "URI", &words));
        if (wrong && !blameless[number]) {
            find_header_malformed_form(about, CERTAINTY_SHOWN, about->method, frame, line_of(&field),
                                       case_text(shape->name));
            return true;
        }
        if (twice && !blameless[number]) {
            find_header_malformed_twice(about, CERTAINTY_SHOWN, about->method, frame, case_text(shape->name),
                                        lines[number], line_of(&field));
            return true;
        }
        lines[number] = line_of(&field);
    }
    return false;
}

/*
 * A line that is no header field: without a colon, or without a name before it.
 * A CR alone ends a line for some and not for others, so what stands beside one
 * is left alone.
 */
static bool
find_bad_line(finding_case_t *about)
{
    sip_text_t rest = about->request.header, line, words, name;
    bool       sure = true;
    size_t     next;

    while (rest.length > 0) {
        const char *colon;
        bool        alone;

        line = rest;
        line.length = sip_line_length(rest, &next);
        if (line.length == 0)
            return false;
        alone = line.length < rest.length && rest.bytes[line.length] == '\r' && next == line.length + 1;
        rest.bytes += next;
        rest.length -= next;
        colon = memchr(line.bytes, ':', line.length);
        name = line;
        name.length = colon != NULL ? (size_t)(colon - line.bytes) : 0;
        if (sure && !alone && !is_blank(line.bytes[0]) && !is_token(trimmed(name))) {
            if (!is_complaint(about, "header line", &words))
                return false;
            find_header_malformed(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, line);
            return true;
        }
        sure = !alone;
    }
    return false;
}

/* RFC 3261, Section 8.1.1.5: the method in CSeq is that of the request. The response copies CSeq. */
static void
find_other_method(finding_case_t *about)
{
    sip_text_t method = view_method(&about->request), named = view_cseq_method(&about->request), words;
    uint32_t   asked, answered;

    if (about->transaction == NULL || !view_is_known(&about->request) || method.length == 0 || named.length == 0
        || !sip_texts_equal(named, view_cseq_method(&about->message))
        || !view_cseq_number(&about->request, &asked) || !view_cseq_number(&about->message, &answered)
        || asked != answered
        || (method.length == named.length && g_ascii_strncasecmp(method.bytes, named.bytes, method.length) == 0))
        return;
    if (is_complaint(about, "CSeq", &words))
        find_header_malformed_method(about, CERTAINTY_SHOWN, about->transaction->request_frame, method, named);
}

/* RFC 3261, Section 7.1: method, URI and version, with one blank between two of them. */
static void
find_start_line(finding_case_t *about)
{
    sip_text_t line = about->request.start_line, uri = view_request_uri(&about->request), method, words;
    size_t     usual;

    method = view_method(&about->request);
    usual = method.length + 1 + uri.length + 1 + strlen("SIP/2.0");
    if (uri.length > 0 && line.length == usual && uri.bytes[0] != '<')
        return;
    /* A blank behind the line is nothing that anybody complains of. */
    if (uri.length > 0 && uri.bytes[0] != '<' && trimmed(line).length == usual)
        return;
    if (is_complaint(about, "URI", &words) || is_complaint(about, "request line", &words))
        find_header_malformed_start(about, CERTAINTY_SHOWN, about->transaction->request_frame, line);
}

void
find_in_malformed(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL || about->code < 400 || about->transaction->method == METHOD_CANCEL
        || !case_may_complain(about) || case_failed_before(about) != NULL)
        return;
    find_other_method(about);
    if (!case_is_whole(about) || !header_is_whole(&about->request) || find_wrong_field(about) || find_bad_line(about))
        return;
    find_start_line(about);
}
