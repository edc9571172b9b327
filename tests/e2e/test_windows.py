# SPDX-License-Identifier: GPL-2.0-or-later
"""What the build for Windows reads of Wireshark's headers; tests/windows.sh does the build itself."""

import sys

import pytest
from conftest import TOP

sys.path.insert(0, str(TOP / "data/packaging/windows"))
from public_symbols import name_of, public_names  # noqa: E402


@pytest.mark.parametrize("declaration, name", [
    ("void proto_register_plugin(const proto_plugin *plugin)", "proto_register_plugin"),
    ("\nconst char *\nval_to_str_const(const uint32_t val,\n    const value_string *vs)", "val_to_str_const"),
    ("const int hf_text_only", "hf_text_only"),
    ("const value_string vals[]", "vals"),
    ("const char *const names[2][3]", "names"),
    ("int *counts = NULL", "counts"),
    ("G_GNUC_PRINTF(2, 3)\nchar *wmem_strdup_printf(wmem_allocator_t *allocator, const char *format, ...)", "wmem_strdup_printf"),
    ("char *escaped(const char *text) G_GNUC_PRINTF(1, (2))", "escaped"),
    ("WS_NORETURN void end(void)", "end"),
    ("__attribute__((malloc)) void *made(int (*how)(int))", "made"),
    ("gboolean (*hook)(const char *)", "hook"),
    ("struct preference *prefs_find(module_t *module, const char *name)", "prefs_find"),
])
def test_name_of_declaration(declaration, name):
    assert name_of(declaration) == name


def test_only_what_is_marked_is_public(tmp_path):
    (tmp_path / "epan").mkdir()
    (tmp_path / "epan" / "a.h").write_text("""
#define SHOWN(name) \\
    WS_DLL_PUBLIC int name;
/* WS_DLL_PUBLIC void commented(void); */
// WS_DLL_PUBLIC void commented_too(void);
WS_DLL_PUBLIC int one(int a,
                      int b);
int hidden(void);
WS_DLL_LOCAL int local(void);
WS_DLL_PUBLIC_DEF const int defined = 1;
WS_DLL_PUBLIC const char two[];
WS_DLL_PUBLIC inline int three(void)
{ return hidden(); }
""", encoding="utf-8")
    (tmp_path / "b.h").write_text("extern WS_DLL_PUBLIC int *four;\n", encoding="utf-8")
    assert public_names(tmp_path) == {"one", "two", "three", "four"}
