/* methods.h
 * The methods of SIP requests as numbers
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_METHODS_H
#define SIPEXPLAIN_METHODS_H

#include <stdint.h>

#include "message/header_fields.h"

/* The registered ones; any other one has a number of its own from METHOD_OTHER on. */
enum {
    METHOD_UNKNOWN,
    METHOD_INVITE,
    METHOD_ACK,
    METHOD_CANCEL,
    METHOD_BYE,
    METHOD_REGISTER,
    METHOD_OPTIONS,
    METHOD_PRACK,
    METHOD_UPDATE,
    METHOD_INFO,
    METHOD_SUBSCRIBE,
    METHOD_NOTIFY,
    METHOD_REFER,
    METHOD_MESSAGE,
    METHOD_PUBLISH,
    METHOD_OTHER
};

/* The number of a method; METHOD_UNKNOWN of an empty text, and of more names than a byte can number. */
uint8_t method_of(sip_text_t name);

/* Its name; "" of METHOD_UNKNOWN. Lives as long as the program. */
const char *method_name(uint8_t method);

#endif /* SIPEXPLAIN_METHODS_H */
