"""The browser: the machine's Chromium, installed by apt where we may.

Best without its windows, which nobody sees here: a page costs a fifth less.
"""

import os
import shutil

from .commands import run
from .progress import Failure, note, step

LEAN, WHOLE = "chromium-headless-shell", "chromium"
PROGRAMS = (LEAN, WHOLE, "chromium-browser", "google-chrome")
FONTS = "fonts-noto-color-emoji fonts-roboto-unhinted"
COMMAND = f"apt-get install -y --no-install-recommends {FONTS} {WHOLE}"
REMEDY = "Is the network up?"

# The machine's network may be closed: nothing but the tests' own pages is asked for.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find():
    """The path of a browser of Chromium's family, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def how():
    """Return how Playwright is to launch it."""
    path = find()
    assert path, f"no Chromium to test with; install it: {COMMAND}"
    return {"executable_path": path, "args": FLAGS}


def find_or_install():
    """Install Chromium if there is none and we are root, else say what to type."""
    if find():
        return
    if os.geteuid() != 0:
        note(f"No Chromium: the browser tests will fail. Install it: sudo {COMMAND}")
        return
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step("Installing Chromium"):
        run(["apt-get", "update"], REMEDY, env=environ)
        try:
            run(COMMAND.replace(WHOLE, LEAN).split(), REMEDY, env=environ)
        except Failure:  # not every distribution has it
            run(COMMAND.split(), REMEDY, env=environ)
