/* write.c
 * Build tool that makes a C table of the catalogue: pieces of C
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "generator.h"

void
write_string(FILE *out, const char *text)
{
    if (text == NULL) {
        fputs("NULL", out);
        return;
    }
    fputc('"', out);
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\' || c == '?')  /* no trigraphs */
            fprintf(out, "\\%c", c);
        else if (c >= 0x20 && c < 0x7f)
            fputc(c, out);
        else
            fprintf(out, "\\%03o", c);
    }
    fputc('"', out);
}

void
write_strings(FILE *out, const char *name, const char *const *list, size_t length)
{
    fprintf(out, "static const char *const %s[] = {\n", name);
    for (size_t i = 0; i < length; i++) {
        fputs("    ", out);
        write_string(out, list[i]);
        fputs(",\n", out);
    }
    fputs("    NULL\n};\n", out);
}

void
write_heading(FILE *out)
{
    fputs("/* Generated from the catalogue in data/ by catalogue_generator. Do not edit.\n *\n"
          " * SPDX-License-Identifier: GPL-2.0-or-later\n */\n\n", out);
}
