/* packet-sipexplain.c
 * Explains the SIP messages of a frame, where somebody asks for it
 *
 * A post-dissector that runs on every frame of every capture. It asks for no
 * fields and has no tap, so a frame without SIP costs a walk through its few
 * layers, and one with SIP in it a look-up and the expert info; text is put
 * together only where somebody looks at it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "compat.h"

#include <epan/prefs.h>

#include "catalogue/explanation.h"
#include "catalogue/language.h"
#include "desktop/questions.h"
#include "exchange/connections.h"
#include "exchange/errors.h"
#include "exchange/exchange.h"
#include "findings/findings.h"
#include "findings/fitting.h"
#include "message/message_text.h"
#include "message/messages.h"
#include "own_codes.h"
#include "packet-sipexplain.h"
#include "pane/experts.h"
#include "pane/explanation.h"
#include "report/calls_tap.h"
#include "report/export.h"
#include "report/html_tap.h"
#include "report/report.h"
#include "report/statistics.h"

static int proto_sipexplain = -1;
static protocol_t *protocol;

static ws_bool_pref_t explain_success = true;

#define MAX_LANGUAGES   16

/* Values of the preference, ended by an empty one: "auto", English, and those of the catalogue. */
static enum_val_t *language_values;
static int language;             /* the value that is chosen */
static int applied_language;     /* the value that all texts are in */

static bool
is_explained_response(const sip_message_t *message)
{
    unsigned code = message->info->response_code;

    return message_is_response(message) && (explain_success || code < 100 || code > 299);
}

/* A code can mean something else in such a case, and what comes again has the cause that was found the first time. */
static void
fit_explanation(const moment_t *moment, explanation_t *explanation)
{
    const finding_record_t *repeated = findings_repeated_cause(moment);
    const char             *summary = NULL;

    if (repeated != NULL)
        summary = repeated->title;
    else if (explanation->record != NULL)
        summary = fitting_summary(moment, explanation->record);
    if (summary != NULL)
        explanation->summary = summary;
}

/* Whoever listens is told when the dissection of the frame is over, so all is kept until then. */
static void
tell_statistics(const moment_t *moment, const explanation_t *explanation, const finding_t *found, bool explained)
{
    packet_info          *pinfo = moment->pinfo;
    sipexplain_tap_info_t info = { *moment, *explanation, found, explained };

    info.moment.texts = message_texts_copy(moment->texts);
    info.moment.message = &info.moment.texts->messages[moment->number];
    statistics_tell(pinfo, (sipexplain_tap_info_t *)wmem_memdup(pinfo->pool, &info, sizeof info));
}

/* Preferences have changed, or were read for the first time. */
static void
apply_preferences(void)
{
    experts_forget();
    language_choose(language_values[language].name);
    statistics_use_language();
    applied_language = language;
}

/* What is wanted of the messages of a frame. */
typedef struct {
    tvbuff_t   *tvb;
    proto_tree *tree;
    bool        shown;      /* in the packet details, or as fields */
    bool        requests;   /* those are shown, too */
    bool        told;       /* to the listeners of the tap */
} wanted_t;

/* Not in line, as most messages of most captures have nothing that is to be explained. */
static G_GNUC_NO_INLINE void
explain_message(const wanted_t *wanted, const moment_t *moment, const finding_t *found)
{
    bool                  explained = is_explained_response(moment->message);
    const message_text_t *text = NULL;
    explanation_t         explanation = { 0 };

    /* Whose expert info it is; the caller restores it. */
    moment->pinfo->current_proto = proto_get_protocol_short_name(protocol);
    /* A later frame may disprove what was found, which summary, outcome and expert info go by, too. */
    if (wanted->told || (wanted->shown && (!explained || explanation_wants_late(wanted->tree)
                                           || findings_may_be_taken_back(found, moment->code))))
        found = findings_with_late(moment, found);
    if (wanted->shown)
        text = &message_texts_get(moment->texts)[moment->number];
    if (explained) {
        explanation = explanation_of(moment->code, moment_refuses_credentials(moment, found));
        fit_explanation(moment, &explanation);
        explanation_add_of_response(moment, wanted->tree, wanted->tvb, text, &explanation, found);
    } else if (!message_is_response(moment->message) && (found != NULL || (text != NULL && text->tvb != NULL))) {
        explanation_add_of_request(moment, wanted->tree, wanted->tvb, text != NULL && text->tvb != NULL ? text : NULL, found);
    }
    if (wanted->told)
        tell_statistics(moment, &explanation, found, explained);
    if (explained && wanted->tree == NULL && found == NULL && !moment->message->quoted
        && moment->kind != MOMENT_FINAL_AGAIN && moment->code <= SIP_CODE_MAX)
        experts_noted[moment->code] = true;
}

/*
 * Whether a response that nothing was found about leaves nothing but its
 * severity, as it does in list mode, and another one with its code has left the
 * same. One that comes again has expert info of its own.
 */
static bool
is_noted(const wanted_t *wanted, const moment_t *moment)
{
    return wanted->tree == NULL && moment->code <= SIP_CODE_MAX && experts_noted[moment->code]
        && moment->kind != MOMENT_FINAL_AGAIN && !experts_are_read(moment->pinfo);
}

/* Not in line, so that frames without SIP pay for none of it. */
static G_GNUC_NO_INLINE void
explain_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    message_texts_t texts;
    wanted_t        wanted;

    /* The handle is anonymous, so the first is for us to ask. */
    if (!proto_is_protocol_enabled(protocol) || !message_texts_begin(&texts, pinfo))
        return;
    /* sharkd changes preferences and tells nobody. */
    if (language != applied_language)
        apply_preferences();

    wanted.tvb = tvb;
    wanted.tree = tree;
    wanted.shown = tree != NULL && proto_field_is_referenced(tree, proto_sipexplain);
    wanted.requests = wanted.shown && explanation_wants_requests(tree);
    wanted.told = statistics_wanted();
    for (unsigned i = 0; i < texts.count; i++) {
        moment_t         moment;
        const finding_t *found;

        exchange_moment(&moment, pinfo, &texts, i);
        found = findings_of(&moment);
        if (found != NULL || wanted.told
            || (wanted.shown && (wanted.requests || message_is_response(moment.message)))
            || (is_explained_response(moment.message) && !is_noted(&wanted, &moment)))
            explain_message(&wanted, &moment, found);
    }
}

static int
dissect_sipexplain(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    if (!messages_any(pinfo)) {
        if (connections_may_break(pinfo))
            connections_note(tvb, pinfo);
        if (errors_may_quote(pinfo))
            errors_note(tvb, pinfo);
        return 0;
    }
    explain_frame(tvb, pinfo, tree);
    return (int)tvb_captured_length(tvb);
}

/* Other ways to write a language. They stand behind the names by which Wireshark keeps them. */
static void
add_language_aliases(unsigned count)
{
    static const struct {
        const char *alias;
        const char *name;
    } aliases[] = {
        { "ja_JP", "ja" }, { "pt", "pt_BR" }, { "pt-BR", "pt_BR" }, { "zh", "zh_CN" }, { "zh-CN", "zh_CN" },
    };
    unsigned last = count;

    for (size_t i = 0; i < array_length(aliases) && last < MAX_LANGUAGES; i++) {
        for (unsigned k = 0; k < count; k++) {
            if (strcmp(language_values[k].name, aliases[i].name) != 0)
                continue;
            language_values[last].name = language_values[last].description = aliases[i].alias;
            language_values[last++].value = language_values[k].value;
        }
    }
}

/* "auto", English, and what there are translations for, each in its own tongue. */
static void
register_language_preference(module_t *module)
{
    unsigned count = (unsigned)MIN(catalogue_num_languages, MAX_LANGUAGES - 2);

    language_values = wmem_alloc0_array(wmem_epan_scope(), enum_val_t, MAX_LANGUAGES + 1);
    language_values[0].name = "auto";
    language_values[0].description = "auto (that of the system)";
    language_values[1].name = language_values[1].description = "en";
    language_values[1].value = 1;
    for (unsigned i = 0; i < count; i++) {
        language_values[i + 2].name = catalogue_languages[i].name;
        language_values[i + 2].description = catalogue_languages[i].own_name;
        language_values[i + 2].value = (int)i + 2;
    }
    add_language_aliases(count + 2);
    prefs_register_enum_preference(module, "language", "Language of the explanations",
                                   "The language of all that is explained; names of fields and of outcomes stay "
                                   "English in every language, so that filters work", &language, language_values, false);
}

void
proto_register_sipexplain(void)
{
    module_t *module;

    proto_sipexplain = proto_register_protocol("SIP Explanation", "SIP Explain", "sipexplain");
    explanation_register(proto_sipexplain);

    module = prefs_register_protocol(proto_sipexplain, apply_preferences);
    register_language_preference(module);
    own_codes_register(module);
    prefs_register_bool_preference(module, "explain_success", "Explain 1xx and 2xx responses too",
                                   "Whether provisional and successful responses are explained, "
                                   "and not only redirections and failures", &explain_success);

    exchange_register();
    connections_register();
    findings_register(proto_sipexplain);
    statistics_register();
    export_register();
    report_register();
    calls_tap_register();
    html_tap_register();
    questions_register();
}

void
proto_reg_handoff_sipexplain(void)
{
    messages_handoff();
    apply_preferences();
    protocol = find_protocol_by_id(proto_sipexplain);
    /*
     * With a handle that has a protocol, Wireshark adds a layer to each frame
     * and takes it off again when there was no SIP in it: two thirds of what
     * we would cost on other traffic. An anonymous one leaves the layers alone.
     */
    register_postdissector(create_dissector_handle(dissect_sipexplain, -1));
}
