/* dialogs.h
 * The dialogs of a call: RFC 3261, Section 12
 *
 * Nothing is learnt for them; they are read from the texts of the messages that
 * set them up, when a failure has to be explained. Where such a text is not
 * known any more, or the capture began later, there is no dialog here.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_DIALOGS_H
#define SIPEXPLAIN_DIALOGS_H

#include "exchange/transactions.h"

/* So many dialogs of a call are looked at. */
#define MAX_DIALOGS 16

/*
 * A dialog as it was set up on one leg. A proxy passes on its tags, so that a
 * dialog is there for each leg of its way; a B2BUA makes a new one.
 */
typedef struct {
    const transaction_t *setup;         /* the INVITE or SUBSCRIBE */
    message_view_t       request;       /* its text */
    message_view_t       answer;        /* the response that brought the tag of the callee */
    sip_text_t           caller_tag;    /* may be empty: RFC 2543 knew none */
    sip_text_t           callee_tag;
    uint32_t             frame;         /* of the response */
    unsigned             code;
    bool                 early;         /* only provisional responses have this tag (RFC 3261, Section 12.1) */
} dialog_t;

typedef struct {
    dialog_t items[MAX_DIALOGS];        /* the newest first */
    unsigned count;
    bool     complete;                  /* no text was missing, and none was left out */
} dialogs_t;

/* Which side of a dialog a request can come from; both where its leg does not tell. */
#define FROM_CALLER 1u
#define FROM_CALLEE 2u

/* Whether the tags are the same, but for the case of letters, which some take for no difference. */
bool tags_equal(sip_text_t a, sip_text_t b);

/* The dialogs that were set up in frames before this one. */
void dialogs_of_call(const call_t *call, uint32_t frame, dialogs_t *dialogs);

unsigned dialog_sides(const dialog_t *dialog, const leg_t *leg);

/* Whether these are the tags of From and To of a request of the dialog on this leg. */
bool dialog_has_tags(const dialog_t *dialog, const leg_t *leg, sip_text_t from, sip_text_t to);

/* Whether the request that set up the dialog came from, or went to, the host that a request on this leg comes from. */
bool dialog_begins_at_sender(const dialog_t *dialog, const leg_t *leg);
bool dialog_ends_at_sender(const dialog_t *dialog, const leg_t *leg);

/* Whether it did either with the host that a request on this leg goes to. */
bool dialog_is_at_receiver(const dialog_t *dialog, const leg_t *leg);

/* Whether they are one dialog, on two legs. */
bool dialogs_are_one(const dialog_t *a, const dialog_t *b);

/*
 * The dialog that a request with these tags belongs to; NULL if there is none.
 * A leg that has dialogs of its own knows no others.
 */
const dialog_t *dialogs_find(const dialogs_t *dialogs, const leg_t *leg, sip_text_t from, sip_text_t to);

/* What ended a dialog. */
typedef struct {
    const transaction_t *by;            /* the BYE, the NOTIFY that says so, or the set-up itself where it failed */
    uint32_t             frame;         /* of the request, and where the set-up failed of its final response */
    bool                 of_same_side;  /* that sent the request which found it ended */
} dialog_end_t;

/* Whether something else but this request, which may be NULL, had ended the dialog before this frame came. */
bool dialog_ended(const call_t *call, const dialog_t *dialog, const transaction_t *but, uint32_t frame,
                  dialog_end_t *end);

/*
 * Whether it had ended for a request that belongs to it: the side that sends a
 * BYE may not have heard of it yet. dialog: NULL where nothing is known of its set-up.
 */
bool dialog_ended_for(const call_t *call, const dialog_t *dialog, const transaction_t *asked, uint32_t frame,
                      dialog_end_t *end);

/* Of which side an earlier request is, seen from one inside a dialog. */
typedef enum {
    SIDE_NONE,      /* it is of another dialog, or that is not known */
    SIDE_SAME,
    SIDE_OTHER
} side_t;

/* request: of a transaction inside a dialog; other: may also be the one that set it up */
side_t dialog_side(const message_view_t *request, const transaction_t *other);

#endif /* SIPEXPLAIN_DIALOGS_H */
