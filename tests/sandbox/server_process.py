"""A server in a process of its own: started, waited for, stopped, its log in a file."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

from .ports import HOST
from .progress import Failure

START_SECONDS = 60
STOP_SECONDS = 30  # Odoo lets requests end, ours to Discord within 25 s
SHOWN_LINES = 20


class ServerProcess:
    """A server that answers HTTP at ``path`` of ``port`` once it is ready."""

    def __init__(self, title, command, port, environ, log, path="/"):
        self.title = title
        self.url = f"http://{HOST}:{port}"
        self.port = port
        self.log = log
        self._command = [str(part) for part in command]
        self._environ = environ
        self._ready_url = self.url + path
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exception):
        self.stop()

    def start(self):
        """Start it and wait until it answers.

        :raise Failure: with the end of its log, if it does not.
        """
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self._command,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for us: we stop it in good order
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def stop(self):
        """Stop it in good order, or after ``STOP_SECONDS`` by force."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self):
        """Kill it and all it started, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def check(self):
        """Raise a Failure if it has stopped by itself."""
        if self.process.poll() is not None:
            tail = "\n    ".join(self.log_text().splitlines()[-SHOWN_LINES:])
            raise Failure(
                f"{self.title} stopped:\n    {tail}", f"Its whole log is {self.log}"
            )

    def log_text(self):
        """What it has written so far."""
        return self.log.read_text(errors="replace")

    def _wait_until_ready(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self.check()
            try:
                with urllib.request.urlopen(self._ready_url, timeout=START_SECONDS):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise Failure(
            f"{self.title} does not answer after {START_SECONDS} s",
            f"Its log is {self.log}",
        )
