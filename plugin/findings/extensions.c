/* extensions.c
 * What a request demands or uses, and the server does not know: extensions, event packages, methods
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/language.h"
#include "findings/complaints.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* A list of tags that is put into a sentence goes on no longer than this, in bytes. */
#define MAX_TAGS    150

/* A copy of a tag, as a string. */
static const char *
tag_string(const finding_case_t *about, sip_text_t tag)
{
    return wmem_strndup(about->moment->pinfo->pool, tag.bytes != NULL ? tag.bytes : "", tag.length);
}

static void
append_tag(wmem_strbuf_t *list, sip_text_t tag)
{
    if (wmem_strbuf_get_len(list) > 0)
        wmem_strbuf_append(list, list_separator());
    wmem_strbuf_append_len(list, tag.bytes, tag.length);
}

static sip_text_t
text_of(wmem_strbuf_t *list)
{
    sip_text_t text = { wmem_strbuf_get_str(list), wmem_strbuf_get_len(list) };

    return text;
}

/* RFC 3327, Section 5.3: a registrar may refuse a Path that it did not ask for, and whose client does not know it. */
static bool
is_about_path(const finding_case_t *about)
{
    return about->transaction->method == METHOD_REGISTER && view_has(&about->request, "Path", '\0')
        && view_lists(&about->message, "Unsupported", '\0', "path")
        && !view_lists(&about->request, "Supported", 'k', "path");
}

/* Which header of the request has the tags that the server does not know. */
static void
find_unsupported(finding_case_t *about)
{
    sip_values_t   values = { about->message.header, { NULL, 0 } };
    wmem_strbuf_t *tags = wmem_strbuf_new(about->moment->pinfo->pool, "");
    uint32_t       frame = about->transaction->request_frame;
    bool           required = false, of_proxy = false;
    sip_text_t     tag;

    while (wmem_strbuf_get_len(tags) < MAX_TAGS && sip_next_value(&values, "Unsupported", '\0', &tag)) {
        const char *name = tag_string(about, tag);
        bool        here = view_lists(&about->request, "Require", '\0', name);
        bool        there = view_lists(&about->request, "Proxy-Require", '\0', name);

        if (here || there)
            append_tag(tags, tag);
        required = required || here;
        of_proxy = of_proxy || there;
    }
    if (required)
        find_extension_unsupported(about, CERTAINTY_SHOWN, about->method, frame, text_of(tags),
                                   case_text(of_proxy ? "Require, Proxy-Require" : "Require"));
    else if (of_proxy)
        find_extension_unsupported_proxy(about, CERTAINTY_SHOWN, about->method, frame, text_of(tags));
    else if (is_about_path(about))
        find_extension_unsupported_path(about, CERTAINTY_SHOWN, frame);
}

/* RFC 3261, Section 8.2.2.3: Unsupported must be there. Where it is not, the request may leave no choice. */
static void
find_unnamed(finding_case_t *about)
{
    sip_text_t required = values_listed(about, &about->request, "Require", '\0');
    sip_text_t of_proxy = values_listed(about, &about->request, "Proxy-Require", '\0');

    if ((required.length == 0) == (of_proxy.length == 0))
        return;
    find_extension_unsupported_unnamed(about, CERTAINTY_LIKELY, about->method, about->transaction->request_frame,
                                       required.length > 0 ? required : of_proxy,
                                       case_text(required.length > 0 ? "Require" : "Proxy-Require"));
}

/* RFC 3261, Section 21.4.16: what the server wants the client to know, in Require. */
static void
find_required(finding_case_t *about)
{
    sip_values_t   values = { about->message.header, { NULL, 0 } };
    wmem_strbuf_t *tags = wmem_strbuf_new(about->moment->pinfo->pool, "");
    sip_text_t     tag;

    while (wmem_strbuf_get_len(tags) < MAX_TAGS && sip_next_value(&values, "Require", '\0', &tag)) {
        const char *name = tag_string(about, tag);

        if (!view_lists(&about->request, "Supported", 'k', name) && !view_lists(&about->request, "Require", '\0', name))
            append_tag(tags, tag);
    }
    if (wmem_strbuf_get_len(tags) > 0)
        find_extension_required(about, CERTAINTY_SHOWN, text_of(tags), about->method,
                                about->transaction->request_frame);
}

/* RFC 6665, Section 8.3.2. */
static void
find_event(finding_case_t *about)
{
    sip_text_t event = view_value(&about->request, "Event", 'o'), offered, words, package;
    uint32_t   frame = about->transaction->request_frame;

    package = sip_take_token(&event);
    if (package.length == 0 || words_about(about, "Event", &words) == COMPLAINT_OTHER
        || view_lists(&about->message, "Allow-Events", 'u', tag_string(about, package)))
        return;
    offered = values_listed(about, &about->message, "Allow-Events", 'u');
    if (offered.length > 0)
        find_event_unsupported(about, CERTAINTY_SHOWN, about->method, frame, package, offered);
    else
        find_event_unsupported_alone(about, CERTAINTY_SHOWN, about->method, frame, package);
}

/* RFC 3261, Sections 21.4.6 and 21.5.2. */
static void
find_method(finding_case_t *about)
{
    sip_text_t allowed = values_listed(about, &about->message, "Allow", '\0'), words;
    uint32_t   frame = about->transaction->request_frame;
    bool       listed = view_lists(&about->message, "Allow", '\0', tag_string(about, about->method));

    /* Words of its own may give another reason; those that speak of the method do not. */
    if (case_has(about, FINDING_HEADER_MISSING)
        || (words_about(about, "method", &words) == COMPLAINT_OTHER
            && case_words(about, tag_string(about, about->method)).length == 0))
        return;
    if (allowed.length > 0 && !listed)
        find_method_not_allowed(about, CERTAINTY_SHOWN, about->method, frame, allowed);
    else if (about->code != 405)
        return;
    else if (listed)
        find_method_not_allowed_here(about, CERTAINTY_SHOWN, about->method, frame, view_request_uri(&about->request));
    else if (!view_has(&about->message, "Allow", '\0'))
        find_method_not_allowed_alone(about, CERTAINTY_SHOWN, about->method, frame);
}

void
find_in_extensions(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL || !case_is_whole(about) || about->transaction->method == METHOD_CANCEL)
        return;
    switch (about->code) {
    case 405: case 501:
        find_method(about);
        break;
    case 420:
        if (view_has(&about->message, "Unsupported", '\0'))
            find_unsupported(about);
        else
            find_unnamed(about);
        break;
    case 421:
        find_required(about);
        break;
    case 489:
        find_event(about);
        break;
    default:
        break;
    }
}
