/* main.c
 * Build tool that makes a C table of the catalogue
 *
 * Usage: catalogue_generator OUTPUT.c FINDINGS.h INPUT.ini...
 *
 * OUTPUT.c is the table, FINDINGS.h what rules include to say what they found.
 *
 * Every fault of the catalogue is reported as "file: [group] key: what is
 * wrong", all of them in one run, and then nothing is written: a text that
 * would be cut or an advice that points nowhere must not reach a user.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <glib/gstdio.h>

#include "generator.h"

static void
read_file(const char *file)
{
    char    *content = NULL;
    gsize    length = 0;
    GError  *error = NULL;
    source_t source = { NULL, file, NULL };
    char   **groups;

    if (!g_file_get_contents(file, &content, &length, &error)) {
        fault(file, NULL, NULL, "%s", error->message);
        g_error_free(error);
        return;
    }
    if (check_lines(file, content, length)) {
        /* Otherwise GLib drops keys such as Summary[ja] without a word, depending on the locale. */
        source.key_file = g_key_file_new();
        if (!g_key_file_load_from_data(source.key_file, content, length, G_KEY_FILE_KEEP_TRANSLATIONS, &error)) {
            fault(file, NULL, NULL, "%s", error->message);
            g_error_free(error);
        } else {
            groups = g_key_file_get_groups(source.key_file, NULL);
            for (unsigned i = 0; groups[i] != NULL; i++) {
                source.group = groups[i];
                if (!responses_read(&source) && !texts_read(&source) && !findings_read(&source)
                    && !phrases_read(&source) && !vendors_read(&source) && !reasons_read(&source))
                    fault(file, groups[i], NULL, "unknown group: README.md tells which there are");
            }
            g_strfreev(groups);
        }
        g_key_file_free(source.key_file);
    }
    g_free(content);
}

static void
write_table(FILE *out)
{
    write_heading(out);
    fputs("#include \"catalogue/catalogue.h\"\n\n", out);
    responses_write(out);
    reasons_write(out);
    texts_write(out);
    findings_write(out);
    phrases_write(out);
    vendors_write(out);
}

static void
write_header(FILE *out)
{
    write_heading(out);
    findings_write_header(out);
}

/* Written beside the target and renamed, so that no half file is ever compiled. */
static gboolean
write_file(const char *path, void (*write)(FILE *out))
{
    char    *temporary = g_strconcat(path, ".new", NULL);
    FILE    *out = g_fopen(temporary, "w");
    gboolean good;

    if (out == NULL) {
        perror(temporary);
        g_free(temporary);
        return FALSE;
    }
    write(out);
    good = !ferror(out);
    good = fclose(out) == 0 && good;
    good = good && g_rename(temporary, path) == 0;
    if (!good)
        perror(path);
    g_free(temporary);
    return good;
}

int
main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: %s OUTPUT.c FINDINGS.h INPUT.ini...\n", argv[0]);
        return 2;
    }
    for (int i = 3; i < argc; i++)
        read_file(argv[i]);
    if (num_faults() == 0) {
        responses_check();
        reasons_check();
        texts_check();
        findings_check();
        phrases_check();
        vendors_check();
    }
    if (num_faults() != 0) {
        fprintf(stderr, "%u fault%s in the catalogue, nothing written\n", num_faults(),
                num_faults() == 1 ? "" : "s");
        return 1;
    }
    return write_file(argv[1], write_table) && write_file(argv[2], write_header) ? 0 : 1;
}
