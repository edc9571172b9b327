/* groups.h
 * Messages that have the same cause, in groups
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_GROUPS_H
#define SIPEXPLAIN_GROUPS_H

#include "catalogue/explanation.h"
#include "findings/findings.h"

/* So many frames are named of each group, and so many hosts. */
#define GROUP_MAX_FRAMES    5
#define GROUP_MAX_HOSTS     4

typedef enum {
    GROUP_RESPONSES,    /* that are no success, or have a finding */
    GROUP_AGAIN,        /* success that came again, with a finding */
    GROUP_CHALLENGES,   /* that nothing followed */
    GROUP_REQUESTS,     /* with a finding of their own */
    GROUP_UNANSWERED    /* requests that nothing came back for */
} group_kind_t;

/* Hosts, with how often each is meant. */
typedef struct {
    char    *names[GROUP_MAX_HOSTS];    /* owned; NULL behind the last */
    unsigned counts[GROUP_MAX_HOSTS];
    unsigned others;
} tally_t;

/* What a message belongs to, where that is known. */
typedef struct {
    const call_t        *call;
    const transaction_t *transaction;
    bool                 went_on;   /* a redirection that led to an answer in another call */
} group_item_t;

/* All texts are owned. */
typedef struct {
    group_kind_t   kind;
    int            finding;         /* that leads, as its place in catalogue_findings; -1 if there is none */
    GArray        *found;           /* those of all that was found about the first one; uint16_t, the strongest first */
    explanation_t  explanation;     /* of responses */
    const char    *cause;           /* what the catalogue says of the first one, where nothing was found; may be NULL */
    const char    *remedy;
    bool           contradicted;    /* a Reason says something else than the code, see findings_contradiction() */
    char          *method;          /* of the requests, escaped; "" if it is not known */
    bool           in_call;         /* it is an INVITE within a call */
    unsigned       count;
    GHashTable    *calls;           /* those that it is about; empty where nobody can know */
    GArray        *items;           /* group_item_t */
    const call_t  *call;            /* that the first message belongs to; NULL if that is not known */
    unsigned       left;            /* of challenges: those that are told of apart, as nothing followed */
    uint32_t       frames[GROUP_MAX_FRAMES];
    unsigned       num_frames;
    bool           more_frames;
    tally_t        hosts;           /* who answered first, or sent the requests, or was asked */
    tally_t        passed_on;       /* who passed the responses on */
    char          *parties;         /* of the first one: who asks for whom; may be NULL */
    char          *words;           /* the server's own, of the first one, in lines "name: value"; may be NULL */
    char          *diagnosis;       /* of the first one; may be NULL or "" */
    unsigned       succeeded;       /* these three: see group_judge() */
    unsigned       overcome;
    unsigned       badness;
} group_t;

typedef struct {
    GHashTable *by_cause;           /* group_t by a text of its own for each cause */
    GHashTable *by_transaction;     /* the group of a transaction's failure */
    unsigned    others;             /* messages of causes beyond those that are kept apart */
} groups_t;

groups_t groups_new(void);
void groups_free(groups_t *groups);

/*
 * The group for this cause, a text that is freed. Sets *made to whether it is a
 * new one, of which only the kind is filled in. NULL if there are too many: the
 * message is counted among others.
 */
group_t *group_for(groups_t *groups, char *cause, group_kind_t kind, bool *made);

/*
 * Fills in the method, what was found about the first message, the leading one of
 * it, and what is said of it. The texts are copied.
 */
void group_describe(group_t *group, const char *method, const finding_t *found, const finding_t *leading,
                    const char *diagnosis);

/* Counts one more message in the group. key: stands for its call; all but the frame may be NULL. */
void group_add(groups_t *groups, group_t *group, const void *key, const call_t *call, const transaction_t *transaction,
               uint32_t frame);

/* Counts all of another group in this one, and frees the other one. */
void group_join(groups_t *groups, group_t *group, group_t *other);

/* Counts so many more for this host. */
void tally_add(tally_t *tally, const char *name, unsigned count);

/* How many calls, or other exchanges, the group is about. */
unsigned group_calls(const group_t *group);

#endif /* SIPEXPLAIN_GROUPS_H */
