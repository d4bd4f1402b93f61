"""Databases by cloning templates: installing takes half a minute, a clone a second."""

import hashlib
import itertools
import os
import re
import shutil
import uuid
from contextlib import contextmanager
from pathlib import Path

from .commands import run
from .lock import alone
from .progress import step
from .source_digest import is_ours, source_digest

ADDONS = ("odoo_discord_notify", "asg_models")
BASE_TEMPLATE = "template_odoo"
PART = "template_part"  # one that is being built
TEMPORARY = re.compile(r"test_(\d+)_\d+")  # the process that made it, and a number
NUMBERS = itertools.count(1)
INSTALL_REMEDY = "Odoo could not install these addons; the lines above say why."


class Databases:
    """The databases of a sandbox whose cluster is in use."""

    def __init__(self, sandbox):
        self._sandbox = sandbox
        self._sql = sandbox.cluster.sql
        self._filestores = sandbox.data_dir / "filestore"
        self._lock = sandbox.cluster.home / "templates.lock"

    def make(self, name, addons=ADDONS, demo=False):
        """Make database ``name`` anew, with ``addons``."""
        with alone(self._lock, "Waiting: another command makes a database …"):
            template = self._template(addons, demo) if addons else self._base()
            self.drop(name)
            self._clone(template, name)

    @contextmanager
    def temporary(self, addons=ADDONS, demo=False):
        """A database like one of ``make``, for the block alone; yields its name."""
        for name in self._names():
            if (match := TEMPORARY.fullmatch(name)) and not _is_alive(int(match[1])):
                self.drop(name)  # left by a process that was killed
        name = f"test_{os.getpid()}_{next(NUMBERS)}"
        self.make(name, addons, demo)
        try:
            yield name
        finally:
            self.drop(name)

    def drop(self, name):
        """Remove database ``name`` and its files, if it is there."""
        self._sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(self._filestores / name, ignore_errors=True)

    def set_parameter(self, name, key, value):
        """Set a system parameter in a database that no Odoo has open."""
        statement = f"UPDATE ir_config_parameter SET value='{value}' WHERE key='{key}'"
        self._sql(statement, name)

    def _base(self):
        """The template that every other one starts from: base, web and mail."""
        if BASE_TEMPLATE not in self._names():
            self._build(
                BASE_TEMPLATE, "template0", ["mail"], "Installing Odoo's addons"
            )
        return BASE_TEMPLATE

    def _template(self, addons, demo):
        """The template for the addons as they are in the checkout now.

        Odoo's own among them have one to themselves, which outlives our changes.
        """
        kind = _short(f"template_{'_'.join(addons)}{'_demo' if demo else ''}")
        template = f"{kind}_{source_digest(addons)[:12]}"
        existing = self._names()
        if template not in existing:
            given = tuple(addon for addon in addons if not is_ours(addon))
            is_mixed = 0 < len(given) < len(addons)
            base = self._template(given, False) if is_mixed else self._base()
            for outdated in existing:
                if re.fullmatch(rf"{kind}_[0-9a-f]{{12}}", outdated):
                    self.drop(outdated)
            title = f"Installing {', '.join(addons)}"
            self._build(template, base, addons, title, demo)
        return template

    def _build(self, template, base, addons, title, demo=False):
        self.drop(PART)
        self.drop(template)
        self._clone(base, PART)
        if demo:
            # Odoo loads demo data only on top of addons that have theirs.
            self._sql("UPDATE ir_module_module SET demo = true", PART)
        self._install(PART, addons, title)
        self._sql(f'ALTER DATABASE "{PART}" RENAME TO "{template}"')
        if (self._filestores / PART).is_dir():
            (self._filestores / PART).rename(self._filestores / template)

    def _install(self, name, addons, title):
        options = ["-d", name, "-i", ",".join(addons), "--stop-after-init", "--no-http"]
        with step(title) as shown:

            def show(line):
                if match := re.search(r"Loading module \S+ \((\d+)/(\d+)\)", line):
                    shown.reach(int(match[1]), int(match[2]), "addons")

            command = self._sandbox.odoo_command(*options)
            environ = self._sandbox.environ()
            run(command, INSTALL_REMEDY, on_line=show, env=environ)

    def _clone(self, template, name):
        self._sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        files = self._filestores / template
        if files.is_dir():
            # Attachments never change under their name: a link is a copy.
            target = self._filestores / name
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(files, target, copy_function=os.link)
            self.set_parameter(name, "database.uuid", uuid.uuid4())

    def _names(self):
        return self._sql("SELECT datname FROM pg_database").split()


def _short(kind):
    """The name of a kind of template, with room for a digest behind it.

    PostgreSQL cuts names after 63 bytes.
    """
    if len(kind) <= 50:
        return kind
    return f"{kind[:41]}_{hashlib.sha256(kind.encode()).hexdigest()[:8]}"


def _is_alive(process_id):
    return Path(f"/proc/{process_id}").exists()
