"""How fast what was told becomes true again: 1000 followed top-ups change at once."""

import time

from report import s
from sending import BATCH, PATIENCE
from topups import MODEL

EDITED = ("call took", "commit to last PATCH", "messages", "PATCHes", "shown")
CHANGED = "4 242,00"
LOOK_AGAIN = 0.2  # seconds


def edited(office):
    """Save a batch, change all of it in one call; Discord knows no limits.

    What waits together goes together: one PATCH for each message.
    """
    rule_ids = office.admin.find("discord.rule", ("model_name", "=", MODEL))
    office.admin.call("discord.rule", "write", rule_ids, {"follow": True})
    office.reset(limits=False)
    office.save(BATCH)
    office.wait_for(BATCH, PATIENCE)
    ids = sorted(office.admin.find(MODEL))[-BATCH:]
    began = time.monotonic()
    office.admin.call(MODEL, "write", ids, {"solde": 4242})
    returned = time.monotonic()
    deadline = returned + PATIENCE
    while (shown := _shown(office)) < BATCH and time.monotonic() < deadline:
        time.sleep(LOOK_AGAIN)
    posts = [one for one in office.requests() if one["method"] == "POST"]
    patches = [one for one in office.requests() if one["method"] == "PATCH"]
    last = max((one["monotonic"] for one in patches), default=returned)
    counts = (str(len(posts)), str(len(patches)), f"{shown} of {BATCH}")
    return (s(returned - began), s(max(last - returned, 0)), *counts)


def _shown(office):
    return sum(CHANGED in text.replace("\u202f", " ") for text in office.texts())
