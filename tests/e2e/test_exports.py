"""Exported notifications: no name from outside is a formula of a spreadsheet."""

import csv
import io
import json
import re
import zipfile

import pytest
import requests
from waiting import eventually

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "{=1+1}", "＝1+1"]
ARMED = ("=", "+", "-", "@", "\t", "\r", "\n", "{=", "＝")
NAME = "e2e exports"


@pytest.fixture
def told(add_channel, admin, rpc):
    """Have records with such names told, whose agent has one, too; ids of the rows."""
    channel = add_channel(NAME)
    admin.call("discord.rule", "write", [channel.rule_id], {"audit_line": "{product}"})
    admin.call("res.users", "write", [rpc.user_id], {"name": FORMULAS[0]})
    channel.tell(*FORMULAS)
    eventually(lambda: len(channel.rows()) == len(FORMULAS))
    yield [row["id"] for row in channel.rows("id")]
    admin.call("res.users", "write", [rpc.user_id], {"name": "Karim Agent"})


@pytest.fixture
def export(odoo_server):
    """Export as the web client does: ``export("csv", ids, fields, groupby)``."""
    session = requests.Session()
    session.post(
        f"{odoo_server.url}/web/session/authenticate",
        json={
            "params": {
                "db": odoo_server.database,
                "login": "admin",
                "password": "admin",
            }
        },
        timeout=30,
    ).raise_for_status()
    page = session.get(f"{odoo_server.url}/odoo", timeout=30).text
    token = re.search(r'csrf_token: "(\w+)"', page)[1]

    def export(form, ids, names, groupby=()):
        asked = {
            "model": "discord.notification",
            "fields": [
                {"name": name, "label": name, "type": "char", "store": True}
                for name in names
            ],
            "ids": ids,
            "domain": [],
            "import_compat": False,
            "groupby": groupby,
        }
        answer = session.post(
            f"{odoo_server.url}/web/export/{form}",
            data={"data": json.dumps(asked), "csrf_token": token},
            timeout=30,
        )
        answer.raise_for_status()
        return answer

    return export


def test_no_name_is_a_formula_of_an_exported_file(told, export):
    names = ["content", "summary", "user_id"]
    answer = export("csv", told, names)
    _head, *rows = csv.reader(io.StringIO(answer.content.decode()))
    texts = [text for row in rows for text in row]
    assert len(rows) == len(FORMULAS)
    assert any("1+1" in text for text in texts)
    assert [text for text in texts if text.startswith(ARMED)] == []

    for groupby in ([], ["user_id"]):
        book = zipfile.ZipFile(io.BytesIO(export("xlsx", told, names, groupby).content))
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet and "<f " not in sheet
        assert "1+1" in book.read("xl/sharedStrings.xml").decode()


def test_no_name_is_part_of_a_files_name(told, export):
    answer = export("csv", told, ["content"])
    name = answer.headers["Content-Disposition"]
    assert "discord.notification" in name
    assert not any(formula.strip() in name for formula in FORMULAS)
    assert NAME not in name
