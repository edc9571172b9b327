# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs sipexplain.exe under Wine: it has to answer what the command for this system answers.

Usage: run_command.py COMMAND SIPEXPLAIN.EXE

The environment says where Wine has its files.
"""

import os
import re
import subprocess
import sys
import time

WINE = "/usr/lib/wine/wine64"
LANGUAGES = ["en", "de", "ja", "pt_BR", "zh_CN"]
# In each language, also as JSON.
QUESTIONS = [["404"], ["200"], ["list"], ["compare", "486", "600"], ["reason"], ["reason", "Q.850", "16"], ["finding"],
             ["finding", "ack-missing"], ["299"]]
# Once, mostly wrong.
CALLS = [["--version"], ["--help"], [], ["list", "4xx"], ["list", "7xx"], ["799"], ["bogus"], ["größe"], ["応答"], ["--bogus"],
         ["--language=xx", "404"], ["404", "486"], ["404", "1", "2"], ["reason", "Q.850", "999"], ["--", "404"],
         ["reason", "a b\"c\\"]]
LOCALES = ["C", "C.UTF-8", "de_DE.UTF-8", "ja_JP.UTF-8", "pt_PT.UTF-8", "zh_CN.UTF-8", "zh_TW.UTF-8", "fr_FR.UTF-8"]


def run(command, arguments, environment):
    done = subprocess.run([*command, *arguments], env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=120, check=False)
    # What Wine says where there is no desktop, whenever it starts its own anew.
    return done.returncode, done.stdout, re.sub(rb"error: XDG_RUNTIME_DIR [^\n]*\n", b"", done.stderr)


def calls():
    """(arguments, environment) of all runs."""
    plain = {"LC_ALL": "C.UTF-8"}
    for language in LANGUAGES:
        for question in QUESTIONS:
            yield [f"--language={language}", *question], plain
            yield [f"--language={language}", "--json", *question], plain
    for arguments in CALLS:
        yield arguments, plain
    for locale in LOCALES:
        yield ["404"], {"LC_ALL": locale}
    for columns in ("20", "60", "200", "x"):
        yield ["404"], {**plain, "COLUMNS": columns}


def main(native, exe):
    count, start = 0, time.monotonic()
    for arguments, environment in calls():
        status, out, err = run([native], arguments, environment)
        got = run([WINE, exe], arguments, environment)
        # Lines of text end as they do on Windows.
        assert b"\r\n" in got[1] + got[2], (arguments, environment, got)
        got = (got[0], got[1].replace(b"\r\n", b"\n"), got[2].replace(b"\r\n", b"\n"))
        assert got == (status, out, err), f"{arguments} {environment}\n{(status, out, err)}\n{got}"
        count += 1
    print(f"sipexplain.exe under Wine: {count} runs answered as on this system, in {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
