/* passports.c
 * What is wrong with a signed caller identity by itself: its form, its algorithm, its time
 *
 * The signature is not checked.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/identity.h"
#include "finding_sentences.h"
#include "message/date.h"

/* So many Identity header fields of a request are read. */
#define MAX_IDENTITIES  4

/* RFC 8224, Section 6.2, step 4: what a verifier allows, in ms. */
#define FRESH_MS        60000

/* A capture from before there were PASSporTs (2015) has no clock that could tell: 1970 is what tools make of none. */
#define EARLIEST_MS     INT64_C(1420070400000)

bool
identity_is_there(const message_view_t *request)
{
    return view_has(request, "Identity", 'y');
}

static bool
is_diversion(const passport_t *passport)
{
    sip_text_t ppt = passport->ppt.length > 0 ? passport->ppt : passport->info_ppt;

    return sip_text_is(ppt, "div") || sip_text_is(ppt, "div-o");
}

/* Whether it is the one that says who calls: that of SHAKEN, or one without extension. */
static bool
is_about_caller(const passport_t *passport)
{
    sip_text_t ppt = passport->ppt.length > 0 ? passport->ppt : passport->info_ppt;

    return ppt.length == 0 || sip_text_is(ppt, "shaken");
}

void
identity_read(identity_t *identity, const message_view_t *request)
{
    sip_values_t values = { request->header, { NULL, 0 } };
    sip_text_t   value;

    memset(identity, 0, sizeof *identity);
    while (identity->count < MAX_IDENTITIES && sip_next_value(&values, "Identity", 'y', &value)) {
        passport_t passport;

        passport_read(&passport, value);
        identity->diverted = identity->diverted || is_diversion(&passport);
        if (identity->count++ == 0 || (!is_about_caller(&identity->passport) && is_about_caller(&passport))) {
            passport_clear(&identity->passport);
            identity->passport = passport;
        } else {
            passport_clear(&passport);
        }
    }
}

static void
find_difference(finding_case_t *about, const passport_t *passport)
{
    sip_text_t parameter = passport->info, claim = passport->x5u, called = case_text("x5u");

    if (sip_text_is(passport->name, "alg")) {
        parameter = passport->info_alg;
        claim = passport->alg;
        called = passport->name;
    } else if (sip_text_is(passport->name, "ppt")) {
        parameter = passport->info_ppt;
        claim = passport->ppt;
        called = passport->name;
    }
    find_identity_malformed_differs(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                                    passport->name, parameter, called, claim);
}

static bool
is_about_certificate(const passport_t *passport)
{
    return passport->fault == PASSPORT_PARTS || passport->fault == PASSPORT_BASE64 || passport->fault == PASSPORT_JSON
        || sip_text_is(passport->name, "info") || sip_text_is(passport->name, "x5u");
}

void
find_malformed_identity(finding_case_t *about, const identity_t *identity, bool certificate)
{
    const passport_t *passport = &identity->passport;
    uint32_t          frame = about->transaction->request_frame;

    if (certificate && !is_about_certificate(passport))
        return;
    switch (passport->fault) {
    case PASSPORT_GOOD:
        break;
    case PASSPORT_PARTS:
        find_identity_malformed(about, CERTAINTY_SHOWN, about->method, frame, passport->number);
        break;
    case PASSPORT_BASE64:
        find_identity_malformed_base64(about, CERTAINTY_SHOWN, passport->number, about->method, frame, passport->name);
        break;
    case PASSPORT_JSON:
        find_identity_malformed_json(about, CERTAINTY_SHOWN, passport->number, about->method, frame);
        break;
    case PASSPORT_MISSING:
        find_identity_malformed_missing(about, CERTAINTY_SHOWN, about->method, frame, passport->name);
        break;
    case PASSPORT_WRONG:
        find_identity_malformed_wrong(about, CERTAINTY_SHOWN, passport->name, about->method, frame);
        break;
    case PASSPORT_DIFFERS:
        find_difference(about, passport);
        break;
    case PASSPORT_SIGNATURE:
        find_identity_malformed_signature(about, CERTAINTY_SHOWN, about->method, frame, passport->number);
        break;
    }
}

/* The extensions that IANA has registered. */
static bool
is_known_type(sip_text_t ppt)
{
    static const char *const known[] = { "shaken", "div", "div-o", "rph", "rcd", "msgi", "sph" };

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (sip_text_is(ppt, known[i]))
            return true;
    }
    return false;
}

/* RFC 8225, Section 4.2, and RFC 8224, Section 6.2.2: which types are supported is up to the server. */
void
find_algorithm_of_identity(finding_case_t *about, const identity_t *identity)
{
    const passport_t *passport = &identity->passport;
    sip_text_t        alg = passport->alg.length > 0 ? passport->alg : passport->info_alg;
    sip_text_t        ppt = passport->ppt.length > 0 ? passport->ppt : passport->info_ppt;
    sip_text_t        words = case_words_for(about, FINDING_IDENTITY_ALGORITHM);
    uint32_t          frame = about->transaction->request_frame;

    if (passport->form == PASSPORT_UNREAD)
        return;
    if (alg.length > 0 && !sip_texts_equal(alg, case_text("ES256")))
        find_identity_algorithm(about, CERTAINTY_SHOWN, about->method, frame, alg);
    else if (ppt.length > 0 && words.length > 0 && identity->count == 1)
        find_identity_algorithm_words(about, CERTAINTY_SHOWN, words, about->method, frame, ppt);
    else if (ppt.length > 0 && identity->count == 1
             && (!is_known_type(ppt) || (about->code == 428 && !sip_text_is(ppt, "shaken"))))
        find_identity_algorithm_type(about, CERTAINTY_LIKELY, about->method, frame, ppt);
}

/* How long before the request was first seen this was, in ms. What rounds to the same second is at once. */
static int64_t
age_of(const finding_case_t *about, int64_t seconds)
{
    int64_t age = about->transaction->time - seconds * 1000;

    return age < 0 && age > -1000 ? 0 : age;
}

static bool
is_near(int64_t milliseconds)
{
    return milliseconds >= -FRESH_MS && milliseconds <= FRESH_MS;
}

/* A time of the PASSporT as it stands there, and as a person reads it. */
static sip_text_t
time_text(const finding_case_t *about, int64_t seconds)
{
    wmem_allocator_t *pool = about->moment->pinfo->pool;
    GDateTime        *when = g_date_time_new_from_unix_utc(seconds);
    char             *text = when != NULL ? g_date_time_format(when, "%Y-%m-%d %H:%M:%S UTC") : NULL;
    sip_text_t        shown;

    shown = case_text(text != NULL ? wmem_strdup_printf(pool, "%" G_GINT64_FORMAT " (%s)", (gint64)seconds, text)
                                   : wmem_strdup_printf(pool, "%" G_GINT64_FORMAT, (gint64)seconds));
    g_free(text);
    if (when != NULL)
        g_date_time_unref(when);
    return shown;
}

/* A Date of request or response; false if there is none that can be read. */
static bool
read_date(const message_view_t *view, sip_text_t *date, int64_t *seconds)
{
    *date = view_value(view, "Date", '\0');
    return sip_parse_date(*date, seconds);
}

bool
identity_is_fresh(const finding_case_t *about, const identity_t *identity)
{
    sip_text_t date;
    int64_t    seconds;
    bool       dated = read_date(&about->request, &date, &seconds);

    return identity->passport.has_iat && is_near(age_of(about, identity->passport.iat))
        && (!dated || is_near(age_of(about, seconds)));
}

/* Where the server tells its own time, and that is another one, that is what it compares with. */
static bool
find_clocks_apart(finding_case_t *about, const passport_t *passport)
{
    sip_text_t date;
    int64_t    seconds, apart;

    if (!read_date(&about->message, &date, &seconds) || is_near(about->moment->now - seconds * 1000))
        return false;
    apart = seconds > passport->iat ? seconds - passport->iat : passport->iat - seconds;
    if (passport->has_iat && apart * 1000 > FRESH_MS)
        find_identity_stale_clock(about, CERTAINTY_SHOWN, about->transaction->request_frame,
                                  time_text(about, passport->iat), date, apart * 1000);
    return true;
}

void
find_time_of_identity(finding_case_t *about, const identity_t *identity)
{
    const passport_t *passport = &identity->passport;
    uint32_t          frame = about->transaction->request_frame;
    sip_text_t        date, iat = time_text(about, passport->iat);
    int64_t           seconds, age = passport->has_iat ? age_of(about, passport->iat) : 0;

    if (passport->form == PASSPORT_UNREAD || about->transaction->time < EARLIEST_MS || find_clocks_apart(about, passport))
        return;
    if (age > FRESH_MS)
        find_identity_stale(about, CERTAINTY_SHOWN, about->method, frame, iat, age);
    else if (age < -FRESH_MS)
        find_identity_stale_ahead(about, CERTAINTY_SHOWN, about->method, frame, iat, -age);
    if (!read_date(&about->request, &date, &seconds))
        return;
    age = age_of(about, seconds);
    if (age > FRESH_MS)
        find_identity_stale_date(about, CERTAINTY_SHOWN, about->method, frame, date, age);
    else if (age < -FRESH_MS)
        find_identity_stale_date_ahead(about, CERTAINTY_SHOWN, about->method, frame, date, -age);
}

static sip_text_t
first_of(sip_text_t number, sip_text_t uri)
{
    if (number.length > 0)
        return number;
    return uri.length > 0 ? uri : case_text("-");
}

static void
find_shown_claims(finding_case_t *about, const passport_t *passport)
{
    sip_text_t orig = first_of(passport->orig_tn, passport->orig_uri);
    sip_text_t dest = first_of(passport->dest_tn[0], passport->dest_uri[0]);
    sip_text_t url = first_of(passport->x5u, passport->info), attest = passport->attest;
    sip_text_t when = time_text(about, passport->iat);
    int64_t    age = age_of(about, passport->iat);
    uint32_t   frame = about->transaction->request_frame;

    if (age < 0)
        find_identity_shown_ahead(about, CERTAINTY_SHOWN, about->method, frame, first_of(attest, attest), orig, dest, when,
                                  -age, url);
    else if (sip_texts_equal(attest, case_text("A")))
        find_identity_shown_full(about, CERTAINTY_SHOWN, about->method, frame, orig, dest, when, age, url);
    else if (sip_texts_equal(attest, case_text("B")))
        find_identity_shown_partial(about, CERTAINTY_SHOWN, about->method, frame, orig, dest, when, age, url);
    else if (sip_texts_equal(attest, case_text("C")))
        find_identity_shown_gateway(about, CERTAINTY_SHOWN, about->method, frame, orig, dest, when, age, url);
    else
        find_identity_shown(about, CERTAINTY_SHOWN, about->method, frame, orig, dest, when, age, url);
}

void
find_shown_identity(finding_case_t *about, const identity_t *identity, sip_text_t words)
{
    const passport_t *passport = &identity->passport;
    uint32_t          frame = about->transaction->request_frame;
    sip_text_t        date = view_value(&about->request, "Date", '\0');

    if (passport->form == PASSPORT_COMPACT)
        find_identity_shown_compact(about, CERTAINTY_SHOWN, about->method, frame, first_of(date, date), passport->info);
    else if (passport->form != PASSPORT_FULL || !passport->has_iat)
        return;
    else if (words.length > 0)
        find_identity_shown_fresh(about, CERTAINTY_SHOWN, words, frame, time_text(about, passport->iat),
                                  age_of(about, passport->iat));
    else
        find_shown_claims(about, passport);
}
