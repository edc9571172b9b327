# SPDX-License-Identifier: GPL-2.0-or-later
"""The whole build says what each language has, and is stopped by a translation with a fault."""

import os
import pathlib
import re
import shutil
import subprocess

import pytest
from conftest import TOP
from translations import COMPLETE, LANGUAGES, read_all

pytestmark = pytest.mark.not_quick("builds the project again")


class Project:
    """A copy of the project that a test may spoil, built in a folder of its own."""

    def __init__(self, folder):
        self.source = folder / "project"
        shutil.copytree(TOP, self.source, ignore=shutil.ignore_patterns("build*", ".git", "__pycache__"))
        self.build = folder / "build"

    def configure(self, *args):
        cache = (pathlib.Path(os.environ["SIPEXPLAIN_BUILD_DIR"]) / "CMakeCache.txt").read_text(encoding="utf-8")
        generator = re.search(r"^CMAKE_GENERATOR:INTERNAL=(.*)$", cache, flags=re.M)[1]
        return self._cmake("-G", generator, "-S", self.source, "-B", self.build, "-DBUILD_TESTING=OFF",
                           "-DCMAKE_BUILD_TYPE=Debug", *args)

    def make(self, target):
        return self._cmake("--build", self.build, "--target", target)

    @staticmethod
    def _cmake(*args):
        done = subprocess.run(["cmake", *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.returncode, " ".join(done.stdout.split())

    def po(self, language):
        return self.source / "data" / "po" / f"{language}.po"

    def change(self, language, change):
        text = self.po(language).read_text(encoding="utf-8")
        changed = change(text)
        assert changed != text, "the fault was not made"
        self.po(language).write_text(changed, encoding="utf-8")


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def test_languages_that_are_declared_are_there():
    assert set(COMPLETE) <= set(LANGUAGES)


def test_build_says_the_coverage_of_each_language(project):
    assert project.configure()[0] == 0
    status, out = project.make("explain")
    assert status == 0, out
    for language in LANGUAGES:
        have, all_of = map(int, re.search(rf"Language {language}: (\d+) of (\d+) texts", out).groups())
        assert 0 < have <= all_of


def test_languages_of_the_project_are_complete_where_they_are_declared_so(project):
    assert project.configure("-DSIPEXPLAIN_COMPLETE_LANGUAGES=ON")[0] == 0
    status, out = project.make("explain")
    assert status == 0, out


def test_missing_text_fails_the_build_that_wants_complete_languages(project):
    english = "the called device is busy"
    project.change("ja", lambda text: re.sub(rf'(msgid "{english}"\nmsgstr) ".*"', r'\1 ""', text))
    assert project.configure("-DSIPEXPLAIN_COMPLETE_LANGUAGES=ON")[0] == 0
    status, out = project.make("explain")
    assert status != 0 and "4xx.ini: [486] Summary[ja]: missing" in out


def test_fuzzy_text_is_a_missing_one(project):
    project.change("ja", lambda text: text.replace('msgid "the called device is busy"',
                                                   '#, fuzzy\nmsgid "the called device is busy"'))
    assert project.configure("-DSIPEXPLAIN_COMPLETE_LANGUAGES=ON")[0] == 0
    status, out = project.make("explain")
    assert status != 0 and "4xx.ini: [486] Summary[ja]: missing" in out


def test_text_that_does_not_fit_fails_every_build(project):
    project.change("pt_BR", lambda text: re.sub(r'(msgid "the called device is busy"\nmsgstr) ".*"',
                                                rf'\1 "{"x" * 57}"', text))
    assert project.configure()[0] == 0
    status, out = project.make("explain")
    assert status != 0 and "4xx.ini: [486] Summary[pt_BR]: 57 columns wide, and not at most 56" in out


def test_faulty_po_file_fails_the_build_with_its_line(project):
    project.change("zh_CN", lambda text: text + '\nmsgid "x"\nmsgstr "not closed\n')
    assert project.configure()[0] == 0
    status, out = project.make("explain")
    assert status != 0 and "zh_CN.po:" in out and "msgfmt cannot merge data/po/zh_CN.po" in out


@pytest.mark.parametrize("lost", ["a language", "msgfmt"])
def test_missing_language_stops_the_configuration_that_wants_it(project, lost):
    if lost == "a language":
        project.po("ja").unlink()
    status, out = project.configure("-DSIPEXPLAIN_COMPLETE_LANGUAGES=ON", *(["-DMSGFMT="] if lost == "msgfmt" else []))
    assert status != 0 and f"The language {COMPLETE[0] if lost == 'msgfmt' else 'ja'} is declared complete" in out


def test_build_without_msgfmt_speaks_english_and_says_so(project, tmp_path):
    status, out = project.configure("-DMSGFMT=")
    assert status == 0 and "msgfmt (gettext) was not found: sipexplain will speak English alone." in out
    status, out = project.make("sipexplain_command")
    assert status == 0, out
    env = {**os.environ, "LANGUAGE": "ja"}
    done = subprocess.run([project.build / "sipexplain", "486"], capture_output=True, text=True, env=env)
    assert done.returncode == 0 and "the called device is busy" in done.stdout
    done = subprocess.run([project.build / "sipexplain", "--language", "ja", "486"], capture_output=True, text=True)
    assert done.returncode == 2 and 'there is no language "ja"' in done.stderr


def test_template_and_languages_are_up_to_date(project):
    """The target for translators brings no text that they lack, but may correct in which line it stands."""
    assert project.configure()[0] == 0

    files = sorted((project.source / "data" / "po").glob("*.po*"))
    assert len(files) == 1 + len(LANGUAGES)
    before = [read_all(path) for path in files]
    status, out = project.make("translations")
    assert status == 0, out
    for path, texts in zip(files, before):
        assert read_all(path) == texts, path.name
        assert len(texts) > 1000


def test_changed_english_text_becomes_fuzzy(project):
    path = project.source / "data" / "4xx.ini"
    path.write_text(path.read_text(encoding="utf-8").replace("the called device is busy", "the called device is very busy"),
                    encoding="utf-8")
    assert project.configure()[0] == 0
    assert project.make("translations")[0] == 0
    text = project.po("ja").read_text(encoding="utf-8")
    assert re.search(r'#, .*fuzzy\n(?:#\|.*\n)*msgid "the called device is very busy"', text)
