/* fitting.h
 * Which texts of the catalogue fit a case
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_FITTING_H
#define SIPEXPLAIN_FITTING_H

#include "catalogue/catalogue.h"
#include "exchange/exchange.h"
#include "message/view.h"

/* What is asked of a case: begin with { .moment = ... }; what was found out is kept for the next texts about it. */
typedef struct {
    const moment_t *moment;
    bool            known;          /* what follows is filled in */
    bool            doubt;          /* what counts where something is not known */
    message_view_t  message;
    message_view_t  request;
    sip_text_t      method;
    bool            method_read;
    uint8_t         credentials;    /* ASKED_..., when somebody has asked */
} fitting_case_t;

/*
 * Those texts of a list that the case does not rule out, in their order, ended
 * by NULL; in packet scope. What is not known of the case rules nothing out.
 * conditions: as many as texts; NULL where all fit
 */
const char *const *fitting_texts(fitting_case_t *about, const char *const *texts, const text_condition_t *conditions);

/* The gist that is known to fit the case, where the record has others beside its own; else NULL. */
const char *fitting_summary(const moment_t *moment, const sip_response_record_t *record);

#endif /* SIPEXPLAIN_FITTING_H */
