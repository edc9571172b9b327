/* body.c
 * The body of a SIP message, whole or in parts
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/body.h"

/* RFC 2046, Section 5.1.1: a boundary is no longer than this. */
#define MAX_BOUNDARY    70

static bool
begins(sip_text_t text, const char *with)
{
    return text.length >= strlen(with) && g_ascii_strncasecmp(text.bytes, with, strlen(with)) == 0;
}

/* The parameter boundary of Content-Type, without its quotes. */
static sip_text_t
boundary_of(sip_text_t value)
{
    sip_text_t none = { NULL, 0 }, name, boundary;

    while (sip_next_parameter(&value, &name, &boundary)) {
        if (!sip_text_is(name, "boundary"))
            continue;
        if (boundary.length >= 2 && boundary.bytes[0] == '"') {
            boundary.bytes++;
            boundary.length -= 2;
        }
        return boundary.length <= MAX_BOUNDARY ? boundary : none;
    }
    return none;
}

body_parts_t
body_parts(const message_view_t *view)
{
    sip_text_t   content = view_value(view, "Content-Type", 'c'), value = content;
    sip_text_t   disposition = view_value(view, "Content-Disposition", '\0');
    body_parts_t parts = { .type = sip_take_token(&value), .rest = view_body(view), .begun = false };

    parts.disposition = sip_take_token(&disposition);
    parts.in_parts = begins(parts.type, "multipart/");
    if (parts.in_parts)
        parts.boundary = boundary_of(content);
    return parts;
}

/* Whether a line stands between two parts, or behind the last one. */
static bool
is_boundary(const body_parts_t *parts, sip_text_t line)
{
    size_t length = parts->boundary.length;

    return length > 0 && line.length >= length + 2 && memcmp(line.bytes, "--", 2) == 0
        && memcmp(line.bytes + 2, parts->boundary.bytes, length) == 0;
}

/* Moves to what follows the first boundary; false if there is none. */
static bool
pass_preamble(body_parts_t *parts)
{
    while (parts->rest.length > 0) {
        if (is_boundary(parts, sip_take_line(&parts->rest)))
            return true;
    }
    return false;
}

/* The value of a line of the header of a part without parameters, where the line has this name and colon. */
static bool
take_value(sip_text_t line, const char *name, sip_text_t *value)
{
    if (!begins(line, name))
        return false;
    line.bytes += strlen(name);
    line.length -= strlen(name);
    *value = sip_take_token(&line);
    return true;
}

/* The media type that the header of a part names, which ends with an empty line; and the disposition. */
static sip_text_t
take_part_header(body_parts_t *parts)
{
    sip_text_t type = { NULL, 0 };

    parts->disposition = type;
    while (parts->rest.length > 0) {
        sip_text_t before = parts->rest, line = sip_take_line(&parts->rest);

        if (line.length == 0)
            break;
        if (is_boundary(parts, line)) {
            parts->rest = before;
            break;
        }
        if (!take_value(line, "Content-Type:", &type))
            take_value(line, "Content-Disposition:", &parts->disposition);
    }
    return type;
}

bool
body_next_part(body_parts_t *parts, sip_text_t *type, sip_text_t *content)
{
    if (!parts->in_parts) {
        *type = parts->type;
        *content = parts->rest;
        parts->rest.length = 0;
        return content->length > 0;
    }
    if (!parts->begun && !pass_preamble(parts))
        return false;
    parts->begun = true;
    if (parts->rest.length == 0)
        return false;
    *type = take_part_header(parts);
    *content = parts->rest;
    while (parts->rest.length > 0) {
        const char *before = parts->rest.bytes;
        sip_text_t  line = sip_take_line(&parts->rest);

        if (!is_boundary(parts, line))
            continue;
        content->length = (size_t)(before - content->bytes);
        /* "--" behind it ends the last part. */
        if (line.length >= parts->boundary.length + 4 && memcmp(line.bytes + parts->boundary.length + 2, "--", 2) == 0)
            parts->rest.length = 0;
        return true;
    }
    return content->length > 0;
}

static bool
is_line_end(char letter)
{
    return letter == '\r' || letter == '\n';
}

/* Whether an empty line stands before the body, so that the header is not cut off. */
static bool
has_whole_header(const message_view_t *view, sip_text_t body)
{
    const char *at = body.bytes;

    if (at == view->header.bytes || !is_line_end(at[-1]))
        return false;
    at -= at - view->header.bytes >= 2 && at[-1] == '\n' && at[-2] == '\r' ? 2 : 1;
    return at == view->header.bytes || is_line_end(at[-1]);
}

bool
body_is_whole(const message_view_t *view)
{
    sip_text_t  body = view_body(view);
    const char *end = view->header.bytes + view->header.length;
    uint32_t    length;

    if (body.bytes == NULL || !has_whole_header(view, body))
        return false;
    if (view_number(view, "Content-Length", 'l', &length) && length != body.length)
        return false;
    /* Line ends may follow, which keep a connection open (RFC 5626, Section 3.5.1). */
    while (end > body.bytes + body.length && is_line_end(end[-1]))
        end--;
    return end <= body.bytes + body.length;
}
