/* texts.h
 * The memory of what was said: texts of messages that a later one may have to
 * be explained by
 *
 * A post-dissector cannot read an earlier frame again, and most causes stand in
 * the request. What is kept is bounded: the newest texts overwrite the oldest.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_TEXTS_H
#define SIPEXPLAIN_TEXTS_H

#include <stdint.h>

#include "message/header_fields.h"

/* So many bytes are kept of a capture: with more, 150,000 frames take over a tenth more memory than without the plugin. */
#define TEXTS_CAPACITY  (28u * 1024 * 1024)

/* A message that is longer than this is not kept, whole or in part. */
#define TEXTS_MAX_BYTES (64u * 1024)

/* Where a text is; 0: nowhere. */
typedef uint32_t text_ref_t;

/* Keeps a copy. 0 if it is empty or too long. */
text_ref_t texts_keep(sip_text_t text);

/*
 * The text as it came in; empty, with bytes NULL, if it was not kept or has
 * been overwritten. The bytes stay until the next call of texts_keep().
 */
sip_text_t texts_get(text_ref_t ref);

/* Forgets all texts, and gives their memory back. */
void texts_forget(void);

#endif /* SIPEXPLAIN_TEXTS_H */
