/* save.c
 * Saving the report in a file: completely or not at all, and never over another one
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/save.h"
#include "report/text.h"

#include <string.h>

#define EXTENSION   ".html"

char *
save_suggestion(const char *capture)
{
    char *folder = g_path_get_dirname(capture != NULL ? capture : ""), *base, *path, *name;

    base = capture != NULL ? g_path_get_basename(capture) : g_strdup("sipexplain");
    /* A capture that was not saved lies where it is gone tomorrow. */
    if (capture == NULL || strcmp(folder, g_get_tmp_dir()) == 0) {
        g_free(folder);
        folder = g_strdup(g_get_home_dir());
    }
    name = g_strconcat(base, EXTENSION, NULL);
    path = g_build_filename(folder, name, NULL);
    g_free(name);
    name = g_filename_display_name(path);
    g_free(path);
    g_free(base);
    g_free(folder);
    return name;
}

/* The caller owns it. */
static char *
absolute(const char *name, const char *suggestion)
{
    char *folder, *path;

    if (g_path_is_absolute(name))
        return g_strdup(name);
    folder = g_path_get_dirname(suggestion);
    path = g_build_filename(folder, name, NULL);
    g_free(folder);
    return path;
}

static bool
is_there(const char *path)
{
    /* A link to nothing is something too. */
    return g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

char *
save_text(const char *name, const char *suggestion, const char *text)
{
    char   *shown = absolute(name, suggestion), *reason, *result;
    GError *error = NULL;
    char   *path = g_filename_from_utf8(shown, -1, NULL, NULL, &error);

    if (path != NULL && is_there(path)) {
        result = report_text_filled(TEXT_SAVE_EXISTS, "file", shown, NULL);
    } else if (path != NULL && g_file_set_contents(path, text, -1, &error)) {
        result = report_text_filled(TEXT_SAVED, "file", shown, NULL);
    } else {
        reason = g_utf8_make_valid(error->message, -1);
        result = report_text_filled(TEXT_SAVE_FAILED, "file", shown, "reason", reason, NULL);
        g_free(reason);
    }
    g_clear_error(&error);
    g_free(path);
    g_free(shown);
    return result;
}
