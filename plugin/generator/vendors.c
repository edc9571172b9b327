/* vendors.c
 * Build tool that makes a C table of the catalogue: header fields in which
 * products say why, and their values
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "catalogue/catalogue.h"
#include "generator.h"

#define FIELD_PREFIX    "vendor "
#define VALUE_PREFIX    "vendor-value "

typedef struct {
    const char *file;
    char       *group;
    char       *field;
    char       *product;    /* or NULL */
    unsigned    read;
    char       *meaning;
    char       *values_of;  /* another field, or NULL */
    gboolean    words;
} vendor_t;

typedef struct {
    const char *file;
    char       *group;
    char       *field;
    char       *value;
    char       *meaning;
    char       *finding;
} value_t;

static GPtrArray *vendors;
static GPtrArray *values;

static void
read_vendor(const source_t *source)
{
    static const char *const known[] = { "Product", "Read", "Meaning", "ValuesOf", "Words", NULL };
    static const char *const names[NUM_VENDOR_READS] = {
#define READ_NAME(id, name) [id] = name,
        VENDOR_READ_LIST(READ_NAME)
#undef READ_NAME
    };
    vendor_t *vendor = g_new0(vendor_t, 1);
    char     *read, *words;

    vendor->file = source->file;
    vendor->group = g_strdup(source->group);
    vendor->field = g_strdup(source->group + strlen(FIELD_PREFIX));
    if (*vendor->field == '\0' || strspn(vendor->field, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.") != strlen(vendor->field))
        fault(source->file, source->group, NULL, "\"%s\" cannot be the name of a header field", vendor->field);
    check_keys(source, known, NULL);
    vendor->product = get_text(source, "Product", FALSE);
    vendor->values_of = get_text(source, "ValuesOf", FALSE);
    vendor->meaning = get_sentences(source, "Meaning", TRUE);
    check_meaning(source, vendor->meaning);
    read = get_text(source, "Read", TRUE);
    while (read != NULL && vendor->read < NUM_VENDOR_READS && strcmp(read, names[vendor->read]) != 0)
        vendor->read++;
    if (vendor->read == NUM_VENDOR_READS)
        fault(source->file, source->group, "Read", "there is no way to read a value that is called \"%s\"", read);
    g_free(read);
    words = get_text(source, "Words", FALSE);
    vendor->words = words == NULL;
    if (words != NULL && strcmp(words, "no") != 0)
        fault(source->file, source->group, "Words", "only \"no\" may stand here, not \"%s\"", words);
    g_free(words);
    g_ptr_array_add(vendors, vendor);
}

/* "vendor-value ms-diagnostics 12000" */
static void
read_value(const source_t *source)
{
    static const char *const known[] = { "Meaning", "Finding", NULL };
    value_t *value = g_new0(value_t, 1);
    char   **parts = g_strsplit(source->group + strlen(VALUE_PREFIX), " ", 2);

    value->file = source->file;
    value->group = g_strdup(source->group);
    value->field = g_strdup(parts[0] != NULL ? parts[0] : "");
    value->value = g_strdup(parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
    g_strfreev(parts);
    check_keys(source, known, NULL);
    value->meaning = get_sentences(source, "Meaning", TRUE);
    check_meaning(source, value->meaning);
    value->finding = get_text(source, "Finding", FALSE);
    g_ptr_array_add(values, value);
}

gboolean
vendors_read(const source_t *source)
{
    if (vendors == NULL) {
        vendors = g_ptr_array_new();
        values = g_ptr_array_new();
    }
    if (g_str_has_prefix(source->group, FIELD_PREFIX))
        read_vendor(source);
    else if (g_str_has_prefix(source->group, VALUE_PREFIX))
        read_value(source);
    else
        return FALSE;
    return TRUE;
}

/* The place of the field, or -1. */
static int
place_of(const char *field)
{
    for (unsigned i = 0; i < vendors->len; i++) {
        const vendor_t *vendor = g_ptr_array_index(vendors, i);

        if (strcmp(vendor->field, field) == 0)
            return (int)i;
    }
    return -1;
}

static void
check_value(const value_t *value)
{
    source_t source = { NULL, value->file, value->group };
    int      place = place_of(value->field);

    check_finding(value->file, value->group, value->finding);
    if (place < 0)
        fault(value->file, value->group, NULL, "there is no group [" FIELD_PREFIX "%s]", value->field);
    else if (((const vendor_t *)g_ptr_array_index(vendors, (unsigned)place))->read == READ_TEXT)
        check_words(&source, NULL, value->value);
    else if (*value->value == '\0' || strspn(value->value, G_CSET_DIGITS) != strlen(value->value) || strlen(value->value) > 9)
        fault(value->file, value->group, NULL, "\"%s\" is no number", value->value);
}

/* The place of the field whose values this one has. */
static int
values_place(const vendor_t *vendor)
{
    return place_of(vendor->values_of != NULL ? vendor->values_of : vendor->field);
}

/* Whether two values are one, as they are compared with that of a message. */
static gboolean
is_same_value(const value_t *value, const value_t *other)
{
    int      place = place_of(value->field);
    gboolean numbers = place >= 0 && ((const vendor_t *)g_ptr_array_index(vendors, (unsigned)place))->read != READ_TEXT;

    if (strcmp(value->field, other->field) != 0)
        return FALSE;
    return numbers ? g_ascii_strtoull(value->value, NULL, 10) == g_ascii_strtoull(other->value, NULL, 10)
                   : g_ascii_strcasecmp(value->value, other->value) == 0;
}

void
vendors_check(void)
{
    for (unsigned i = 0; vendors != NULL && i < vendors->len; i++) {
        const vendor_t *vendor = g_ptr_array_index(vendors, i);

        if (values_place(vendor) < 0)
            fault(vendor->file, vendor->group, "ValuesOf", "there is no group [" FIELD_PREFIX "%s]", vendor->values_of);
        for (unsigned j = 0; j < i; j++) {
            const vendor_t *other = g_ptr_array_index(vendors, j);

            if (g_ascii_strcasecmp(vendor->field, other->field) == 0)
                fault(vendor->file, vendor->group, NULL, "\"%s\" is doubled: [%s] has it", vendor->field, other->group);
        }
    }
    for (unsigned i = 0; values != NULL && i < values->len; i++) {
        const value_t *value = g_ptr_array_index(values, i);

        check_value(value);
        for (unsigned j = 0; j < i; j++) {
            const value_t *other = g_ptr_array_index(values, j);

            if (is_same_value(value, other))
                fault(value->file, value->group, NULL, "\"%s\" is doubled: [%s] has it", value->value, other->group);
        }
    }
}

void
vendors_write(FILE *out)
{
    fputs("\nconst vendor_record_t catalogue_vendors[] = {\n", out);
    for (unsigned i = 0; vendors != NULL && i < vendors->len; i++) {
        const vendor_t *vendor = g_ptr_array_index(vendors, i);

        fputs("    { ", out);
        write_string(out, vendor->field);
        fputs(", ", out);
        write_string(out, vendor->product);
        fprintf(out, ", %u, ", vendor->read);
        write_string(out, vendor->meaning);
        fprintf(out, ", %d, %s },\n", values_place(vendor), vendor->words ? "true" : "false");
    }
    fprintf(out, "    { NULL, NULL, 0, NULL, 0, false }\n};\n\nconst size_t catalogue_num_vendors = %u;\n",
            vendors != NULL ? vendors->len : 0);
    fputs("\nconst vendor_value_record_t catalogue_vendor_values[] = {\n", out);
    for (unsigned i = 0; values != NULL && i < values->len; i++) {
        const value_t *value = g_ptr_array_index(values, i);

        fprintf(out, "    { %d, ", place_of(value->field));
        write_string(out, value->value);
        fputs(", ", out);
        write_string(out, value->meaning);
        fputs(", ", out);
        write_finding_place(out, value->finding);
        fputs(" },\n", out);
    }
    fprintf(out, "    { 0, NULL, NULL, NO_FINDING }\n};\n\nconst size_t catalogue_num_vendor_values = %u;\n",
            values != NULL ? values->len : 0);
}
