# SPDX-License-Identifier: GPL-2.0-or-later
"""README and manual: their command lines work as they stand there, and their links and pictures are there."""

import re
import shutil

import captures
import pages
import pytest
from conftest import TOP
from pages import README, is_filter

pytestmark = [pytest.mark.once("the text is the same for all versions"),
              pytest.mark.not_sanitized("is about texts")]

TEXTS = [README, *sorted((TOP / "data").rglob("*.md"))]
# Pages about what other tests run: fresh.sh, test_build.py, test_many_captures.py, the benchmark, windows.sh.
ELSEWHERE = {"building.md", "cost.md", "many-captures.md", "windows.md"}
PAGES = [page for page in [README, *pages.pages()] if page.name not in ELSEWHERE]
# How command lines begin that are not run here, and why.
NOT_RUN = {"bash tests/": "installs packages, or runs all tests",
           "bash data/examples/": "is run by test_many_captures.py", "cmake ": "builds", "sudo ": "needs root",
           "wireshark ": "needs a desktop"}
RUN = re.compile(r"([A-Z_]+=\S+ )?(tshark|sipexplain) ")
GAP = "…"


def lines(page):
    return [line for _, line in pages.lines(page)]


def transcripts(page):
    return [part for _, *part in pages.transcripts(page)]


def commands(page):
    inline = re.findall(r"`(tshark -G [^`]*)`", page.read_text(encoding="utf-8"))
    return [line for line in [*lines(page), *inline] if RUN.match(line)]


@pytest.fixture(scope="module")
def shell(wireshark, command):
    """Runs a command line of the text in a folder that has the captures it names, with the programs of the build."""
    folder = wireshark.folder / "documentation"
    folder.mkdir()
    for name in ("sample", "calls"):
        captures.read_text(TOP / "tests" / "captures" / f"{name}.txt").write(folder / f"{name}.pcap")
    shutil.copy(command.path, folder)
    folder.chmod(0o777)
    there = set(folder.iterdir())

    def run(line):
        out = wireshark.run("bash", "-c", f"set -eu -o pipefail; cd {folder}; PATH={folder}:$PATH; {line}")
        written = set(folder.iterdir()) - there
        assert wireshark.errors == "", line
        assert out or any(path.stat().st_size for path in written), f"{line} says nothing"
        for path in written:
            path.unlink()
        return out
    yield run
    shutil.rmtree(folder)


@pytest.mark.parametrize("page, line", [(page.name, line) for page in PAGES for line in commands(page)])
def test_command_line_works(shell, page, line):
    shell(line.replace(r"\|", "|") if line.startswith("tshark -G") else line)


def squeezed(text):
    """Lines with one blank between words; the width of columns is not what is compared."""
    return [" ".join(line.split()) for line in text.strip("\n").split("\n")]


@pytest.mark.parametrize("page, line, shown", [(page.name, *part) for page in PAGES for part in transcripts(page)])
def test_output_is_what_is_shown(shell, page, line, shown):
    out, at = squeezed(shell(line)), 0
    # What stands between two gaps comes as it is, and after what stands before.
    for group in re.split(rf"^\s*{GAP}\s*$", shown, flags=re.M):
        wanted = squeezed(group)
        if wanted == [""]:
            continue
        found = [start for start in range(at, len(out)) if out[start:start + len(wanted)] == wanted]
        assert found, "\n".join([f"{page} shows what does not come:", *wanted])
        at = found[0] + len(wanted)


@pytest.mark.parametrize("page", [page for page in PAGES if any(map(is_filter, lines(page)))], ids=lambda page: page.name)
def test_filters_are_filters(wireshark, page):
    path = wireshark.write(captures.read_text(TOP / "tests" / "captures" / "calls.txt"), "filters")
    filters = [line for line in lines(page) if is_filter(line)]
    wireshark.tshark("-Y", " || ".join(f"({line})" for line in filters), "-c", "1", capture=path)


def test_every_line_is_known():
    unknown = [(page.name, line) for page in PAGES for line in lines(page)
               if not (RUN.match(line) or is_filter(line) or line.startswith(tuple(NOT_RUN)))]
    assert unknown == []


def test_every_reason_is_needed():
    for start in NOT_RUN:
        assert any(line.startswith(start) for page in PAGES for line in lines(page)), start


def test_readme_is_short():
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 200


def anchors(path):
    """What a link can point to in a page: its headings, as web sites name them."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), flags=re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(path):
    return re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(TOP)))
def test_links_lead_somewhere(path):
    for link in links(path):
        if re.match(r"https?:", link):
            continue
        name, _, part = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert not part or part in anchors(target), link


def test_every_picture_is_shown():
    shown = {(path.parent / link).resolve() for path in TEXTS for link in links(path)}
    pictures = set((TOP / "data" / "pictures").iterdir())
    assert pictures and pictures <= shown, pictures - shown
