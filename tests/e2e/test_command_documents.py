# SPDX-License-Identifier: GPL-2.0-or-later
"""The manual page of the command, and its completion in shells."""

import re
import shutil
import subprocess

import pytest
from catalogue import CAUSES, CODES, PROTOCOLS, RULES
from command_line import WRONG_USAGE

COMMANDS = {"compare", "finding", "list", "reason"}
NUMBERS = set(map(str, CODES))
CLASSES = {f"{digit}xx" for digit in range(1, 7)}


def needs(program):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not there; tests/run.sh installs it")


class Bash:
    """Asks the completion as bash does."""

    name = "bash"
    file = "bash-completion/completions/sipexplain"
    script = """
        set -u
        source "$1"
        shift
        COMP_WORDS=(sipexplain "$@") COMP_CWORD=$#
        $(complete -p sipexplain | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
        printf '%s\\n' "${COMPREPLY[@]+"${COMPREPLY[@]}"}"
    """
    command = ["bash", "--norc", "-c", script, "bash"]

    def offered(self, path, *words):
        out = run(*self.command, path, *words)
        return [line for line in out.split("\n") if line]


class Zsh:
    """Asks the completion with words in the place of zsh's own functions, which need a terminal."""

    name = "zsh"
    file = "zsh/site-functions/_sipexplain"
    script = """
        _arguments() {
            local option
            if [[ ${wanted_words[-1]} == -* ]]; then
                for option in ${argv:#-S}; do
                    option=${option#\\(*\\)}
                    if [[ $option == -* ]]; then print -r -- ${option%%\\[*}; fi
                done
            else
                words=("${(@)wanted_words:#-*}") CURRENT=$#words
                _sipexplain_words
            fi
        }
        _describe() {
            local entry
            for entry in "${(P@)argv[-1]}"; do
                if [[ $entry == *:?* ]]; then print -r -- ${entry%%:*}; fi
            done
        }
        file=$1
        shift
        wanted_words=("$@")
        source $file
    """
    command = ["zsh", "-f", "-c", script, "zsh"]

    def offered(self, path, *words):
        out = run(*self.command, path, *words)
        return [line for line in out.split("\n") if line and line.startswith(words[-1])]


def run(*args):
    done = subprocess.run(list(map(str, args)), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), args[-3:]
    return done.stdout


@pytest.fixture(params=[Bash(), Zsh()], ids=["bash", "zsh"])
def offered(request, build_dir):
    """What the completion offers for the last of the words."""
    needs(request.param.name)
    path = build_dir / "share" / request.param.file

    def ask(*words):
        found = request.param.offered(path, *words)
        assert len(set(found)) == len(found)
        return set(found)
    return ask


def test_completion_offers_commands_and_codes_first(offered):
    assert offered("") == COMMANDS | NUMBERS
    assert offered("com") == {"compare"}
    assert offered("42") == {code for code in NUMBERS if code.startswith("42")}
    assert offered("--json", "li") == {"list"}


def test_completion_offers_what_may_follow(offered):
    assert offered("compare", "") == NUMBERS == offered("compare", "404", "")
    assert offered("compare", "404", "486", "") == set()
    assert offered("404", "") == set()
    assert offered("list", "") == CLASSES
    assert offered("list", "4xx", "") == set()
    assert offered("reason", "") == set(PROTOCOLS)
    assert offered("reason", "--json", "S1AP-R") == {"S1AP-RNL"}
    assert offered("finding", "") == set(RULES)
    assert offered("finding", RULES[0], "") == set()


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_completion_offers_the_causes_of_a_protocol(offered, protocol):
    causes = {cause for of, cause in CAUSES if of == protocol}
    assert offered("reason", protocol, "") == offered("reason", protocol.lower(), "") == causes


def test_completion_offers_the_options_that_there_are(offered, command):
    options = set(re.findall(r"(?<![\w-])--?[a-z]+", command.text("--help")))
    assert {"--json", "--language", "--help", "-h", "--version"} <= options
    assert offered("-") == options
    assert offered("--j") == {"--json"} == offered("404", "--j")
    for option in options:
        value = ["en"] if option == "--language" else []
        assert command(option, *value, "404")[0] != WRONG_USAGE


@pytest.fixture
def manual(build_dir):
    return build_dir / "share/man/man1/sipexplain.1"


def test_manual_page_has_no_faults(manual):
    needs("mandoc")
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", manual], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_manual_page_names_all_that_the_help_names(manual, command):
    text = re.sub(r"\\f[BIR]", "", manual.read_text()).replace("\\-", "-")
    usages = re.findall(r"^  sipexplain (.*)$", command.text("--help", columns=200), flags=re.M)
    assert len(usages) == len(COMMANDS) + 1
    for usage in usages:
        assert f"sipexplain [OPTION] {usage}\n" in text
        assert f".TP\n{usage}\n" in text
    for option in ("--json", "--language LANGUAGE", "--help, -h", "--version"):
        assert f".TP\n{option}\n" in text
    assert not re.search(r"@[a-z.]+@", text)


def test_examples_of_the_manual_page_work(manual, command):
    _, _, section = manual.read_text().partition(".SH EXAMPLES\n")
    examples = re.findall(r"^sipexplain ([^|\n]*)$", section, flags=re.M)
    assert len(examples) == len(COMMANDS) + 1
    for example in examples:
        command.text(*example.split())


def test_manual_page_names_the_members_of_json(manual, command):
    text = manual.read_text()
    for said in (command.json("404"), command.json("compare", "404", "486"), command.json("reason", "Q.850", "17"),
                 command.json("reason", "Q.850"), command.json("finding", RULES[0])):
        for name in said:
            assert re.search(rf"^\.IR? {name}\b", text, flags=re.M), name


def test_template_with_an_unknown_part_is_refused(build_dir, tmp_path):
    template = tmp_path / "template"
    template.write_text("good\n@options.man@\n@options.fish@\n")
    generator = build_dir / "plugin/command/command_documents"
    done = subprocess.run([generator, "1", template, tmp_path / "out"], capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr == f"{template}: line 3: there is no part @options.fish@\n"
    assert not (tmp_path / "out").exists()
