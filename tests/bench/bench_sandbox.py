"""The sandbox, and beside it what the benchmarks compare the addon with."""

import hashlib
import os
import shutil
from pathlib import Path

from sandbox.commands import run
from sandbox.odoo import Sandbox
from sandbox.paths import cache
from sandbox.progress import step
from sandbox.python_env import NETWORK

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
ADDONS = Path(__file__).with_name("addons")


class BenchSandbox(Sandbox):
    """A sandbox whose Odoo also knows OCA's queue_job and the addons in here."""

    def __init__(self):
        super().__init__()
        self.packages = cache() / "bench-packages"
        self._install()

    def environ(self):
        """The environment of a sandbox, with these addons and their packages."""
        environ = super().environ()
        queue_job = self.packages / "odoo/addons"
        addons = [environ["ODOO_ADDONS_PATH"], str(queue_job), str(ADDONS)]
        paths = [str(self.packages), environ.get("PYTHONPATH", "")]
        return {
            **environ,
            "ODOO_ADDONS_PATH": ",".join(addons),
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        }

    def _install(self):
        stamp = self.packages / "installed"
        digest = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
        if stamp.is_file() and stamp.read_text() == digest:
            return
        shutil.rmtree(self.packages, ignore_errors=True)
        options = ["--no-deps", "--no-input", "--disable-pip-version-check"]
        pip = [self.python_env.python, "-m", "pip", "install", *options]
        with step("Installing what to compare with"):
            run([*pip, "--target", self.packages, "-r", REQUIREMENTS], NETWORK)
        stamp.write_text(digest)
