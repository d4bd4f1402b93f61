"""The addon's rooms import downwards only: each can be read without those above."""

from pathlib import Path

import pytest
from rooms import ROOMS, violations

ADDON = Path(__file__).parents[2] / "odoo_discord_notify"

FORBIDDEN = {
    "a room above": (
        {"models/outbox/mending.py": "from ..rule import author"},
        "outbox imports rule",
    ),
    "a room beside": (
        {"models/sending/claim.py": "from ..watching.changes import Changes"},
        "sending imports watching",
    ),
    "a room by its name alone": (
        {"models/webhook/health.py": "from .. import sending"},
        "webhook imports sending",
    ),
    "a room by the addon's full name": (
        {
            "models/outbox/mending.py": "from odoo.addons.odoo_discord_notify.models."
            "rule import author"
        },
        "outbox imports rule",
    ),
    "a mixin of a room above": (
        {
            "models/webhook/webhook.py": "class W:\n _inherit = ['z', *('x',)]",
            "models/rule/author.py": "class A:\n _name = 'x'",
        },
        "webhook imports rule",
    ),
    "a model above that it is made of": (
        {
            "models/saying/text.py": "class T:\n _inherits = {'x': 'x_id'}",
            "models/screens/topup.py": "class A:\n _name = 'x'",
        },
        "saying imports screens",
    ),
    "what extends Odoo's models": (
        {
            "models/rule/author.py": "from ..base import harmless",
            "models/base.py": "class Base:\n _inherit = 'base'",
        },
        "rule imports top",
    ),
    "a wizard": (
        {"models/screens/overview.py": "from ...wizards import copy"},
        "screens imports top",
    ),
    "a room, by a file that all share": (
        {"models/settings.py": "from .webhook import health"},
        "shared imports webhook",
    ),
    "Odoo, by the client of Discord": (
        {"discord/client.py": "from odoo.tools import config"},
        "imports Odoo",
    ),
    "Odoo, by the template language": (
        {"template/syntax.py": "import odoo"},
        "imports Odoo",
    ),
    "what all rooms share, by the template language": (
        {"template/syntax.py": "from ..models import settings"},
        "template imports shared",
    ),
    "a room, by the client of Discord": (
        {"discord/client.py": "from ..template.syntax import fill"},
        "discord imports template",
    ),
    "anything, in a function": (
        {"hooks.py": "def hook(env):\n import json\n return json"},
        "imports in a function",
    ),
}

ALLOWED = {
    "rooms below": {"models/rule/author.py": "from ..saying import text"},
    "the room itself": {"models/saying/text.py": "from .text import fill"},
    "what all share": {"models/webhook/health.py": "from ..settings import paused"},
    "everything, from the top": {"wizards/copy.py": "from ..models.rule import author"},
    "a model of its own room": {
        "models/rule/author.py": "class A:\n _name = 'x'",
        "models/rule/rule.py": "class R:\n _name = 'y'\n _inherit = ['x']",
    },
    "what bears the name of a room": {"template/syntax.py": "import wizards"},
    "anything, in tests": {"tests/test_rule.py": "def test():\n import json"},
}


def tree(folder, files):
    """Return the path of a small addon: `files`, beside others that are empty."""
    emptied = dict.fromkeys(
        ["models/rule/author.py", "models/watching/changes.py", "models/saying/text.py"]
        + ["models/webhook/health.py", "models/settings.py", "wizards/copy.py"]
        + ["models/sending/__init__.py", "template/syntax.py", "discord/client.py"],
        "",
    )
    for name, text in {**emptied, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_the_addon_keeps_its_order():
    assert violations(ADDON) == []


def test_every_room_is_in_the_order():
    folders = [*ADDON.glob("models/*/__init__.py"), *ADDON.glob("discord/__init__.py")]
    folders += ADDON.glob("template/__init__.py")
    assert {path.parent.name for path in folders} == set(ROOMS)


@pytest.mark.parametrize(("files", "said"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_it_is_forbidden_to_import(files, said, tmp_path):
    file = next(iter(files))
    assert violations(tree(tmp_path, files)) == [f"{file}: {said}"]


@pytest.mark.parametrize("files", ALLOWED.values(), ids=ALLOWED)
def test_it_is_allowed_to_import(files, tmp_path):
    assert violations(tree(tmp_path, files)) == []
