"""How long to wait: pure, with chance given from outside.

Each row is the seconds to wait after the first, second, third ... such outcome in a
row; the last one goes on for ever.
"""

import os
import random

from .limits import WEBHOOK_SECONDS

#: for tests only: every waiting time of ours is divided by this number, but not what
#: Discord asks for
HURRY = float(os.environ.get("ODOO_DISCORD_NOTIFY_TEST_HURRY") or 1)

AT_ONCE = (0,)
#: surely not sent: 2 s, doubling, up to 15 minutes
QUICK = (2, 4, 8, 16, 32, 64, 128, 256, 512, 900)
#: perhaps sent: long enough for Discord to come back to its senses
DOUBT = (30, 120, 600)
#: banned without saying for how long: bans of up to an hour are reported
BAN = (600, 1200, 2400, 3600)
#: Cloudflare bars our address or User-Agent: 15 minutes, doubling, up to 6 hours
BARRED = (900, 1800, 3600, 7200, 14400, 21600)
#: one message is barred, and the way is free: the next has its turn in a minute; where
#: none waits, no more often than at a bar
BARRED_ALONE = (60, 900)
#: whether what stopped a webhook is over
MINUTE = (60,)
#: the same where Discord does not know the webhook, which seldom ends
TO_AN_HOUR = (60, 120, 240, 480, 960, 1920, 3600)

#: Cloudflare's default Retry-After of 30 s only leads to the next ban
SHORTEST_BAN = 60
#: added to what Discord asks for, so that nobody arrives a moment too early
LIMIT_MARGIN, LIMIT_SPREAD = 0.05, 0.25
#: the pauses above grow by up to this share, so that servers do not come in step
PAUSE_SPREAD = 0.25


def delay(verdict, failures=1, chance=None) -> float:
    """Seconds until those whom the verdict holds may send again.

    :param verdict: a :class:`~.verdict.Verdict`; 0 after a success unless Discord
        says that the bucket is empty.
    :param failures: how many such outcomes in a row, this one included.
    :param chance: from 0 to 1, random by default; more chance waits longer.
    :return: never 0 after a rate limit, even one that asks for 0 seconds, as has been
        seen: at once it would be hit again.
    """
    chance = random.random() if chance is None else chance
    margin = LIMIT_MARGIN + LIMIT_SPREAD * chance
    pauses = verdict.policy.pauses
    if not pauses:
        asked = verdict.retry_after or verdict.bucket_pause
        if not asked and verdict.outcome == "limited":
            asked = WEBHOOK_SECONDS
        return asked + margin if asked else 0
    if pauses is BAN and verdict.retry_after:
        return max(verdict.retry_after, hurried(SHORTEST_BAN)) + margin
    pause = hurried(pauses[min(max(failures, 1), len(pauses)) - 1])
    return max(pause * (1 + PAUSE_SPREAD * chance), verdict.retry_after or 0)


def hurried(seconds):
    """A waiting time of ours, as short as the test that runs wants it."""
    return seconds / HURRY
