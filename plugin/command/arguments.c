/* arguments.c
 * Words of the command line, understood
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "arguments.h"
#include "catalogue/catalogue.h"

bool
argument_code(output_t *output, const char *text, unsigned *code)
{
    guint64 value;

    if (strlen(text) != 3 || !g_ascii_string_to_unsigned(text, 10, SIP_CODE_MIN, SIP_CODE_MAX, &value, NULL)) {
        output_complain(output, STATUS_WRONG_USAGE,
                        command_text_filled(COMMAND_NO_STATUS_CODE, "word", text, "first", G_STRINGIFY(SIP_CODE_MIN),
                                            "last", G_STRINGIFY(SIP_CODE_MAX), NULL));
        return false;
    }
    *code = (unsigned)value;
    return true;
}

bool
argument_class(output_t *output, const char *text, unsigned *class_digit)
{
    if (text[0] < '1' || text[0] > '6' || g_ascii_strcasecmp(text + 1, "xx") != 0) {
        output_complain(output, STATUS_WRONG_USAGE, command_text_filled(COMMAND_NO_CLASS, "word", text, NULL));
        return false;
    }
    *class_digit = (unsigned)(text[0] - '0');
    return true;
}

bool
argument_cause(output_t *output, const char *text, uint32_t *cause)
{
    guint64 value;

    if (!g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT32, &value, NULL)) {
        output_complain(output, STATUS_WRONG_USAGE, command_text_filled(COMMAND_NO_CAUSE, "word", text, NULL));
        return false;
    }
    *cause = (uint32_t)value;
    return true;
}
