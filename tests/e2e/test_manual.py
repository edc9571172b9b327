# SPDX-License-Identifier: GPL-2.0-or-later
"""The manual tells what the build has, and is there as a manual page and as HTML."""

import html.parser
import re
import shutil
import subprocess

import captures
import manual
import pages
import pytest
from conftest import TOP

pytestmark = [pytest.mark.once("the manual is the same for all versions"),
              pytest.mark.not_sanitized("is about texts")]

PAGES = pages.pages()


@pytest.fixture(scope="module")
def build(wireshark, command):
    return manual.Build(wireshark, command)


def names(page):
    """What stands in a page as code."""
    return set(re.findall(r"`([^`]+)`", (pages.MANUAL / page).read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [page for page in PAGES if pages.PART.search(page.read_text(encoding="utf-8"))],
                         ids=lambda page: page.name)
def test_page_has_what_the_build_has(build, page):
    text = page.read_text(encoding="utf-8")
    assert manual.written(text, build) == text, (
        "The build says something else by now. To write the pages anew: cmake --build build --target manual")


def test_each_part_stands_in_one_page():
    parts = [part for page in PAGES for part, _ in pages.PART.findall(page.read_text(encoding="utf-8"))]
    assert sorted(parts) == sorted(manual.PARTS)


def test_preferences_are_those_that_are_registered(wireshark):
    out = wireshark.run("tshark", "-G", "defaultprefs")
    registered = set(re.findall(r"^#(sipexplain\.\w+):", out, flags=re.M))
    # The table of own codes is in a file of its own.
    assert registered and names("preferences.md") >= {*registered, "uat:sipexplain_codes"}
    assert {name for name in names("preferences.md") if re.fullmatch(r"sipexplain\.\w+", name)} == registered


def test_columns_of_the_exports_are_all_told(wireshark):
    path = wireshark.write(captures.read_text(TOP / "tests" / "captures" / "sample.txt"), "columns")
    columns = wireshark.tshark("-q", "-z", "sipexplain,tsv", capture=path).split("\n")[0].split("\t")
    assert len(columns) > 20 and names("statistics.md") >= set(columns)


def test_every_page_is_in_the_index_and_converted():
    index = (pages.MANUAL / "README.md").read_text(encoding="utf-8")
    listed = (TOP / "plugin" / "manual" / "CMakeLists.txt").read_text(encoding="utf-8")
    sections, others = re.search(r"set\(_sections\n(.*?)\)\nset\(_pages \$\{_sections\} (.*?)\)", listed, flags=re.S).groups()
    assert sorted(f"{name}.md" for name in [*sections.split(), *others.split()]) == [page.name for page in PAGES]
    for page in PAGES:
        assert page.name == "README.md" or f"]({page.name})" in index, page.name


@pytest.fixture(scope="module")
def share(build_dir):
    if "LOWDOWN:FILEPATH=LOWDOWN-NOTFOUND" in (build_dir / "CMakeCache.txt").read_text(encoding="utf-8"):
        pytest.skip("lowdown is not there; tests/run.sh installs it")
    return build_dir / "share"


class Links(html.parser.HTMLParser):
    """What a page points to, and what can be pointed to in it."""

    def __init__(self, path):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.links += [attrs[name] for name in ("href", "src") if name in attrs]
        self.ids |= {attrs["id"]} if "id" in attrs else set()


def test_html_points_to_what_is_there(share):
    folder = share / "doc" / "sipexplain" / "manual"
    pages = {path: Links(path) for path in folder.glob("*.html")}
    assert len(pages) == len(PAGES)
    for path, page in pages.items():
        for link in page.links:
            if link.startswith("http"):
                continue
            name, _, part = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file(), f"{path.name}: {link}"
            assert not part or part in pages[target].ids, f"{path.name}: {link}"


def test_manual_page_can_be_read(share):
    path = share / "man" / "man7" / "sipexplain.7"
    text = path.read_text(encoding="utf-8")
    for name in ("sipexplain.finding", "auth-refused", "sipexplain.explain_success"):
        assert name in text
    # A link, or a picture, has no place in it.
    assert "](" not in text and ".png" not in text
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not there; tests/run.sh installs it")
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "error", path], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    shown = subprocess.run(["mandoc", "-T", "utf8", path], check=True, capture_output=True, text=True).stdout
    assert "SIPEXPLAIN(7)" in shown and "sipexplain - plugin for Wireshark" in shown
