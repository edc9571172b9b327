/* compat.h
 * Everything that differs between the supported versions of Wireshark
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_COMPAT_H
#define SIPEXPLAIN_COMPAT_H

#include <ws_version.h>

#define WS_VERSION_AT_LEAST(major, minor) \
    (WIRESHARK_VERSION_MAJOR > (major) || \
     (WIRESHARK_VERSION_MAJOR == (major) && WIRESHARK_VERSION_MINOR >= (minor)))

/* CMakeLists.txt says the same in more words; this is for other ways to build. */
#if !defined(SIPEXPLAIN_ANY_WIRESHARK) && \
    !(WIRESHARK_VERSION_MAJOR == 4 && \
      (WIRESHARK_VERSION_MINOR == 0 || WIRESHARK_VERSION_MINOR == 2 || \
       WIRESHARK_VERSION_MINOR == 4 || WIRESHARK_VERSION_MINOR == 6))
#error "sipexplain supports Wireshark 4.0, 4.2, 4.4 and 4.6; define SIPEXPLAIN_ANY_WIRESHARK to try another version"
#endif

#include <epan/packet.h>

/*
 * What a boolean preference is stored in. prefs_register_bool_preference()
 * writes a gboolean, which is an int, before 4.4 and a bool since: a bool
 * given to 4.0 has the three bytes behind it overwritten.
 */
#if WS_VERSION_AT_LEAST(4, 4)
typedef bool ws_bool_pref_t;
#else
typedef gboolean ws_bool_pref_t;
#endif

/*
 * Gives an item its text, of so many bytes, as proto_item_set_text() does, but
 * without formatted output, which is half of what an item costs. Later
 * versions than 4.0 look at each character of the text, too.
 */
#if WS_VERSION_AT_LEAST(4, 2)
#define WS_ITEM_TEXT_IS_FORMATTED(item, length)     true
#else
#define WS_ITEM_TEXT_IS_FORMATTED(item, length)     ((length) >= ITEM_LABEL_LENGTH || PITEM_FINFO(item)->rep != NULL)
#endif
static inline void
ws_item_set_text(proto_item *item, const char *text, size_t length)
{
    if (item == NULL || !PTREE_DATA(item)->visible || PITEM_FINFO(item) == NULL)
        return;
    if (WS_ITEM_TEXT_IS_FORMATTED(item, length)) {
        proto_item_set_text(item, "%.*s", (int)length, text);
        return;
    }
    PITEM_FINFO(item)->rep = wmem_new(PNODE_POOL(item), item_label_t);
    memcpy(PITEM_FINFO(item)->rep->representation, text, length);
    PITEM_FINFO(item)->rep->representation[length] = '\0';
}

/*
 * Adds a line without field, of so many bytes. Since 4.2, "-T fields -e text"
 * shows it, too, for which the tree need not be visible; hf: that of "text".
 */
#if WS_VERSION_AT_LEAST(4, 2)
#define ws_add_line(tree, hf, ett, tvb, offset, line, length) \
    proto_tree_add_subtree_format(tree, tvb, offset, 0, ett, NULL, "%.*s", (int)(length), line)
#else
#define ws_add_line(tree, hf, ett, tvb, offset, line, length) \
    ws_item_set_text(proto_tree_add_item(tree, hf, tvb, offset, 0, ENC_NA), line, length)
#endif

/*
 * Adds the item of a protocol with a text, which is looked at if
 * WS_PROTOCOL_HAS_TEXT(). It is the value of the item, too, and since 4.2
 * "-T fields" shows that, which needs no visible tree.
 */
#if WS_VERSION_AT_LEAST(4, 2)
#define WS_PROTOCOL_HAS_TEXT(tree)  true
#define ws_add_protocol(tree, hf, tvb, offset, length, text) \
    proto_tree_add_protocol_format(tree, hf, tvb, offset, length, "%s", text)
#else
#define WS_PROTOCOL_HAS_TEXT(tree)  (PTREE_DATA(tree)->visible)
static inline proto_item *
ws_add_protocol(proto_tree *tree, int hf, tvbuff_t *tvb, int offset, int length, const char *text)
{
    proto_item *item = proto_tree_add_item(tree, hf, tvb_new_subset_length(tvb, offset, length), 0, length, ENC_NA);

    ws_item_set_text(item, text, strlen(text));
    return item;
}
#endif

/* plugin_describe() and its flags came with 4.4; 4.0 does not look for it. */
#if WS_VERSION_AT_LEAST(4, 4)
#include <wsutil/plugins.h>
#else
#define WS_PLUGIN_DESC_DISSECTOR    0
#endif

/* The Telephony menu itself, without a submenu; the name was changed for 4.4. */
#include <epan/stat_groups.h>
#if WS_VERSION_AT_LEAST(4, 4)
#define WS_STAT_GROUP_TELEPHONY     REGISTER_TELEPHONY_GROUP_UNSORTED
#else
#define WS_STAT_GROUP_TELEPHONY     REGISTER_STAT_GROUP_TELEPHONY
#endif

/* What the function returns that looks at a row of a table of preferences. */
#if WS_VERSION_AT_LEAST(4, 2)
typedef bool ws_uat_result_t;
#else
typedef gboolean ws_uat_result_t;
#endif

/* Whether the reader of such a table waits for another line end where a row ends with a comma, which it takes for an empty column. */
#define WS_UAT_WAITS_BEHIND_COMMA   (!WS_VERSION_AT_LEAST(4, 4))

/* What the function returns that a button of a window calls. */
#if WS_VERSION_AT_LEAST(4, 4)
typedef bool ws_button_result_t;
#else
typedef gboolean ws_button_result_t;
#endif

/*
 * Entries of the context menu of packets, which came after 4.0; before, there
 * is no such entry. The fields of the packet are field_info.
 */
typedef void (*ws_packet_menu_callback)(void *data, GPtrArray *fields);
#if WS_VERSION_AT_LEAST(4, 4)
#include <epan/funnel.h>
#define ws_register_packet_menu(name, required, callback, data) \
    funnel_register_packet_menu(name, required, callback, data, false)
#else
static inline void
ws_register_packet_menu(const char *name _U_, const char *required _U_, ws_packet_menu_callback callback _U_, void *data)
{
    g_free(data);
}
#endif

/* The value of a field that is a string. */
#include <epan/ftypes/ftypes.h>
#if WS_VERSION_AT_LEAST(4, 4)
#define ws_field_string(field)      fvalue_get_string((field)->value)
#else
#define ws_field_string(field)      fvalue_get_string(&(field)->value)
#endif

/*
 * What the function returns that "-z" calls. Since 4.6 it says whether it
 * succeeded; before, it has to end the program itself if it did not.
 */
#if WS_VERSION_AT_LEAST(4, 6)
#define WS_STAT_INIT_RESULT         bool
#define WS_STAT_INIT_RETURN(good)   return (good)
#else
#include <stdlib.h>
#define WS_STAT_INIT_RESULT         void
#define WS_STAT_INIT_RETURN(good)   do { if (!(good)) exit(EXIT_FAILURE); return; } while (0)
#endif

#endif /* SIPEXPLAIN_COMPAT_H */
