/* methods.c
 * The methods of SIP requests as numbers
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "exchange/methods.h"

/* A name that is no method of any RFC is as long as this at the most. */
#define MAX_NAME_LENGTH 32

/* Behind the registered ones those that captures have brought; a hostile capture can bring many. */
static const char *names[UINT8_MAX + 1] = {
    [METHOD_UNKNOWN]   = "",
    [METHOD_INVITE]    = "INVITE",
    [METHOD_ACK]       = "ACK",
    [METHOD_CANCEL]    = "CANCEL",
    [METHOD_BYE]       = "BYE",
    [METHOD_REGISTER]  = "REGISTER",
    [METHOD_OPTIONS]   = "OPTIONS",
    [METHOD_PRACK]     = "PRACK",
    [METHOD_UPDATE]    = "UPDATE",
    [METHOD_INFO]      = "INFO",
    [METHOD_SUBSCRIBE] = "SUBSCRIBE",
    [METHOD_NOTIFY]    = "NOTIFY",
    [METHOD_REFER]     = "REFER",
    [METHOD_MESSAGE]   = "MESSAGE",
    [METHOD_PUBLISH]   = "PUBLISH",
};
static unsigned num_names = METHOD_OTHER;

#define LENGTH(name)    [METHOD_##name] = sizeof #name - 1

/* It tells most of them apart already. */
static uint8_t lengths[UINT8_MAX + 1] = {
    LENGTH(INVITE), LENGTH(ACK), LENGTH(CANCEL), LENGTH(BYE), LENGTH(REGISTER), LENGTH(OPTIONS), LENGTH(PRACK),
    LENGTH(UPDATE), LENGTH(INFO), LENGTH(SUBSCRIBE), LENGTH(NOTIFY), LENGTH(REFER), LENGTH(MESSAGE), LENGTH(PUBLISH),
};

uint8_t
method_of(sip_text_t name)
{
    if (name.length == 0 || name.length > MAX_NAME_LENGTH)
        return METHOD_UNKNOWN;
    for (unsigned i = METHOD_INVITE; i < num_names; i++) {
        if (lengths[i] == name.length && names[i][0] == name.bytes[0] && memcmp(names[i], name.bytes, name.length) == 0)
            return (uint8_t)i;
    }
    if (num_names > UINT8_MAX)
        return METHOD_UNKNOWN;
    names[num_names] = g_strndup(name.bytes, name.length);
    lengths[num_names] = (uint8_t)name.length;
    return (uint8_t)num_names++;
}

const char *
method_name(uint8_t method)
{
    return names[method];
}
