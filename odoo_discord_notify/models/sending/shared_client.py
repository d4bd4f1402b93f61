"""One client per process: its connections are kept from run to run."""

from functools import lru_cache

from odoo.modules.module import get_manifest

from ...discord.backoff import hurried
from ...discord.client import TIMEOUT, TOTAL, Client
from ..webhook.url_sources import api_base


def shared_client():
    """Return the client for Discord's address as it is configured.

    :raise InvalidWebhookUrl: it points to something that is no address
    """
    return _client(api_base())


@lru_cache(maxsize=1)
def _client(base):
    version = get_manifest("odoo_discord_notify")["version"]
    return Client(base, version, timeout=hurried(TIMEOUT), total=hurried(TOTAL))
