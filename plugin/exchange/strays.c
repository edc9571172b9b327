/* strays.c
 * Responses whose requests were not seen yet
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/strays.h"
#include "exchange/hash.h"

#define MAX_STRAYS      16
#define MAX_CHALLENGES  64

typedef struct {
    uint64_t call_id;       /* a hash of it */
    leg_t    leg;
    uint32_t cseq;
} stray_t;

typedef struct {
    uint64_t call_id;
    leg_t    leg;
    uint32_t frame;
} challenge_t;

static stray_t     strays[MAX_STRAYS];      /* the oldest is overwritten */
static unsigned    count;                   /* of all that there were */
static challenge_t challenges[MAX_CHALLENGES];
static unsigned    num_challenges;

static void
forget(void)
{
    count = 0;
    num_challenges = 0;
}

void
strays_register(void)
{
    register_cleanup_routine(forget);
}

void
strays_learn(sip_text_t call_id, uint32_t cseq, const leg_t *leg)
{
    stray_t *stray = &strays[count++ % MAX_STRAYS];

    stray->call_id = hash_short(call_id.bytes, call_id.length);
    stray->cseq = cseq;
    stray->leg = *leg;
}

bool
strays_any(void)
{
    return count > 0;
}

bool
strays_know(sip_text_t call_id, uint32_t cseq, const leg_t *leg)
{
    uint64_t hash;

    if (count == 0)
        return false;
    hash = hash_short(call_id.bytes, call_id.length);
    for (unsigned i = 0; i < MIN(count, MAX_STRAYS); i++) {
        if (strays[i].call_id == hash && strays[i].cseq == cseq && legs_equal(&strays[i].leg, leg))
            return true;
    }
    return false;
}

void
strays_learn_challenge(sip_text_t call_id, const leg_t *leg, uint32_t frame)
{
    challenge_t *challenge = &challenges[num_challenges++ % MAX_CHALLENGES];

    challenge->call_id = hash_short(call_id.bytes, call_id.length);
    challenge->leg = *leg;
    challenge->frame = frame;
}

bool
strays_challenge(sip_text_t call_id, const leg_t *leg, uint32_t after, uint32_t before)
{
    uint64_t hash;

    if (num_challenges == 0)
        return false;
    /* Those that were overwritten are all older than the oldest that is left. */
    if (num_challenges > MAX_CHALLENGES && challenges[num_challenges % MAX_CHALLENGES].frame > after)
        return true;
    hash = hash_short(call_id.bytes, call_id.length);
    for (unsigned i = 0; i < MIN(num_challenges, MAX_CHALLENGES); i++) {
        if (challenges[i].call_id == hash && challenges[i].frame > after && challenges[i].frame < before
            && legs_equal(&challenges[i].leg, leg))
            return true;
    }
    return false;
}
