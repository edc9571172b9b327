# SPDX-License-Identifier: GPL-2.0-or-later
"""The report and the list of calls in windows of desktop Wireshark, on a display that nobody sees."""

import os
import shutil
import subprocess
import time

import captures
import flows
import pytest
from conftest import TOP
from messages import response
from test_same_counts import FLOWS
from translations import reader

NEEDED = ["wireshark", "Xvfb", "xdotool"]
# What Wireshark needs to start, on a slow machine with sanitizers.
SECONDS = 120

pytestmark = [
    pytest.mark.not_sanitized("starts a program of which most is not ours"),
    pytest.mark.skipif(any(shutil.which(name) is None for name in NEEDED), reason=f"needs {', '.join(NEEDED)}"),
]


@pytest.fixture(scope="module")
def display():
    """The name of a display of its own."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24"], pass_fds=[write],
                              stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as number:
        yield f":{number.readline().strip()}"
    server.terminate()
    server.wait()


WINDOWS = pytest.mark.parametrize("name, heading", [("report", "SIP Explanation Report"),
                                                    ("calls", "SIP Calls and Registrations")])


class Window:
    """What -z opens in desktop Wireshark."""

    def __init__(self, wireshark, display, path, name, title, language):
        # Settings of its own, as other tests leave some behind.
        settings = wireshark.folder / f"window-settings-{name}-{language}"
        settings.mkdir()
        if os.geteuid() == 0:
            shutil.chown(settings, "nobody", "nogroup")
        self._env = {**os.environ, "DISPLAY": display}
        self.process = wireshark.start("wireshark", "-r", path, "-z", f"sipexplain,{name}", "-o",
                                       f"sipexplain.language:{language}", "-o", "gui.update.enabled:FALSE",
                                       env={"DISPLAY": display, "QT_QPA_PLATFORM": "xcb",
                                            "WIRESHARK_CONFIG_DIR": str(settings)})
        self.found = self._run("timeout", SECONDS, "xdotool", "search", "--sync", "--onlyvisible", "--name", title).split()

    def _run(self, *args):
        return subprocess.run([*map(str, args)], env=self._env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True).stdout

    def copied(self):
        """What its button "Copy All" puts into the clipboard, which is the last but one."""
        size = dict(line.split("=") for line in self._run("xdotool", "getwindowgeometry", "--shell", self.found[0]).split())
        self._run("xdotool", "mousemove", "--window", self.found[0], int(size["WIDTH"]) - 130, int(size["HEIGHT"]) - 24,
                  "click", 1)
        return self._run("timeout", 5, "xclip", "-selection", "clipboard", "-o")

    def close(self):
        """What was printed."""
        self.process.terminate()
        return self.process.communicate()[0]


@WINDOWS
def test_it_opens_in_a_window_and_nothing_is_printed(wireshark, display, name, heading):
    capture = captures.Capture()
    capture.send("callee", "caller", response(404, "Not Found"))
    title = reader("de")(heading)
    window = Window(wireshark, display, wireshark.write(capture, "window"), name, title, "de")
    alive = window.process.poll() is None
    out = window.close()
    assert title != heading and window.found
    assert alive and out == ""


@pytest.mark.skipif(shutil.which("xclip") is None, reason="needs xclip")
@WINDOWS
def test_its_text_is_what_tshark_prints_on_a_second_pass(wireshark, display, name, heading):
    """In lines of another width."""
    capture = captures.read_text(TOP / "tests" / "captures" / "sample.txt")
    for text in FLOWS.values():
        capture.append(flows.capture(text))
    path = wireshark.write(capture, "window-text")
    expected = wireshark.tshark("-q", "-2", "-z", f"sipexplain,{name}", capture=path).split()
    window = Window(wireshark, display, path, name, heading, "en")
    end = time.monotonic() + SECONDS
    # The window is there before the file is read.
    while (copied := window.copied().split()) != expected and time.monotonic() < end:
        pass
    window.close()
    assert copied == expected
