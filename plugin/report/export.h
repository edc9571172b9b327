/* export.h
 * -z sipexplain,ndjson and -z sipexplain,tsv: all that is explained, for machines
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_EXPORT_H
#define SIPEXPLAIN_EXPORT_H

/* Registers both. */
void export_register(void);

#endif /* SIPEXPLAIN_EXPORT_H */
