/* fitting.h
 * Which texts of the catalogue fit a case
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_FITTING_H
#define SIPEXPLAIN_FITTING_H

#include "catalogue/catalogue.h"
#include "exchange/exchange.h"

/*
 * Those texts of a list that the case does not rule out, in their order, ended
 * by NULL; in packet scope. What is not known of the case rules nothing out.
 * conditions: as many as texts; NULL where all fit
 */
const char *const *fitting_texts(const moment_t *moment, const char *const *texts, const text_condition_t *conditions);

/* The gist that is known to fit the case, where the record has others beside its own; else NULL. */
const char *fitting_summary(const moment_t *moment, const sip_response_record_t *record);

#endif /* SIPEXPLAIN_FITTING_H */
