/* fuzz_header.c
 * libFuzzer target: everything that reads the header of a message
 *
 * All readers see all of the input, and what they return must lie within it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdlib.h>
#include <string.h>

#include "message/escape.h"
#include "message/header_fields.h"
#include "message/header_values.h"
#include "catalogue/layout.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void
check(int good)
{
    if (!good)
        abort();
}

static void
check_within(sip_text_t part, sip_text_t whole)
{
    if (part.length > 0)
        check(part.bytes >= whole.bytes && part.bytes + part.length <= whole.bytes + whole.length);
}

/* Shown text is valid, bounded, and comes to an end in lines. */
static void
check_shown(sip_text_t text)
{
    char       *plain = malloc(text.length + 1);
    size_t      length = sip_unquote(plain, text);
    char       *escaped = malloc(ESCAPE_MAX_BYTES(length));
    const char *rest = escaped;
    size_t      shown;

    check(length <= text.length);
    check(sip_unfold(plain, text) <= text.length);
    length = sip_unquote(plain, text);
    shown = escape_text(escaped, (const unsigned char *)plain, length);
    check(shown < ESCAPE_MAX_BYTES(length) && strlen(escaped) == shown);
    while ((length = layout_next_line(&rest, 72)) > 0)
        check(length <= shown);
    check(*rest == '\0');
    free(escaped);
    free(plain);
}

static void
check_value(sip_text_t value)
{
    sip_text_t    rest = value, name, parameter;
    sip_reason_t  reason;
    sip_warning_t warning;
    uint32_t      number;

    check_within(sip_address(value), value);
    while (sip_next_parameter(&rest, &name, &parameter)) {
        check_within(name, value);
        check_within(parameter, value);
        sip_parse_number(parameter, &number);
    }
    check(rest.length == 0);
    if (sip_parse_reason(value, &reason)) {
        check_within(reason.protocol, value);
        check_within(reason.text, value);
        check_within(reason.location, value);
        check_shown(reason.text);
    }
    if (sip_parse_warning(value, &warning)) {
        check_within(warning.agent, value);
        check_within(warning.text, value);
        check_shown(warning.text);
    }
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    /* A copy of just this size, so that the sanitizer sees every byte read beyond it. */
    char              *copy = malloc(size);
    sip_text_t         whole = { copy, size }, text = whole, values, value;
    sip_values_t       list = { whole, { NULL, 0 } };
    sip_header_field_t field;
    sip_auth_t         auth;

    if (size > 0)
        memcpy(copy, data, size);
    while (sip_next_header_field(&text, &field)) {
        check_within(field.name, whole);
        check_within(field.value, whole);
        check_within(text, whole);
        sip_header_field_is(&field, "Reason", 'm');
        check_shown(field.value);
        auth = sip_parse_auth(field.value);
        check_within(auth.scheme, field.value);
        check_within(auth.realm, field.value);
        check_within(auth.algorithm, field.value);
        check_within(auth.response, field.value);
        list.header = whole;
        list.list.length = 0;
        while (sip_next_value(&list, "Reason", 'm', &value))
            check_within(value, whole);
        values = field.value;
        while (sip_next_list_value(&values, &value)) {
            check(value.length > 0);
            check_within(value, field.value);
            check_value(value);
        }
        check(values.length == 0);
    }
    free(copy);
    return 0;
}
