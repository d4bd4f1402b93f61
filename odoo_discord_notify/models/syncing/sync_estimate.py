"""What a synchronization would tell, before it does: how much, and how long."""

import logging
import math
from collections import Counter
from typing import NamedTuple

from odoo.tools import formatLang, groupby

from ...discord.pace import least_seconds
from ...discord.packing import Item, pack
from ..retrying import RETRIED_ERRORS
from .discord_sync import say_found
from .sync_candidates import count_untold, untold

_logger = logging.getLogger(__name__)

SAMPLE = 100  # notifications rendered to see how many share a message


class Estimate(NamedTuple):
    notifications: int
    messages: int
    seconds: int  # at the least

    def in_words(self, env):
        """Return it as people say it; False if there is nothing to tell."""
        if not self.notifications:
            return False
        return env._(
            "Notifications: about %(count)s\n"
            "Messages on Discord: about %(messages)s\n"
            "Discord's limits make that last: %(time)s",
            count=formatLang(env, self.notifications, digits=0),
            messages=formatLang(env, self.messages, digits=0),
            time=_duration(env, self.seconds),
        )


def estimate(rules, date_from):
    """Return the `Estimate` of what rules would tell of records since a date.

    :param rules: `discord.rule` records
    """
    told, messages = 0, Counter()
    for rule in rules:
        watch = rule._creation_watch()
        if not watch:
            continue
        try:
            with rule.env.cr.savepoint():
                after = rule._first_untold(date_from)
                found = _of_rule(rule, *watch, after)
        except RETRIED_ERRORS:
            raise
        except Exception as error:  # nor will the run tell any: its log says why
            _logger.info("No estimate of rule %s: %s", rule.id, type(error).__name__)
            continue
        for webhook, (count, packs) in found.items():
            told += count
            # Webhooks of one channel share its limit, once it is known.
            messages[webhook.channel_id or webhook.id] += packs
    seconds = max(map(least_seconds, messages.values()), default=0)
    return Estimate(told, messages.total(), seconds)


def _of_rule(rule, watch, model, after):
    """Return {webhook: (notifications, messages)} from a rendered sample."""
    count = count_untold(model, watch, after)
    records = model.browse(untold(model, watch, after, SAMPLE))
    sayings = say_found(watch, records) if records else []
    going = [one for one in sayings if one.state == "outgoing"]
    webhooks = rule.env["discord.webhook"].browse
    found = {}
    for webhook_id, items in groupby(going, lambda one: one.webhook_id):
        webhook = webhooks(webhook_id or rule.webhook_id.id)
        told = round(count * len(items) / len(records))
        found[webhook] = told, _messages(webhook, items, told)
    return found


def _messages(webhook, sayings, told):
    if not webhook.pack:
        return told
    items = [Item(one.content, embed=one.embed) for one in sayings]
    return math.ceil(told / _per_message(items, told))


def _per_message(items, told):
    """Return how many share a message: the last one of a sample is not full."""
    sizes = []
    while items:
        size = pack(items).count
        sizes.append(size)
        items = items[size:]
    full = sizes[:-1] if len(sizes) > 1 and told > sum(sizes) else sizes
    return sum(full) / len(full)


def _duration(env, seconds):
    if seconds < 60:
        return env._("less than a minute")
    hours, minutes = divmod(seconds // 60, 60)
    if not hours:
        return env._("at least %s min", minutes)
    return env._("at least %(hours)s h %(minutes)02d min", hours=hours, minutes=minutes)
