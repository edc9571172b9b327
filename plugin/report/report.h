/* report.h
 * -z sipexplain,report: what went wrong in a capture, for a person who has one minute
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REPORT_H
#define SIPEXPLAIN_REPORT_H

/* Registers -z sipexplain,report. */
void report_register(void);

#endif /* SIPEXPLAIN_REPORT_H */
