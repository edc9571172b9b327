/* questions.h
 * The command's answers for people without a terminal: windows that ask for codes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_QUESTIONS_H
#define SIPEXPLAIN_QUESTIONS_H

/* Adds the windows to the menu Tools of desktop Wireshark. */
void questions_register(void);

#endif /* SIPEXPLAIN_QUESTIONS_H */
