"""Databases by cloning templates: installing takes half a minute, a clone a second."""

import hashlib
import itertools
import os
import re
import shutil
import uuid
from contextlib import contextmanager, nullcontext
from pathlib import Path

from .assets import compile_assets
from .commands import run
from .lock import alone
from .odoo import CHEAP_PASSWORDS
from .progress import step
from .source_digest import source_digest

OURS = "odoo_discord_notify"
ADDONS = (OURS, "asg_models")
APPS = ("sale_stock", "contacts")  # Odoo's, as our customers have them
BASE_TEMPLATE = "template_mail"
TEMPORARY = re.compile(r"test_(\d+)_\d+")  # the process that made it, and a number
NUMBERS = itertools.count(1)
# What a browser asks for: compiled here, not once more by every server that a browser
# visits, while a test waits for its first page. Where there is neither demo data nor
# what our customers have, the tests only speak RPC.
LOGIN_BUNDLES = (
    ("web.assets_frontend", "css"),
    ("web.assets_frontend_minimal", "js"),
    ("web.assets_frontend_lazy", "js"),
)
CLIENT_BUNDLES = (
    ("web.assets_web", "css"),
    ("web.assets_web", "js"),
    ("web.assets_web_print", "css"),
)
# In a template of yesterday all of Odoo's own are due, and what was installed asked for
# the vacuum: more than a second of each server, while its tests begin. Ours are due
# when it starts, and not again until its threads look by themselves, after a minute.
NEXT_CALLS = f"""
WITH odoos_own AS (
    SELECT id FROM ir_cron
     WHERE id NOT IN (SELECT res_id FROM ir_model_data
                       WHERE model = 'ir.cron' AND module = '{OURS}')
), asked AS (
    DELETE FROM ir_cron_trigger WHERE cron_id IN (SELECT id FROM odoos_own)
)
UPDATE ir_cron
   SET nextcall = now() AT TIME ZONE 'utc'
                + CASE WHEN id IN (SELECT id FROM odoos_own)
                       THEN INTERVAL '1 hour' ELSE INTERVAL '0' END"""
INSTALL_REMEDY = "Odoo could not install these addons; the lines above say why."


class Databases:
    """The databases of a sandbox whose cluster is in use."""

    def __init__(self, sandbox):
        self._sandbox = sandbox
        self._sql = sandbox.cluster.sql
        self._filestores = sandbox.data_dir / "filestore"

    def make(self, name, addons=ADDONS, demo=False):
        """Make database ``name`` anew, with ``addons``."""
        with self._template(addons, demo) if addons else self._base() as template:
            self.drop(name)
            self._clone(template, name)

    @contextmanager
    def temporary(self, addons=ADDONS, demo=False):
        """A database like one of ``make``, for the block alone; yields its name."""
        with self._alone("temporary"):
            for name in filter(_is_abandoned, self._names()):
                self.drop(name)
        name = f"test_{os.getpid()}_{next(NUMBERS)}"
        self.make(name, addons, demo)
        try:
            yield name
        finally:
            self.drop(name)

    def prepare(self, addons):
        """Let what ``make`` needs of Odoo's ``addons`` be there: minutes, once.

        A test that makes them in passing would be out of time on a busy machine.
        """
        with self._template(addons, demo=False):
            pass

    def drop(self, name):
        """Remove database ``name`` and its files, if it is there."""
        self._sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(self._filestores / name, ignore_errors=True)

    def set_parameter(self, name, key, value):
        """Set a system parameter in a database that no Odoo has open."""
        statement = f"UPDATE ir_config_parameter SET value='{value}' WHERE key='{key}'"
        self._sql(statement, name)

    @contextmanager
    def _base(self):
        """The template that every other one starts from: base, web and mail.

        Odoo makes the database, too: it has a collation and an extension of its own.
        """
        with self._alone(BASE_TEMPLATE):
            if BASE_TEMPLATE not in self._names():
                title = "Installing Odoo's addons"
                parts = nullcontext(), ["mail"], LOGIN_BUNDLES
                self._build(BASE_TEMPLATE, *parts, title)
            yield BASE_TEMPLATE

    @contextmanager
    def _template(self, addons, demo):
        """The template for the addons as they are in the checkout now.

        Ours is installed last, upon a template that outlives our changes.
        """
        kind = _short(f"template_{'_'.join(addons)}{'_demo' if demo else ''}")
        template = f"{kind}_{source_digest(addons)[:12]}"
        with self._alone(kind):
            if template not in self._names():
                self._drop_outdated(kind)
                others = tuple(addon for addon in addons if addon != OURS)
                is_mixed = 0 < len(others) < len(addons)
                base = self._template(others, demo) if is_mixed else self._base()
                rest = [OURS] if is_mixed else addons
                is_visited = OURS in addons and (demo or set(APPS).issubset(addons))
                parts = base, rest, CLIENT_BUNDLES if is_visited else ()
                title = f"Installing {', '.join(addons)}"
                self._build(template, *parts, title, demo)
            yield template

    def _drop_outdated(self, kind):
        for name in self._names():
            if re.fullmatch(rf"{kind}_[0-9a-f]{{12}}", name):
                self.drop(name)

    def _alone(self, kind):
        """Let nobody else build, use or remove the templates of ``kind`` meanwhile."""
        path = self._sandbox.cluster.home / f"{kind}.lock"
        return alone(path, "Waiting: another command makes a database …")

    def _build(self, template, base, addons, bundles, title, demo=False):
        part = f"{template}_part"
        self.drop(part)
        with base as name:
            if name:
                self._clone(name, part)
        if demo:
            # Odoo loads demo data only on top of addons that have theirs.
            self._sql("UPDATE ir_module_module SET demo = true", part)
        self._install(part, addons, title)
        if bundles:
            compile_assets(self._sandbox, part, bundles)
        self._sql(f'ALTER DATABASE "{part}" RENAME TO "{template}"')
        if (self._filestores / part).is_dir():
            (self._filestores / part).rename(self._filestores / template)

    def _install(self, name, addons, title):
        options = ["-d", name, "-i", ",".join(addons), "--stop-after-init", "--no-http"]
        with step(title) as shown:

            def show(line):
                if match := re.search(r"Loading module \S+ \((\d+)/(\d+)\)", line):
                    shown.reach(int(match[1]), int(match[2]), "addons")

            command = self._sandbox.odoo_command(*options)
            environ = {**self._sandbox.environ(), **CHEAP_PASSWORDS}
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
        self._sql(NEXT_CALLS, name)

    def _names(self):
        return self._sql("SELECT datname FROM pg_database").split()


def _is_abandoned(name):
    """Whether a process made this database that was killed since."""
    made = TEMPORARY.fullmatch(name)
    return made is not None and not Path(f"/proc/{made[1]}").exists()


def _short(kind):
    """The name of a kind of template, with room for a digest and ``_part`` behind it.

    PostgreSQL cuts names after 63 bytes.
    """
    if len(kind) <= 45:
        return kind
    return f"{kind[:36]}_{hashlib.sha256(kind.encode()).hexdigest()[:8]}"
