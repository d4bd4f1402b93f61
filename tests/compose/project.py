"""A copy of what docker-compose.yml needs, and the commands that people type in it."""

import json
import re
import shutil

from e2e.waiting import eventually

from sandbox.paths import CHECKOUT
from sandbox.rpc import Rpc

FILES = ("docker-compose.yml", ".env.example", "odoo.conf.example", "README.md")
FOLDERS = ("odoo_discord_notify", "tests/addons/asg_models", "tests/discord_standin")
# Of Odoo's log, of Python itself, of pip.
COMPLAINT = re.compile(r"Traceback.*|.*\d (?:ERROR|CRITICAL) .*|.*\| ERROR: .*")
START = 240  # seconds: to install on a machine that does much else
SAID_IN = [(CHECKOUT / file).read_text() for file in FILES]
# Docker Compose merges it by itself. Our containers have no network: pip finds what it
# is asked for in a folder, where the machine's own pip has put it.
PIP = """
services:
  zones:
    environment: {PIP_NO_INDEX: "1", PIP_FIND_LINKS: /wheels}
    volumes: ["../wheels:/wheels:ro"]
"""


def said(command):
    """Return a command, if README or the files themselves tell people to type it."""
    assert any(command in text for text in SAID_IN), f"nobody is told: {command}"
    return command


class Project:
    """The project in a folder that the engine sees.

    :ivar folder: of docker-compose.yml
    """

    def __init__(self, engine, folder):
        self._engine, self.folder = engine, folder
        shutil.rmtree(folder, ignore_errors=True)
        for name in FOLDERS:
            shutil.copytree(CHECKOUT / name, folder / name)
        for name in FILES:
            shutil.copy(CHECKOUT / name, folder / name)

    def type(self, command, check=True):
        """Type a command in a terminal, there; returns what it says.

        :raise AssertionError: with what it says, if it fails.
        """
        return self._engine.shell(command, self.folder, check)

    def start(self, command):
        """Start a command that stays in the foreground; returns its process."""
        log = open(self.folder / "foreground.log", "wb")
        return self._engine.popen(command.split(), self.folder, stdout=log, stderr=log)

    def set(self, **variables):
        """Write .env, as a copy of the example with these values, ready to be read."""
        text = (self.folder / ".env.example").read_text()
        for name, value in variables.items():
            assert f"\n{name}=\n" in text, name
            text = text.replace(f"\n{name}=\n", f"\n{name}={value}\n")
        (self.folder / ".env").write_text(text)

    def give_pip(self):
        """Let pip find newer time zones."""
        (self.folder / "docker-compose.override.yml").write_text(PIP)

    def logs(self, *services):
        """What services have written since their containers were made."""
        return self.type(f"docker compose logs --no-color {' '.join(services)}")

    def complaints(self, *services):
        """The lines of their logs that tell of an error."""
        return COMPLAINT.findall(self.logs(*services))

    def state(self, service):
        """What Docker knows of a service's container: its `State`."""
        found = self.type(f"docker compose ps --all --quiet {service}").strip()
        if not found:
            return {}
        return json.loads(self.type(f"docker inspect -f '{{{{json .State}}}}' {found}"))

    def wait_until_healthy(self, service):
        """Wait until its health check is content."""

        def is_healthy():
            return self.state(service).get("Health", {}).get("Status") == "healthy"

        try:
            eventually(is_healthy, START)
        except AssertionError as error:
            tail = self.logs(service).splitlines()[-20:]
            raise AssertionError("\n".join(tail)) from error

    def running(self):
        """The services that run, sorted."""
        return sorted(self.type("docker compose ps --services").split())

    def volumes(self):
        """The names of all volumes that the engine keeps."""
        return self.type("docker volume ls --quiet").split()

    def odoo(self, port=8069, database="odoo"):
        """The external API of an Odoo as its administrator."""
        return Rpc(f"http://127.0.0.1:{port}", database, "admin", "admin")
