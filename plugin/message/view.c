/* view.c
 * A SIP message as text: its parts by name
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/view.h"

static const char version[] = "SIP/2.0";

static sip_text_t
no_text(void)
{
    sip_text_t none = { NULL, 0 };

    return none;
}

message_view_t
message_view(sip_text_t whole)
{
    message_view_t view = { whole, whole };
    size_t         next;

    view.start_line.length = sip_line_length(whole, &next);
    if (whole.bytes != NULL)
        view.header.bytes += next;
    view.header.length -= next;
    return view;
}

sip_text_t
view_value(const message_view_t *view, const char *name, char compact)
{
    sip_initials_t     initials = sip_initials_of(name, compact);
    sip_text_t         header = view->header;
    sip_header_field_t field;

    while (sip_find_header_field_of(&header, initials, &field)) {
        if (sip_header_field_is(&field, name, compact))
            return field.value;
    }
    return no_text();
}

bool
view_has(const message_view_t *view, const char *name, char compact)
{
    return view_value(view, name, compact).bytes != NULL;
}

bool
view_has_one_via(const message_view_t *view)
{
    sip_values_t values = { view->header, { NULL, 0 } };
    sip_text_t   via;

    return sip_next_value(&values, "Via", 'v', &via) && !sip_next_value(&values, "Via", 'v', &via);
}

bool
view_lists(const message_view_t *view, const char *name, char compact, const char *value)
{
    sip_values_t values = { view->header, { NULL, 0 } };
    sip_text_t   item;

    while (sip_next_value(&values, name, compact, &item)) {
        if (sip_text_is(sip_take_token(&item), value))
            return true;
    }
    return false;
}

bool
view_number(const message_view_t *view, const char *name, char compact, uint32_t *number)
{
    sip_text_t value = view_value(view, name, compact);

    return sip_parse_number(sip_take_token(&value), number);
}

static sip_text_t
parameter_of(sip_text_t value, const char *parameter)
{
    sip_text_t name, found;

    while (sip_next_parameter(&value, &name, &found)) {
        if (sip_text_is(name, parameter))
            return found;
    }
    return no_text();
}

sip_text_t
view_parameter(const message_view_t *view, const char *name, char compact, const char *parameter)
{
    sip_text_t list = view_value(view, name, compact), value;

    return sip_next_list_value(&list, &value) ? parameter_of(value, parameter) : no_text();
}

/* To and From are no lists. */
sip_text_t
view_to_tag(const message_view_t *view)
{
    return parameter_of(view_value(view, "To", 't'), "tag");
}

sip_text_t
view_from_tag(const message_view_t *view)
{
    return parameter_of(view_value(view, "From", 'f'), "tag");
}

static bool
is_status_line(sip_text_t line)
{
    return line.length > sizeof version && g_ascii_strncasecmp(line.bytes, version, sizeof version - 1) == 0;
}

/* Takes what stands before the next blank. */
static sip_text_t
take_word(sip_text_t *line)
{
    sip_text_t  word = *line;
    const char *blank = line->length > 0 ? memchr(line->bytes, ' ', line->length) : NULL;

    if (blank == NULL) {
        line->length = 0;
        return word;
    }
    word.length = (size_t)(blank - line->bytes);
    line->bytes += word.length + 1;
    line->length -= word.length + 1;
    return word;
}

sip_text_t
view_method(const message_view_t *view)
{
    sip_text_t line = view->start_line;

    return is_status_line(line) ? no_text() : take_word(&line);
}

sip_text_t
view_request_uri(const message_view_t *view)
{
    sip_text_t line = view->start_line;

    if (is_status_line(line))
        return no_text();
    take_word(&line);
    return take_word(&line);
}

sip_text_t
view_phrase(const message_view_t *view)
{
    sip_text_t line = view->start_line;

    if (!is_status_line(line))
        return no_text();
    take_word(&line);
    take_word(&line);
    return line;
}

sip_text_t
view_cseq_method(const message_view_t *view)
{
    sip_text_t cseq = view_value(view, "CSeq", '\0');

    sip_take_token(&cseq);
    return sip_take_token(&cseq);
}

bool
view_cseq_number(const message_view_t *view, uint32_t *number)
{
    return view_number(view, "CSeq", '\0', number);
}

sip_text_t
view_branch(const message_view_t *view, unsigned number)
{
    sip_values_t values = { view->header, { NULL, 0 } };
    sip_text_t   via;

    do {
        if (!sip_next_value(&values, "Via", 'v', &via))
            return no_text();
    } while (number-- > 0);
    return parameter_of(via, "branch");
}

sip_text_t
view_body(const message_view_t *view)
{
    sip_text_t         body = view->header;
    sip_header_field_t field;
    uint32_t           length;
    size_t             next;

    if (body.bytes == NULL)
        return body;
    while (sip_next_header_field(&body, &field))
        ;
    /* The empty line; the start line of another message is no body. */
    if (sip_line_length(body, &next) > 0)
        body.length = 0;
    body.bytes += MIN(next, body.length);
    body.length -= MIN(next, body.length);
    if (view_number(view, "Content-Length", 'l', &length))
        body.length = MIN(body.length, length);
    return body;
}
