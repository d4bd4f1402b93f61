"""A help that explains a field's choices calls them in French what the screens do."""

import re
from collections import defaultdict

import polib
from documentation.fragments import ADDON

CHOICE = re.compile(r"selection__(\w+)__\w+$")
HELP = re.compile(r"fields,help:\w+\.field_(\w+)$")


def entries():
    return polib.pofile(ADDON / "i18n/fr.po")


def choices():
    """What each field offers, in English and in French: {field: {label: label}}."""
    offered = defaultdict(dict)
    for entry in entries():
        for place, _line in entry.occurrences:
            if found := CHOICE.search(place):
                offered[found[1]][entry.msgid] = entry.msgstr
    return offered


def explained():
    """Each choice that a help explains, “Sent: …”: (field, French, French help)."""
    offered = choices()
    for entry in entries():
        for place, _line in entry.occurrences:
            found = HELP.search(place)
            for label, french in offered.get(found and found[1], {}).items():
                if re.search(rf"(?:^|\. ){re.escape(label)}: ", entry.msgid):
                    yield found[1], french, entry.msgstr


def test_helps_call_choices_as_the_screens_do():
    named = list(explained())
    assert len(named) > 20
    missing = [(field, french) for field, french, text in named if french not in text]
    assert missing == []
