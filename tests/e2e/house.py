"""An Odoo with people of each kind at every door, where nothing moves by itself."""

import ast
from pathlib import Path

import requests
from json2 import new_key

ADDON_TESTS = Path(__file__).parents[2] / "odoo_discord_notify/tests"
STILL = ["--max-cron-threads=0"]  # whatever changes, a call has changed it
TABLES = """
SELECT md5(string_agg(rows, '|')) FROM (
    SELECT table_name || ':' || coalesce((xpath('//hash/text()', query_to_xml(format(
        'SELECT md5(string_agg(t::text, %L ORDER BY id)) AS hash FROM %I t', ',',
        table_name), FALSE, TRUE, '')))[1]::text, '') AS rows
      FROM information_schema.tables
     WHERE table_name LIKE 'discord\\_%' AND table_name NOT LIKE '%\\_rel'
       AND table_type = 'BASE TABLE'
     ORDER BY table_name) every"""


def tables(file, *names):
    """Return tables of Odoo's own tests by their names, without importing Odoo."""
    tree = ast.parse((ADDON_TESTS / file).read_text())
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    module = ast.Module(
        [node for node in assigned if "odoo" not in ast.unparse(node.targets[0])], []
    )
    known = {}
    exec(compile(module, file, "exec"), known)
    return [known[name] for name in names]


class House:
    """Calls models as people of each kind.

    :ivar keys: {kind of person: API key}; nobody's is no key
    """

    def __init__(self, server, sandbox, groups):
        self.server, self._sandbox = server, sandbox
        self.admin = server.rpc("admin")
        self.keys = {
            kind: self._hire(f"{kind}@house", group) for kind, group in groups.items()
        }
        self.keys["nobody"] = "none"
        self._session = requests.Session()
        self._visitors, self._ids = {}, {}

    def _hire(self, login, group):
        module, name = group.split(".")
        group_id = self.admin.call(
            "ir.model.data", "check_object_reference", module, name
        )[1]
        user_id = self.admin.create(
            "res.users",
            name=login,
            login=login,
            password=login,
            group_ids=[(6, 0, [group_id])],
        )
        return new_key(self.admin, user_id)

    def json2(self, kind, model, method, **named):
        """Call it as a program with the key of somebody; returns the HTTP answer."""
        return self._session.post(
            f"{self.server.url}/json/2/{model}/{method}",
            json=named,
            headers={"Authorization": f"bearer {self.keys[kind]}"},
            timeout=60,
        )

    def web(self, kind, model, method, args, kwargs):
        """Call it as the web client does; returns the name of the error, or None."""
        call = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        path = f"{self.server.url}/web/dataset/call_kw/{model}/{method}"
        answer = self._visitor(kind).post(path, json={"params": call}, timeout=60)
        answer.raise_for_status()
        return answer.json().get("error", {}).get("data", {}).get("name")

    def _visitor(self, kind):
        if kind not in self._visitors:
            visitor = self._visitors[kind] = requests.Session()
            login = f"{kind}@house"
            who = {"db": self.server.database, "login": login, "password": login}
            path = f"{self.server.url}/web/session/authenticate"
            visitor.post(path, json={"params": who}, timeout=60).raise_for_status()
        return self._visitors[kind]

    def state_of_tables(self):
        """Return what tells whether any row of the addon has changed."""
        return self._sandbox.cluster.sql(TABLES, self.server.database)

    def one_of(self, model, kind):
        """Return the id of one, in a list; of a wizard, one that this person made."""
        if model not in self._wizards():
            return self._found(model)
        values = self._wizards()[model]
        answer = self.json2(kind, model, "create", vals_list=[values])
        return (
            answer.json() if answer.ok else self.admin.call(model, "create", [values])
        )

    def _found(self, model):
        if model not in self._ids:
            every = {"context": {"active_test": False}, "limit": 1}
            self._ids[model] = self.admin.call(model, "search", [], **every)
        return self._ids[model]

    def _wizards(self):
        """Return the values with which each wizard can be made."""
        return {
            "discord.backlog": {"webhook_id": self._found("discord.webhook")[0]},
            "discord.arrived": {},
            "discord.copy": {},
            "discord.question": {"command": "cancel"},
            "discord.sync.console": {},
            "discord.sync.move": {
                "state_id": self._found("discord.sync.state")[0],
                "date_from": "2026-11-23 10:00:00",
            },
        }
