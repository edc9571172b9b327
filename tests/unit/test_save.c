/* test_save.c
 * Saving the report: a whole file or none, and never over another one
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "report/save.h"

/* A folder for this test alone. */
static char *folder;

static char *
in_folder(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static void
assert_contents(const char *path, const char *expected)
{
    char *contents;

    g_assert_true(g_file_get_contents(path, &contents, NULL, NULL));
    g_assert_cmpstr(contents, ==, expected);
    g_free(contents);
}

/* What comes of saving begins with these words, and names the file. */
static void
assert_said(const char *name, const char *text, const char *words, const char *path)
{
    char *suggestion = in_folder("calls.pcap.html"), *said = save_text(name, suggestion, text);

    g_assert_true(g_str_has_prefix(said, words));
    g_assert_nonnull(strstr(said, path));
    g_free(said);
    g_free(suggestion);
}

static void
assert_suggested(const char *capture, const char *expected_folder, const char *expected_name)
{
    char *expected = g_build_filename(expected_folder, expected_name, NULL), *found = save_suggestion(capture);

    g_assert_cmpstr(found, ==, expected);
    g_free(found);
    g_free(expected);
}

static void
test_suggestion(void)
{
    char *unsaved = g_build_filename(g_get_tmp_dir(), "wireshark_eth0.pcapng", NULL);

    assert_suggested("/captures/calls.pcap", "/captures", "calls.pcap.html");
    assert_suggested("/captures/calls", "/captures", "calls.html");
    assert_suggested(unsaved, g_get_home_dir(), "wireshark_eth0.pcapng.html");
    assert_suggested(NULL, g_get_home_dir(), "sipexplain.html");
    g_free(unsaved);
}

static void
test_saved(void)
{
    char *path = in_folder("saved.html"), *beside = in_folder("beside.html");

    assert_said(path, "page", "The report was saved as ", path);
    assert_contents(path, "page");
    assert_said("beside.html", "other page", "The report was saved as ", beside);
    assert_contents(beside, "other page");
    g_free(beside);
    g_free(path);
}

static void
test_not_over_another_one(void)
{
    char *path = in_folder("there.html"), *link = in_folder("link.html"), *nothing = in_folder("nothing.html");

    g_assert_true(g_file_set_contents(path, "old", -1, NULL));
    assert_said(path, "new", "Nothing was saved: ", path);
    assert_contents(path, "old");
    /* Nor over a link, whether it leads to something or not, nor over a folder. */
    g_assert_cmpint(symlink(nothing, link), ==, 0);
    assert_said(link, "new", "Nothing was saved: ", "is there already");
    g_assert_false(g_file_test(nothing, G_FILE_TEST_EXISTS));
    assert_said(folder, "new", "Nothing was saved: ", "is there already");
    g_free(nothing);
    g_free(link);
    g_free(path);
}

static void
test_failed(void)
{
    char *path = g_build_filename(folder, "no folder", "page.html", NULL);

    assert_said(path, "page", "Nothing was saved: ", "could not be written (");
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    g_free(path);
}

static void
remove_folder(void)
{
    GDir       *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name(dir)) != NULL) {
        char *path = in_folder(name);

        g_remove(path);
        g_free(path);
    }
    g_dir_close(dir);
    g_rmdir(folder);
    g_free(folder);
}

int
main(int argc, char **argv)
{
    int result;

    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sipexplain-XXXXXX", NULL);
    g_assert_nonnull(folder);
    g_test_add_func("/save/suggestion", test_suggestion);
    g_test_add_func("/save/saved", test_saved);
    g_test_add_func("/save/not-over-another-one", test_not_over_another_one);
    g_test_add_func("/save/failed", test_failed);
    result = g_test_run();
    remove_folder();
    return result;
}
