"""Where things are: the checkout, and the one cache folder outside it."""

import os
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
CHECKOUT = TESTS.parent
ADDONS = [CHECKOUT, TESTS / "addons"]


def cache() -> Path:
    """The folder that holds all the sandbox makes; removing it is a full reset."""
    chosen = os.environ.get("ODOO_DISCORD_NOTIFY_CACHE")
    folder = Path(chosen) if chosen else Path.home() / ".cache/odoo_discord_notify"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()
