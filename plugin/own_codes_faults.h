/* own_codes_faults.h
 * Names the rows of the file of own codes that were left out
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_OWN_CODES_FAULTS_H
#define SIPEXPLAIN_OWN_CODES_FAULTS_H

#include "own_codes_file.h"

#include <epan/uat.h>

/*
 * What is wrong with the texts of a row: a sentence, freed with g_free(), and
 * the column that it is about; NULL if nothing is. seen: for each code whether
 * a row above has it, which the function keeps up.
 */
typedef char *(*own_row_fault_func_t)(const own_row_t *row, bool *seen, unsigned *column);

/*
 * Looks at the file of the table if it is not as it was, and tells the user by
 * Wireshark's means of each row that is left out: its line and the reason. Of a
 * single one that Wireshark has told of already, with the right line, it is silent.
 */
void own_codes_tell_faults(uat_t *table, own_row_fault_func_t fault_of_row);

#endif /* SIPEXPLAIN_OWN_CODES_FAULTS_H */
