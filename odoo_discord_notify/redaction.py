"""Odoo prints at level debug what its models are called with: here, without URLs.

Calls of models that take a webhook's URL lose their arguments: it may stand anywhere
in them, cut short or mistyped. In calls of all others what looks like one is masked.
"""

import logging
import re

LOGGER = "odoo.service.model"  # of web client, JSON-RPC and XML-RPC alike
HOLDERS = ("discord.webhook", "res.config.settings", "base_import.import")
HIDDEN = "•••"
# Also as JSON and query strings write it.
_URL = re.compile(r"(?i)(webhooks(?:\\*/|%2F)+)[\w%.-]+(?:(?:\\*/|%2F)+[\w%.-]+)?")


def mask(text):
    """Return `text` with the number and the token of webhook URLs masked."""
    return _URL.sub(rf"\1{HIDDEN}", text)


class CallFilter(logging.Filter):
    """Masks in place: all handlers get the same record, in whatever order."""

    def filter(self, record):
        """Let every line pass, without its secrets."""
        if isinstance(record.args, tuple) and record.args:
            *called, arguments = record.args
            if isinstance(arguments, float):
                return True  # no call: how long until a failed one is repeated
            model_name = getattr(called[0], "_name", None) if called else None
            hides = model_name in HOLDERS
            record.args = (*called, HIDDEN if hides else mask(str(arguments)))
        return True


logging.getLogger(LOGGER).addFilter(CallFilter())
