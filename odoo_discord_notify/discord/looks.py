"""When to look again at webhooks that are stopped: pure.

A look is one request: a GET where that decides, else the message that waits. Each
webhook has its own pace, and all of them one gate, so that many dead webhooks cost
Discord's patience no more than a few: far below its ban for invalid requests (see
:mod:`.limits`). The longest due goes first; so they share the gate evenly.
"""

from .backoff import TO_AN_HOUR, delay, hurried

#: all webhooks together: 83 in ten minutes, where Discord bans for 10 000
LOOKS_AN_HOUR = 500
#: seconds from one look to the next, whichever webhook's it is
GATE = hurried(3600 / LOOKS_AN_HOUR)
DAY = 86_400  # seconds
#: seconds, after which Discord's "unknown" is believed, and doubted once a day
LONG_UNKNOWN = 30 * DAY


def pace(verdict, failures, stopped_for=0.0, chance=None) -> float:
    """Seconds until a webhook's next look is due.

    :param verdict: of the request that has just found it stopped.
    :param failures: how many in a row have, this one included.
    :param stopped_for: seconds since the first of them.
    :param chance: see :func:`.backoff.delay`
    """
    if verdict.policy.pauses is TO_AN_HOUR and stopped_for >= LONG_UNKNOWN:
        return hurried(DAY)
    return delay(verdict, failures, chance)


def gate(now, last) -> float:
    """Seconds for which no look may begin.

    :param now: on any clock, in seconds.
    :param last: when the last look began, of whichever webhook; None: never.
    """
    return 0.0 if last is None else max(0.0, last + GATE - now)
