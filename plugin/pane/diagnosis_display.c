/* diagnosis_display.c
 * Shows the diagnosis of a message, and what was found
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "pane/diagnosis_display.h"
#include "catalogue/language.h"
#include "findings/diagnosis.h"

static int hf_sipexplain_diagnosis = -1;
static int hf_sipexplain_finding = -1;
static int hf_sipexplain_certainty = -1;
static int hf_sipexplain_related_frame = -1;

static int ett_sipexplain_finding = -1;

static const value_string certainty_vals[] = {
    { CERTAINTY_SHOWN,  "shown" },
    { CERTAINTY_LIKELY, "likely" },
    { 0, NULL }
};

bool
diagnosis_display_is_wanted(const pane_t *pane)
{
    return pane_wants(pane, hf_sipexplain_diagnosis) || pane_wants(pane, hf_sipexplain_finding)
        || pane_wants(pane, hf_sipexplain_certainty) || pane_wants(pane, hf_sipexplain_related_frame);
}

/* What was found, below the diagnosis that tells it. */
static void
add_findings(const pane_t *below, const diagnosis_t *diagnosis, const finding_t *found)
{
    for (; found != NULL; found = found->next) {
        proto_item *item = pane_add_known(below, hf_sipexplain_finding, label(LABEL_FINDING),
                                          catalogue_findings[found->finding].name);
        pane_t      certainty = *below;

        if (item != NULL)
            certainty.tree = proto_item_add_subtree(item, ett_sipexplain_finding);
        certainty.level++;
        pane_add_known_uint(&certainty, hf_sipexplain_certainty, found->certainty, label(LABEL_CERTAINTY),
                            val_to_str_const(found->certainty, certainty_vals, ""), NULL);
    }
    for (unsigned i = 0; i < diagnosis->num_frames; i++)
        pane_add_uint(below, hf_sipexplain_related_frame, diagnosis->frames[i], label(LABEL_RELATED_FRAME), NULL);
}

void
diagnosis_display_add(const pane_t *pane, const moment_t *moment, const message_text_t *text, const finding_t *found)
{
    diagnosis_t diagnosis;
    proto_item *item;
    pane_t      below;

    if (!diagnosis_display_is_wanted(pane))
        return;
    diagnosis = diagnosis_of(moment, text, found);
    if (wmem_strbuf_get_len(diagnosis.sentences) == 0)
        return;
    item = pane_add_text(pane, hf_sipexplain_diagnosis, label(LABEL_DIAGNOSIS),
                         wmem_strbuf_get_str(diagnosis.sentences), PANE_ALL_LINES);
    below = pane_below(pane, item);
    add_findings(&below, &diagnosis, found);
}

void
diagnosis_display_register(int proto)
{
    static hf_register_info hf[] = {
        { &hf_sipexplain_diagnosis,
          { "Diagnosis", "sipexplain.diagnosis", FT_STRING, BASE_NONE, NULL, 0x0,
            "What this very response and its exchange say", HFILL } },
        { &hf_sipexplain_finding,
          { "Finding", "sipexplain.finding", FT_STRING, BASE_NONE, NULL, 0x0,
            "The name of a cause that the packets show, the strongest first", HFILL } },
        { &hf_sipexplain_certainty,
          { "Certainty", "sipexplain.certainty", FT_UINT8, BASE_DEC, VALS(certainty_vals), 0x0,
            "Whether the packets prove the finding above, or point to it", HFILL } },
        { &hf_sipexplain_related_frame,
          { "Related frame", "sipexplain.related_frame", FT_FRAMENUM, BASE_NONE, NULL, 0x0,
            "The frame that the diagnosis speaks of", HFILL } },
    };
    static int *ett[] = { &ett_sipexplain_finding };

    proto_register_field_array(proto, hf, array_length(hf));
    proto_register_subtree_array(ett, array_length(ett));
}
