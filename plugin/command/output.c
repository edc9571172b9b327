/* output.c
 * What is answered to a question: the complaint
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "message/escape.h"
#include "output.h"

status_t
output_complain(output_t *output, status_t status, char *message)
{
    g_free(output->complaint);
    output->complaint = g_malloc(ESCAPE_MAX_BYTES(strlen(message)));
    escape_text(output->complaint, (const unsigned char *)message, strlen(message));
    g_free(message);
    return status;
}
