/* statistics.h
 * The tap "sipexplain", and the table of responses that listens to it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_STATISTICS_H
#define SIPEXPLAIN_STATISTICS_H

#include "catalogue/explanation.h"
#include "findings/findings.h"

/* What is told of each message, those that an ICMP error quotes too. All of it is in packet scope. */
typedef struct {
    moment_t         moment;
    explanation_t    explanation;
    const finding_t *found;         /* the strongest first; NULL if nothing was found */
    bool             explained;     /* it is a response that the user wants to have explained */
} sipexplain_tap_info_t;

/* Registers the tap and -z sipexplain,stat. */
void statistics_register(void);

/* Names the columns in the chosen language; a table that is there keeps its own name. */
void statistics_use_language(void);

/* Whether somebody listens to the tap. */
bool statistics_wanted(void);

/* Tells the listeners of a message; info must be in packet scope. */
void statistics_tell(packet_info *pinfo, const sipexplain_tap_info_t *info);

#endif /* SIPEXPLAIN_STATISTICS_H */
