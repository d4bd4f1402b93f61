"""Where a webhook's URL comes from: environment, odoo.conf, database, in this order.

An empty value counts as none, so that an `.env` with blanks overrides nothing.
"""

import os
from configparser import ConfigParser, Error
from functools import lru_cache

from odoo.tools import config

from ...discord.webhook_url import check_api_base

SECTION = "odoo_discord_notify"
API_BASE = "DISCORD_API_BASE"


def configured(key):
    """Return (value, source) of a key set outside the database, or (None, None).

    :param key: the environment's name; odoo.conf has it in lower case
    :return: source is "environment" or "odoo.conf"
    """
    if value := os.environ.get(key, "").strip():
        return value, "environment"
    if value := _from_odoo_conf().get(key.lower(), "").strip():
        return value, "odoo.conf"
    return None, None


def api_base():
    """Return Discord's address; only the server's owner can point it elsewhere.

    :raise InvalidWebhookUrl: it points to something that is no address
    """
    return check_api_base(configured(API_BASE)[0])


@lru_cache
def _from_odoo_conf():
    """Return our section of odoo.conf, which Odoo itself does not load."""
    parser = ConfigParser(interpolation=None)
    try:
        parser.read(config["config"] or (), encoding="utf-8")
    except (Error, OSError, UnicodeDecodeError):
        return {}  # Odoo has read the file its own way and told what is wrong
    return dict(parser[SECTION]) if parser.has_section(SECTION) else {}
