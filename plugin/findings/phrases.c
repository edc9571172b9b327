/* phrases.c
 * Words that products are known to say, among what a server says: data/phrases.ini
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/phrases.h"
#include "catalogue/words.h"

static bool
is_for_code(const phrase_record_t *phrase, unsigned code)
{
    const uint16_t *item = phrase->codes;

    if (*item == 0)
        return code >= 300;
    while (*item != 0 && *item != code && *item != code / 100 && !(*item == PHRASE_IN_REQUESTS && code == 0))
        item++;
    return *item != 0;
}

static bool
is_for_method(const phrase_record_t *phrase, sip_text_t method)
{
    const char *const *item = phrase->methods;

    while (*item != NULL && !sip_texts_equal(method, case_text(*item)))
        item++;
    return *item != NULL || phrase->methods[0] == NULL;
}

static bool
is_for_case(const phrase_record_t *phrase, const finding_case_t *about)
{
    return is_for_code(phrase, about->code) && is_for_method(phrase, about->method);
}

sip_text_t
case_words_for(const finding_case_t *about, unsigned finding)
{
    const case_said_t *said = case_said(about);
    sip_text_t         none = { NULL, 0 };

    for (size_t i = 0; said->count > 0 && i < catalogue_num_phrases; i++) {
        const phrase_record_t *phrase = &catalogue_phrases[i];

        if (phrase->finding != (int)finding || !is_for_case(phrase, about))
            continue;
        for (const char *const *words = phrase->words; *words != NULL; words++) {
            for (unsigned j = 0; j < said->count; j++) {
                if (words_may_match(*words, said->keys[j])
                    && words_match(*words, said->texts[j].bytes, said->texts[j].length))
                    return said->texts[j];
            }
        }
    }
    return none;
}

const phrase_record_t *
phrase_of(const finding_case_t *about, sip_text_t text, size_t *weight)
{
    const phrase_record_t *best = NULL;
    size_t                 most = 0;
    words_key_t            key = words_key(text.bytes, text.length);

    *weight = 0;
    for (size_t i = 0; text.length > 0 && i < catalogue_num_phrases; i++) {
        const phrase_record_t *phrase = &catalogue_phrases[i];

        if (!is_for_case(phrase, about))
            continue;
        for (const char *const *words = phrase->words; *words != NULL; words++) {
            if (words_may_match(*words, key) && words_match(*words, text.bytes, text.length)
                && words_weight(*words) > most) {
                *weight = most = words_weight(*words);
                best = phrase;
            }
        }
    }
    return best;
}

bool
case_is_phrase_of(const finding_case_t *about, sip_text_t text, unsigned finding)
{
    size_t                 weight;
    const phrase_record_t *phrase = phrase_of(about, text, &weight);

    return phrase != NULL && phrase->finding == (int)finding;
}

const phrase_record_t *
phrase_of_said(const finding_case_t *about, unsigned i, size_t *weight)
{
    case_said_t *said = about->said;

    if (!said->likened[i]) {
        const phrase_record_t *phrase = case_is_registered_phrase(about, said->texts[i])
            ? NULL : phrase_of(about, said->texts[i], weight);

        said->likened[i] = true;
        if (phrase != NULL) {
            said->phrases[i] = (uint16_t)(phrase - catalogue_phrases + 1);
            said->weights[i] = (uint16_t)*weight;
        }
    }
    *weight = said->weights[i];
    return said->phrases[i] != 0 ? &catalogue_phrases[said->phrases[i] - 1] : NULL;
}

bool
case_says_why(const finding_case_t *about)
{
    const case_said_t *said = case_said(about);

    for (unsigned i = 0; i < said->count; i++) {
        size_t                 weight;
        const phrase_record_t *phrase = phrase_of_said(about, i, &weight);

        if (phrase != NULL && phrase->product == NULL && phrase->finding == NO_FINDING)
            return true;
    }
    return false;
}
