# SPDX-License-Identifier: GPL-2.0-or-later
"""The report and the list of calls in windows of desktop Wireshark, on a display that nobody sees."""

import os
import shutil
import subprocess

import captures
import pytest
from messages import response
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


@pytest.mark.parametrize("name, heading", [("report", "SIP Explanation Report"), ("calls", "SIP Calls and Registrations")])
def test_it_opens_in_a_window_and_nothing_is_printed(wireshark, display, name, heading):
    capture = captures.Capture()
    capture.send("callee", "caller", response(404, "Not Found"))
    path = wireshark.write(capture, "window")
    # Settings of its own, as other tests leave some behind.
    settings = wireshark.folder / f"window-settings-{name}"
    settings.mkdir()
    if os.geteuid() == 0:
        shutil.chown(settings, "nobody", "nogroup")
    process = wireshark.start("wireshark", "-r", path, "-z", f"sipexplain,{name}", "-o", "sipexplain.language:de",
                              "-o", "gui.update.enabled:FALSE", env={"DISPLAY": display, "QT_QPA_PLATFORM": "xcb",
                                                                     "WIRESHARK_CONFIG_DIR": str(settings)})
    title = reader("de")(heading)
    found = subprocess.run(["timeout", str(SECONDS), "xdotool", "search", "--sync", "--onlyvisible", "--name", title],
                           env={**os.environ, "DISPLAY": display}, stdout=subprocess.PIPE)
    alive = process.poll() is None
    process.terminate()
    out, _ = process.communicate()
    assert title != heading and found.returncode == 0 and found.stdout
    assert alive and out == ""
