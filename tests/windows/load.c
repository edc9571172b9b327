/* load.c
 * Loads a plugin for Windows as Wireshark does, and says what it reads of it
 *
 * Usage: load PLUGIN.dll
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdint.h>
#include <stdio.h>

#include <windows.h>

typedef uint32_t (*describe_t)(void);

static void *
symbol(HMODULE plugin, const char *name)
{
    void *found = (void *)(uintptr_t)GetProcAddress(plugin, name);

    if (found == NULL)
        printf("%s is missing\n", name);
    return found;
}

int
main(int argc, char **argv)
{
    HMODULE     plugin = argc == 2 ? LoadLibraryA(argv[1]) : NULL;
    const char *version;
    const int  *major, *minor;
    describe_t  describe;

    if (plugin == NULL) {
        printf("not loaded: error %lu\n", GetLastError());
        return 1;
    }
    version = (const char *)symbol(plugin, "plugin_version");
    major = (const int *)symbol(plugin, "plugin_want_major");
    minor = (const int *)symbol(plugin, "plugin_want_minor");
    describe = (describe_t)(uintptr_t)symbol(plugin, "plugin_describe");
    if (version == NULL || major == NULL || minor == NULL || describe == NULL || symbol(plugin, "plugin_register") == NULL)
        return 1;
    printf("sipexplain %s for Wireshark %d.%d, %u\n", version, *major, *minor, (unsigned)describe());
    return 0;
}
