/* reference.h
 * References to documents in the language of the reader
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REFERENCE_H
#define SIPEXPLAIN_REFERENCE_H

/*
 * A reference of the catalogue ("RFC 3261, Sections 21.4.26 and 13.3.1.3; RFC
 * 6432") with the words between names and numbers in the chosen language; in
 * English it is the same text. The caller owns it.
 */
char *reference_text(const char *reference);

/*
 * Where one can read what such a reference names: a URL for each section of an
 * RFC, for an RFC without a section, and for a specification of 3GPP (there is
 * none for its sections). Other documents have no address that is known to stay,
 * and so none here. Ends with NULL; to be freed with g_strfreev().
 */
char **reference_urls(const char *reference);

typedef struct {
    const char        *text;
    const char *const *urls;
} known_reference_t;

/* Both, of a reference of the catalogue, which lives forever, as they do: they are kept for the next time. */
const known_reference_t *reference_known(const char *reference);

#endif /* SIPEXPLAIN_REFERENCE_H */
