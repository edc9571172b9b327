/* main.c
 * sipexplain, the command: looks the catalogue up without a capture
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "commands.h"
#include "console.h"
#include "catalogue/language.h"
#include "system.h"
#include "usage.h"

#define HELP    "sipexplain --help"

static status_t (*const commands[NUM_USAGES])(output_t *output, char *const *arguments) = {
    [USAGE_CODE]    = command_code,
    [USAGE_COMPARE] = command_compare,
    [USAGE_LIST]    = command_list,
    [USAGE_REASON]  = command_reason,
    [USAGE_FINDING] = command_finding,
};

/* The usage that the first word names; a code alone has no word, and is a number. */
static usage_id_t
find_usage(const char *word)
{
    for (unsigned i = 0; i < NUM_USAGES; i++) {
        if (g_strcmp0(usages[i].word, word) == 0)
            return (usage_id_t)i;
    }
    return g_ascii_isdigit(*word) ? USAGE_CODE : NUM_USAGES;
}

static unsigned
max_arguments(const usage_t *usage)
{
    unsigned count = 0;

    while (count < USAGE_MAX_ARGUMENTS && usage->arguments[count] != ARGUMENT_NONE)
        count++;
    return count;
}

/* Complains with a line that the user may type instead: what stands behind the name of the command. */
static status_t
complain_of_call(output_t *output, command_text_id_t id, const char *name, const char *call)
{
    char *line = g_strconcat("sipexplain ", call, NULL);

    output_complain(output, STATUS_WRONG_USAGE, command_text_filled(id, name, line, NULL));
    g_free(line);
    return STATUS_WRONG_USAGE;
}

/* words are what is left of the command line without options, ended by NULL. */
static status_t
run(output_t *output, char *const *words)
{
    usage_id_t     id;
    const usage_t *usage;
    unsigned       count;
    char          *call = NULL;

    if (words[0] == NULL)
        return complain_of_call(output, COMMAND_NO_WORDS, "example", usages[USAGE_CODE].example);
    id = find_usage(words[0]);
    if (id == NUM_USAGES)
        return output_complain(output, STATUS_WRONG_USAGE,
                               command_text_filled(COMMAND_UNKNOWN_WORD, "word", words[0], "help", HELP, NULL));
    usage = &usages[id];
    if (usage->word != NULL)
        words++;
    count = g_strv_length((char **)words);
    if (id == USAGE_CODE && count == 2) {
        call = g_strdup_printf("compare %s %s", words[0], words[1]);
        complain_of_call(output, COMMAND_TWO_CODES, "example", call);
    } else if (count < usage->min_arguments || count > max_arguments(usage)) {
        call = usage_call(usage);
        complain_of_call(output, count < usage->min_arguments ? COMMAND_TOO_FEW : COMMAND_TOO_MANY, "call", call);
    }
    if (call != NULL) {
        g_free(call);
        return STATUS_WRONG_USAGE;
    }
    return commands[id](output, words);
}

/* GOption leaves the "--" behind which words are no options, where one of them looks like an option. */
static void
drop_separator(char **argv)
{
    while (*argv != NULL && !g_str_equal(*argv, "--"))
        argv++;
    g_free(*argv);
    for (; *argv != NULL; argv++)
        argv[0] = argv[1];
}

/* The names of all languages, as a list; they live as long as the program. */
static const GString *
all_languages(void)
{
    GString *names = g_string_new("en");

    for (size_t i = 0; i < catalogue_num_languages; i++)
        g_string_append_printf(names, "%s%s", list_separator(), catalogue_languages[i].name);
    return names;
}

int
main(int argc G_GNUC_UNUSED, char **argv)
{
    char          **words = system_start(argv);
    GOptionContext *context = g_option_context_new(NULL);
    options_t       options = { FALSE, FALSE, FALSE, NULL };
    GOptionEntry    entries[NUM_OPTIONS + 1];
    GError         *error = NULL;
    output_t        output;
    status_t        status;

    usage_get_options(&options, entries);
    g_option_context_add_main_entries(context, entries, NULL);
    /* GLib's own help is not laid out for the terminal. */
    g_option_context_set_help_enabled(context, FALSE);
    if (!g_option_context_parse_strv(context, &words, &error)) {
        output = output_new(false);
        language_choose("auto");
        status = output_complain(&output, STATUS_WRONG_USAGE,
                                 command_text_filled(COMMAND_OPTION, "error", error->message, "help", HELP, NULL));
        g_error_free(error);
    } else if (!language_choose(options.language != NULL ? options.language : "auto")) {
        output = output_new(false);
        language_choose("auto");
        status = output_complain(&output, STATUS_WRONG_USAGE,
                                 command_text_filled(COMMAND_NO_LANGUAGE, "name", options.language, "languages",
                                                     all_languages()->str, NULL));
    } else if (options.help || options.version) {
        output = output_new(false);
        status = options.help ? command_help(&output) : command_version(&output);
    } else {
        output = output_new(options.json);
        drop_separator(words);
        status = run(&output, words + 1);
    }
    g_option_context_free(context);
    g_strfreev(words);
    g_free(options.language);
    return output_finish(&output, status);
}
