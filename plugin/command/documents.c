/* documents.c
 * Build tool that makes the manual page and the completions for shells out of
 * their templates, the table of usages and the catalogue
 *
 * Usage: command_documents VERSION TEMPLATE OUTPUT
 *
 * A line of the template that is the name of a part, such as @options.man@, is
 * replaced by that part; @version@ may stand anywhere.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdio.h>
#include <string.h>

#include "catalogue/catalogue.h"
#include "usage.h"

/* roff: what is typed in bold, what is filled in in italics */

static void
append_roff(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '-')
            g_string_append(out, "\\-");
        else if (*text == '\\')
            g_string_append(out, "\\e");
        else
            g_string_append_c(out, *text);
    }
}

/* A phrase as a sentence of its own. */
static void
append_roff_sentence(GString *out, const char *phrase)
{
    g_string_append_c(out, g_ascii_toupper(*phrase));
    append_roff(out, phrase + 1);
    g_string_append(out, ".\n");
}

static void
append_roff_call(GString *out, const usage_t *usage)
{
    if (usage->word != NULL)
        g_string_append_printf(out, "\\fB%s\\fR ", usage->word);
    g_string_append_printf(out, "\\fI%s\\fR\n", usage->synopsis);
}

static void
man_synopsis(GString *out)
{
    for (unsigned i = 0; i < NUM_USAGES; i++) {
        g_string_append_printf(out, "%s\\fBsipexplain\\fR [\\fIOPTION\\fR] ", i > 0 ? ".br\n" : "");
        append_roff_call(out, &usages[i]);
    }
}

static void
man_commands(GString *out)
{
    for (unsigned i = 0; i < NUM_USAGES; i++) {
        g_string_append(out, ".TP\n");
        append_roff_call(out, &usages[i]);
        append_roff_sentence(out, catalogue_command_texts[usages[i].meaning]);
    }
}

static void
man_options(GString *out)
{
    options_t    options;
    GOptionEntry entries[NUM_OPTIONS + 1];

    usage_get_options(&options, entries);
    for (unsigned i = 0; i < NUM_OPTIONS; i++) {
        g_string_append_printf(out, ".TP\n\\fB\\-\\-%s\\fR", entries[i].long_name);
        if (entries[i].arg_description != NULL)
            g_string_append_printf(out, " \\fI%s\\fR", entries[i].arg_description);
        if (entries[i].short_name != '\0')
            g_string_append_printf(out, ", \\fB\\-%c\\fR", entries[i].short_name);
        g_string_append_c(out, '\n');
        append_roff_sentence(out, entries[i].description);
    }
}

static void
man_statuses(GString *out)
{
    for (unsigned i = 0; i < NUM_STATUSES; i++) {
        g_string_append_printf(out, ".TP\n%u\n", i);
        append_roff_sentence(out, catalogue_command_texts[usage_statuses[i]]);
    }
}

static void
man_examples(GString *out)
{
    for (unsigned i = 0; i < NUM_USAGES; i++)
        g_string_append_printf(out, "sipexplain %s\n", usages[i].example);
}

/*
 * The shells: lists of words, in bash a string ("codes='100 180'"), in zsh an
 * array with a description behind each word ("codes=('100:Trying' ...)")
 */

typedef enum { BASH, ZSH } shell_t;

/* The lists are at this depth, the words of zsh one below. */
#define INDENT  "    "

/* What the list of the words that fit an argument is called. */
static const char *const list_names[] = {
    [ARGUMENT_CODE]     = "codes",
    [ARGUMENT_CLASS]    = "classes",
    [ARGUMENT_PROTOCOL] = "protocols",
    [ARGUMENT_CAUSE]    = "causes",
    [ARGUMENT_FINDING]  = "findings",
};

/* None of these words needs quotes in a shell, and bash could not have them quoted in a list. */
static void
append_word(GString *out, shell_t shell, const char *text, const char *description)
{
    if (shell == BASH) {
        g_string_append_printf(out, "%s%s", g_str_has_suffix(out->str, "'") ? "" : " ", text);
        return;
    }
    g_string_append_printf(out, "\n" INDENT INDENT "'%s:", text);
    for (; *description != '\0'; description++) {
        if (*description == '\'')
            g_string_append(out, "'\\''");
        else if (*description == ':')
            g_string_append(out, "\\:");
        else
            g_string_append_c(out, *description);
    }
    g_string_append_c(out, '\'');
}

static void
append_number(GString *out, shell_t shell, unsigned number, const char *description)
{
    char *text = g_strdup_printf("%u", number);

    append_word(out, shell, text, description);
    g_free(text);
}

static void
begin_list(GString *out, shell_t shell, const char *name)
{
    g_string_append_printf(out, INDENT "%s=%s", name, shell == BASH ? "'" : "(");
}

static void
end_list(GString *out, shell_t shell)
{
    g_string_append(out, shell == BASH ? "'\n" : "\n" INDENT ")\n");
}

static void
append_lists(GString *out, shell_t shell)
{
    begin_list(out, shell, "commands");
    for (unsigned i = 0; i < NUM_USAGES; i++) {
        if (usages[i].word != NULL)
            append_word(out, shell, usages[i].word, catalogue_command_texts[usages[i].meaning]);
    }
    end_list(out, shell);
    begin_list(out, shell, list_names[ARGUMENT_CODE]);
    for (size_t i = 0; i < catalogue_num_responses; i++)
        append_number(out, shell, catalogue_responses[i].code, catalogue_responses[i].phrase);
    end_list(out, shell);
    begin_list(out, shell, list_names[ARGUMENT_CLASS]);
    for (unsigned i = 0; i < G_N_ELEMENTS(catalogue_classes); i++) {
        char *class_name = g_strdup_printf("%uxx", catalogue_classes[i].code);

        append_word(out, shell, class_name, catalogue_classes[i].phrase);
        g_free(class_name);
    }
    end_list(out, shell);
    begin_list(out, shell, list_names[ARGUMENT_PROTOCOL]);
    for (size_t i = 0; i < catalogue_num_reason_protocols; i++) {
        if (!catalogue_is_other_protocols(&catalogue_reason_protocols[i]))
            append_word(out, shell, catalogue_reason_protocols[i].protocol, catalogue_reason_protocols[i].name);
    }
    end_list(out, shell);
    begin_list(out, shell, list_names[ARGUMENT_FINDING]);
    for (size_t i = 0; i < catalogue_num_findings; i++) {
        if (catalogue_has_rule(&catalogue_findings[i]))
            append_word(out, shell, catalogue_findings[i].name, catalogue_findings[i].title);
    }
    end_list(out, shell);
}

/* For a case on the protocol in small letters. */
static void
append_causes(GString *out, shell_t shell)
{
    for (size_t i = 0; i < catalogue_num_reason_protocols; i++) {
        const char *protocol = catalogue_reason_protocols[i].protocol;
        char       *pattern = g_ascii_strdown(protocol, -1);
        unsigned    count = 0;

        for (size_t j = 0; j < catalogue_num_reason_causes; j++) {
            const reason_cause_record_t *cause = &catalogue_reason_causes[j];

            if (strcmp(cause->protocol, protocol) != 0)
                continue;
            if (count++ == 0) {
                g_string_append_printf(out, INDENT "%s)\n", pattern);
                begin_list(out, shell, list_names[ARGUMENT_CAUSE]);
            }
            append_number(out, shell, cause->cause, cause->name);
        }
        if (count > 0) {
            end_list(out, shell);
            g_string_append(out, INDENT INDENT ";;\n");
        }
        g_free(pattern);
    }
}

/* For a case on the first word and how many words follow it up to the place: which list is wanted there. */
static void
shell_places(GString *out)
{
    for (unsigned i = 0; i < NUM_USAGES; i++) {
        for (unsigned j = 0; usages[i].word != NULL && j < USAGE_MAX_ARGUMENTS; j++) {
            if (usages[i].arguments[j] != ARGUMENT_NONE)
                g_string_append_printf(out, INDENT "%s:%u) wanted=%s ;;\n", usages[i].word, j + 1,
                                       list_names[usages[i].arguments[j]]);
        }
    }
}

static void
bash_lists(GString *out)
{
    append_lists(out, BASH);
}

static void
bash_causes(GString *out)
{
    append_causes(out, BASH);
}

static void
bash_options(GString *out)
{
    options_t    options;
    GOptionEntry entries[NUM_OPTIONS + 1];

    usage_get_options(&options, entries);
    begin_list(out, BASH, "options");
    for (unsigned i = 0; i < NUM_OPTIONS; i++) {
        g_string_append_printf(out, "%s--%s", i > 0 ? " " : "", entries[i].long_name);
        if (entries[i].short_name != '\0')
            g_string_append_printf(out, " -%c", entries[i].short_name);
    }
    end_list(out, BASH);
}

static void
zsh_lists(GString *out)
{
    append_lists(out, ZSH);
}

static void
zsh_causes(GString *out)
{
    append_causes(out, ZSH);
}

/* Arguments of _arguments, one per line. */
static void
zsh_options(GString *out)
{
    options_t    options;
    GOptionEntry entries[NUM_OPTIONS + 1];

    usage_get_options(&options, entries);
    for (unsigned i = 0; i < NUM_OPTIONS; i++) {
        const GOptionEntry *entry = &entries[i];

        g_string_append(out, INDENT INDENT);
        if (entry->short_name != '\0')
            g_string_append_printf(out, "'(-%c --%s)'{-%c,--%s}'[%s]' \\\n", entry->short_name, entry->long_name,
                                   entry->short_name, entry->long_name, entry->description);
        else
            g_string_append_printf(out, "'--%s[%s]%s%s%s' \\\n", entry->long_name, entry->description,
                                   entry->arg_description != NULL ? ":" : "",
                                   entry->arg_description != NULL ? entry->arg_description : "",
                                   entry->arg_description != NULL ? ": " : "");
    }
}

static const struct {
    const char *name;
    void      (*append)(GString *out);
} parts[] = {
    { "@synopsis.man@", man_synopsis },
    { "@commands.man@", man_commands },
    { "@options.man@",  man_options },
    { "@statuses.man@", man_statuses },
    { "@examples.man@", man_examples },
    { "@places@",       shell_places },
    { "@lists.bash@",   bash_lists },
    { "@causes.bash@",  bash_causes },
    { "@options.bash@", bash_options },
    { "@lists.zsh@",    zsh_lists },
    { "@causes.zsh@",   zsh_causes },
    { "@options.zsh@",  zsh_options },
};

/* Returns whether the template has only names that are known. */
static gboolean
fill(GString *out, const char *file, const char *template, const char *version)
{
    char   **lines = g_strsplit(template, "\n", -1);
    gboolean known = TRUE;

    for (unsigned i = 0; known && lines[i] != NULL; i++) {
        char *name = g_strstrip(g_strdup(lines[i]));

        if (g_str_has_prefix(name, "@") && g_str_has_suffix(name, "@")) {
            unsigned part = 0;

            while (part < G_N_ELEMENTS(parts) && strcmp(parts[part].name, name) != 0)
                part++;
            known = part < G_N_ELEMENTS(parts);
            if (known)
                parts[part].append(out);
            else
                fprintf(stderr, "%s: line %u: there is no part %s\n", file, i + 1, name);
        } else {
            char **pieces = g_strsplit(lines[i], "@version@", -1), *line = g_strjoinv(version, pieces);

            g_string_append_printf(out, "%s%s", line, lines[i + 1] != NULL ? "\n" : "");
            g_free(line);
            g_strfreev(pieces);
        }
        g_free(name);
    }
    g_strfreev(lines);
    return known;
}

int
main(int argc, char **argv)
{
    char    *template = NULL;
    GString *out;
    GError  *error = NULL;
    gboolean good;

    if (argc != 4) {
        fprintf(stderr, "usage: %s VERSION TEMPLATE OUTPUT\n", argv[0]);
        return 2;
    }
    if (!g_file_get_contents(argv[2], &template, NULL, &error)) {
        fprintf(stderr, "%s\n", error->message);
        g_error_free(error);
        return 1;
    }
    out = g_string_new(NULL);
    good = fill(out, argv[2], template, argv[1]);
    if (good && !g_file_set_contents(argv[3], out->str, (gssize)out->len, &error)) {
        fprintf(stderr, "%s\n", error->message);
        g_error_free(error);
        good = FALSE;
    }
    g_string_free(out, TRUE);
    g_free(template);
    return good ? 0 : 1;
}
