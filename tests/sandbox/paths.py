"""Where things are: the checkout, and the one cache folder outside it."""

import os
from pathlib import Path

from .progress import Failure

TESTS = Path(__file__).resolve().parent.parent
CHECKOUT = TESTS.parent
ADDON_TESTS = CHECKOUT / "odoo_discord_notify/tests"
ADDONS = [CHECKOUT, TESTS / "addons"]
# A socket's path has at most 107 bytes on Linux: unix(7).
LONGEST_CACHE = 107 - len("/postgres-embedded-18/.s.PGSQL.5432")


def cache() -> Path:
    """The folder that holds all the sandbox makes; removing it is a full reset.

    :raise Failure: where its path is too long.
    """
    chosen = os.environ.get("ODOO_DISCORD_NOTIFY_CACHE")
    folder = Path(chosen) if chosen else Path.home() / ".cache/odoo_discord_notify"
    if len(str(folder.resolve())) > LONGEST_CACHE:
        raise Failure(
            f"the path of {folder} is too long: PostgreSQL's socket goes there",
            "Choose another folder: ODOO_DISCORD_NOTIFY_CACHE=<a shorter path>",
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()
