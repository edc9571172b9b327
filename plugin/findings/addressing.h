/* addressing.h
 * What the rules of addresses have in common: the request that was refused, and the words of who refused it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_ADDRESSING_H
#define SIPEXPLAIN_ADDRESSING_H

#include "findings/case.h"
#include "message/uri.h"

/* So many texts of a server are looked at, and so many bytes of each. */
#define WORDS_MAX_TEXTS 16
#define WORDS_MAX_BYTES 256

/* What the server says of its own: phrase, Warning, Reason, and the fields of products. */
typedef struct {
    sip_text_t  texts[WORDS_MAX_TEXTS];
    words_key_t keys[WORDS_MAX_TEXTS];  /* of the texts */
    unsigned    count;
} words_t;

/* Gathers it; the phrase is none of it where it is the registered one. */
words_t words_of_server(const finding_case_t *about);

/*
 * The first text that has one of these words (small letters, the list ends with
 * NULL), as whole words in any case of letters, where _ and - count as blanks;
 * empty if none has.
 */
sip_text_t words_find(const words_t *words, const char *const *list);

/* The same for words that blame something: a text that calls anything fine tells of more than one thing, and says nothing here. */
sip_text_t words_blame(const words_t *words, const char *const *list);

/* What is said of a user who is not known, be it who calls or who is called. */
extern const char *const words_of_unknown_users[];

/* The request as who refused it received it. All texts may be empty. */
typedef struct {
    message_view_t view;
    uint32_t       frame;
    sip_text_t     uri;         /* Request-URI */
    sip_text_t     number;      /* its user part, or the number of a tel: URI, without parameters */
    sip_text_t     host;        /* of a sip: or sips: URI that can be read */
    host_t         host_asked;  /* to which it was sent */
    bool           secure;      /* sips: */
    bool           sip;         /* sip: or sips: */
    bool           tel;
    bool           elsewhere;   /* on a later leg, from where the response was passed on */
} refused_t;

refused_t refused_of(const message_view_t *request, const transaction_t *transaction);

/* Whether the host is an IP address. */
bool host_is_address(sip_text_t host);

/* Says how the number was written, as gateways tell by that what to do with it. */
void find_number_by_form(finding_case_t *about, const refused_t *refused);

/* What the request says it was sent by, if that is a tool that searches the Internet for servers; else empty. */
sip_text_t scanner_name(const finding_case_t *about);

/*
 * The rules by what they look at. Those whose names end with _words go by words
 * of the server, which hold whatever else is likely.
 */
void find_in_schemes(finding_case_t *about, const refused_t *refused, const words_t *words);
void find_in_registration_words(finding_case_t *about, const refused_t *refused, const words_t *words);
void find_in_destination_words(finding_case_t *about, const refused_t *refused, const words_t *words);
void find_in_registrations(finding_case_t *about, const refused_t *refused);
void find_unknown_record(finding_case_t *about, const refused_t *refused, const words_t *words);
void find_in_domains(finding_case_t *about, const refused_t *refused, const words_t *words);

#endif /* SIPEXPLAIN_ADDRESSING_H */
