/* strays.c
 * Responses whose requests were not seen yet
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/strays.h"
#include "exchange/hash.h"

#define MAX_STRAYS  16

typedef struct {
    uint64_t call_id;       /* a hash of it */
    leg_t    leg;
    uint32_t cseq;
} stray_t;

static stray_t  strays[MAX_STRAYS];     /* the oldest is overwritten */
static unsigned count;                  /* of all that there were */

static void
forget(void)
{
    count = 0;
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
