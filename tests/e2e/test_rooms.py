# SPDX-License-Identifier: GPL-2.0-or-later
"""The rooms of plugin/: who includes whom, and that nothing goes round in a circle.

Everything flows one way: a room uses what stands below it, never what stands above.
"""

import posixpath
import re

import pytest
from conftest import TOP

PLUGIN = TOP / "plugin"

# Room -> the rooms that it may use beside itself, and single files. What is not in a room lies in plugin/ itself.
USES = {
    "catalogue": [],
    "message": ["catalogue", "compat.h"],
    "exchange": ["message", "catalogue", "compat.h"],
    "findings": ["exchange", "message", "catalogue", "compat.h"],
    "pane": ["findings", "exchange", "message", "catalogue", "compat.h"],
    "desktop": ["command", "catalogue", "compat.h"],
    "report": ["desktop", "findings", "exchange", "message", "catalogue", "compat.h"],
    "command": ["catalogue", "message/escape.h"],
    # And the lists of the texts that a room asks for, which are in that room and include nothing.
    "generator": ["catalogue", "*_list.h"],
    "compat.h": [],
    "own_codes.c": ["own_codes.h", "own_codes_faults.h", "catalogue", "compat.h"],
    "own_codes_faults.c": ["own_codes_faults.h", "catalogue"],
    "own_codes_faults.h": ["own_codes_file.h"],
    "own_codes_file.c": ["own_codes_file.h", "compat.h"],
    "own_codes_file.h": [],
    "own_codes.h": ["catalogue", "compat.h"],
    "packet-sipexplain.h": ["compat.h"],
    "plugin.c": ["packet-sipexplain.h", "compat.h"],
    "packet-sipexplain.c": ["packet-sipexplain.h", "own_codes.h", "desktop", "report", "pane", "findings", "exchange", "message",
                            "catalogue", "compat.h"],
}
# What knows nothing of Wireshark; all else may include its headers.
WITHOUT_WIRESHARK = ["catalogue", "command", "generator"]
# Written into the build folder by the generator, for this room alone.
GENERATED = {"finding_sentences.h": "findings"}

C11 = {"assert", "complex", "ctype", "errno", "fenv", "float", "inttypes", "iso646", "limits", "locale", "math", "setjmp",
       "signal", "stdalign", "stdarg", "stdatomic", "stdbool", "stddef", "stdint", "stdio", "stdlib", "stdnoreturn",
       "string", "tgmath", "threads", "time", "uchar", "wchar", "wctype"}


def is_glib(name):
    """GLib alone, for Wireshark's Windows has no GIO; the texts are packed with zlib."""
    return name in ("glib.h", "zlib.h") or name.startswith("glib/")


def read_files(folder):
    """Name -> text of all C files, without comments."""
    return {path.relative_to(folder).as_posix(): re.sub(r"(?s:/\*.*?\*/)|//.*", " ", path.read_text(encoding="utf-8"))
            for path in sorted(folder.rglob("*.[ch]"))}


def includes(files):
    """File -> the files of the project and the headers of others that it includes."""
    own, others = {}, {}
    for name, text in files.items():
        own[name], others[name] = [], []
        for mark, header in re.findall(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]*)', text, flags=re.M):
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(name), header))
            found = next((place for place in (beside, header) if place in files), None)
            if not found and header.rpartition("/")[2] in GENERATED:
                others[name].append(header.rpartition("/")[2])
                continue
            assert found or mark == "<", f'{name} includes "{header}", which is not in plugin/'
            (own if found else others)[name].append(found or header)
    return own, others


def room(name):
    return name.partition("/")[0]


def not_allowed(files):
    """The includes that go where they must not, as text."""
    wrong = []
    own, others = includes(files)
    for name, headers in own.items():
        uses = USES[room(name)]
        wrong += [f"{name} includes {header}" for header in headers
                  if room(header) != room(name) and header not in uses and room(header) not in uses
                  and not ("*_list.h" in uses and header.endswith("_list.h"))]
    for name, headers in others.items():
        wrong += [f"{name} includes {header}" for header in headers if GENERATED.get(header, room(name)) != room(name)]
        if room(name) == "catalogue":
            wrong += [f"{name} includes <{header}>" for header in headers
                      if not is_glib(header) and header.removesuffix(".h") not in C11]
        elif room(name) in WITHOUT_WIRESHARK:
            wrong += [f"{name} includes <{header}>" for header in headers
                      if header.startswith(("epan/", "wsutil/", "wiretap/", "wireshark", "ws_", "ui/"))]
    return wrong


def circles(graph):
    """The sets of more than one thing that all lead to each other, each sorted."""
    def reached(start):
        found, ahead = set(), [start]
        while ahead:
            for target in graph.get(ahead.pop(), ()):
                if target not in found:
                    found.add(target)
                    ahead.append(target)
        return found

    beyond = {name: reached(name) for name in graph}
    groups = {tuple(sorted({name, *(other for other in beyond[name] if name in beyond.get(other, ()))}))
              for name in graph if name in beyond[name]}
    return sorted(group for group in groups if len(group) > 1)


def circles_of_headers(files):
    own, _ = includes(files)
    return circles({name: headers for name, headers in own.items() if name.endswith(".h")})


def circles_of_files(files):
    """As above, of a file and its header taken as one: exchange.c and exchange.h."""
    own, _ = includes(files)
    graph = {}
    for name, headers in own.items():
        one = name.rpartition(".")[0]
        graph.setdefault(one, set()).update({header.rpartition(".")[0] for header in headers} - {one})
    return circles(graph)


def circles_of_calls(files):
    """Of .c files that use each other's functions, whatever header those are declared in."""
    sources = {name: text for name, text in files.items() if name.endswith(".c")}
    public, own = {}, {}
    for name, text in sources.items():
        functions = re.findall(r"^(\w[\w *]*)\n(\w+)\(", text, flags=re.M)
        own[name] = {function for _, function in functions}
        public.update((function, name) for kind, function in functions
                      if "static" not in kind.split() and function != "main")
    return circles({name: {public[word] for word in set(re.findall(r"\w+", text)) - own[name] if word in public}
                    for name, text in sources.items()})


@pytest.fixture(scope="module")
def files():
    return read_files(PLUGIN)


def test_every_file_is_in_a_room(files):
    assert len(files) > 60
    assert {room(name) for name in files} == set(USES)


def test_includes_go_one_way(files):
    assert not_allowed(files) == []


def test_rooms_use_each_other_one_way():
    """What is allowed has no circle in it, so that the test above allows none."""
    assert circles({name: {room(used) for used in uses if used != "*_list.h"} for name, uses in USES.items()}) == []


def test_sources_are_not_included(files):
    own, _ = includes(files)
    assert [(name, header) for name, headers in own.items() for header in headers if header.endswith(".c")] == []


def test_lists_of_texts_include_nothing(files):
    own, others = includes(files)
    lists = [name for name in files if name.endswith("_list.h")]
    assert lists and [name for name in lists if own[name] or others[name]] == []


def test_no_two_files_include_each_other(files):
    assert circles_of_headers(files) == []
    assert circles_of_files(files) == []


def test_no_files_call_one_another_in_a_circle(files):
    assert circles_of_calls(files) == []


# The test itself

HOUSE = {
    "catalogue/a.h": "", "message/a.h": "", "message/escape.h": "", "exchange/a.h": "", "findings/a.h": "", "findings/a_list.h": "", "pane/a.h": "",
    "report/a.h": "", "desktop/a.h": "", "command/a.h": "", "packet-sipexplain.h": "", "own_codes.h": "", "compat.h": "",
}


@pytest.mark.parametrize("name, header, allowed", [
    ("catalogue/x.c", '"catalogue/a.h"', True),
    ("catalogue/x.c", '"a.h"', True),
    ("catalogue/x.c", "<glib.h>", True),
    ("catalogue/x.c", "<glib/gstdio.h>", True),
    ("catalogue/x.c", "<zlib.h>", True),
    ("catalogue/x.c", "<gio/gio.h>", False),
    ("catalogue/x.c", "<string.h>", True),
    ("catalogue/x.c", "<unistd.h>", False),
    ("catalogue/x.c", "<epan/packet.h>", False),
    ("catalogue/x.c", '"compat.h"', False),
    ("catalogue/x.c", '"message/escape.h"', False),
    ("message/x.c", "<epan/packet.h>", True),
    ("message/x.h", '"catalogue/a.h"', True),
    ("message/x.h", '"exchange/a.h"', False),
    ("message/x.c", ' "../exchange/a.h"', False),
    ("message/x.c", '"findings/a.h"', False),
    ("message/x.c", '"pane/a.h"', False),
    ("message/x.c", '"report/a.h"', False),
    ("exchange/x.c", '"message/a.h"', True),
    ("exchange/x.c", '"findings/a.h"', False),
    ("exchange/x.c", "<findings/a.h>", False),
    ("exchange/x.c", '"pane/a.h"', False),
    ("exchange/x.c", '"report/a.h"', False),
    ("findings/x.c", '"exchange/a.h"', True),
    ("findings/x.c", '"finding_sentences.h"', True),
    ("findings/x.c", '"pane/a.h"', False),
    ("findings/x.c", '"report/a.h"', False),
    ("findings/x.c", '"own_codes.h"', False),
    ("pane/x.c", '"findings/a.h"', True),
    ("pane/x.c", '"finding_sentences.h"', False),
    ("pane/x.c", '"report/a.h"', False),
    ("report/x.c", '"findings/a.h"', True),
    ("report/x.c", '"pane/a.h"', False),
    ("report/x.c", '"packet-sipexplain.h"', False),
    ("report/x.c", '"desktop/a.h"', True),
    ("report/x.c", '"command/a.h"', False),
    ("desktop/x.c", '"command/a.h"', True),
    ("desktop/x.c", '"report/a.h"', False),
    ("pane/x.c", '"desktop/a.h"', False),
    ("pane/x.c", '"packet-sipexplain.h"', False),
    ("own_codes.c", '"packet-sipexplain.h"', False),
    ("plugin.c", '"packet-sipexplain.h"', True),
    ("packet-sipexplain.c", '"packet-sipexplain.h"', True),
    ("packet-sipexplain.c", '"report/a.h"', True),
    ("packet-sipexplain.c", '"command/a.h"', False),
    ("command/x.c", '"catalogue/a.h"', True),
    ("command/x.c", '"message/escape.h"', True),
    ("command/x.c", '"message/a.h"', False),
    ("command/x.c", "<epan/packet.h>", False),
    ("command/x.c", "<unistd.h>", True),
    ("generator/x.c", '"catalogue/a.h"', True),
    ("generator/x.c", '"findings/a.h"', False),
    ("generator/x.c", '"findings/a_list.h"', True),
    ("command/x.c", '"findings/a_list.h"', False),
])
def test_an_include_in_the_wrong_direction_is_found(name, header, allowed):
    wrong = not_allowed({**HOUSE, name: f"/* comment */\n#include {header}\n"})
    assert len(wrong) == (0 if allowed else 1) and all(text.startswith(f"{name} includes ") for text in wrong)


def test_an_include_of_nothing_is_found():
    with pytest.raises(AssertionError, match='"gone.h", which is not in plugin/'):
        not_allowed({**HOUSE, "report/x.c": '#include "gone.h"\n'})
    assert not_allowed({**HOUSE, "report/x.c": '/* #include "gone.h" */\n'}) == []


def test_circles_are_found():
    def units(**headers):
        return {name.replace("_", "."): "".join(f'#include "{header}"\n' for header in listed)
                for name, listed in headers.items()}

    assert circles_of_headers(units(a_h=["b.h"], b_h=["c.h"], c_h=["a.h"], d_h=["a.h"])) == [("a.h", "b.h", "c.h")]
    # Each compiles, as one of the two includes is in a .c; and yet they know each other.
    files = units(a_h=[], a_c=["a.h", "b.h"], b_h=["a.h"], b_c=["b.h"])
    assert circles_of_headers(files) == [] and circles_of_files(files) == [("a", "b")]
    assert circles_of_files(units(a_h=[], a_c=["a.h"], b_h=["a.h"], b_c=["b.h", "a.h"])) == []
    calls = {"parts.h": "void one(void);\nvoid other(void);\n", "a.c": "void\none(void)\n{\n    other();\n}\n",
             "b.c": "void\nother(void)\n{\n    one();\n}\n"}
    assert circles_of_calls(calls) == [("a.c", "b.c")]
    assert circles_of_calls({**calls, "b.c": "static void\none(void)\n{\n}\n\nvoid\nother(void)\n{\n}\n"}) == []
