"""When stopped webhooks are looked at: a day of many, on the pure schedule alone."""

import heapq
import random
from collections import Counter, defaultdict

import pytest

from discord.looks import DAY, LONG_UNKNOWN, LOOKS_AN_HOUR, gate, pace
from discord.verdict import Verdict

HOUR = 3600
LIVING, SAVES = 20, 500  # webhooks, and what each of them tells in a day
FORBIDDEN, UNKNOWN = Verdict("forbidden"), Verdict("webhook_unknown")


def played(stopped, days=1, seed=7):
    """Play days of ``{verdict: how many webhooks}``; returns the looks of each.

    All stop within the first ten seconds, and stay so. ``{(case, number): [moment]}``.
    """
    chance = random.Random(seed)
    verdicts = [verdict for verdict, count in stopped.items() for _ in range(count)]
    looks = defaultdict(list)
    due = []
    for number, verdict in enumerate(verdicts):
        first = chance.uniform(0, 10)
        due.append((first + pace(verdict, 1, 0, chance.random()), number))
    heapq.heapify(due)
    now, last = 0.0, None
    while True:
        moment, number = heapq.heappop(due)
        now = max(moment, now + gate(now, last))
        if now > days * DAY:
            return looks
        last, verdict = now, verdicts[number]
        mine = looks[verdict.case, number]
        mine.append(now)
        after = pace(verdict, len(mine) + 1, now, chance.random())
        heapq.heappush(due, (now + after, number))


def busiest_hour(looks):
    """The most looks that lie within one hour of each other."""
    moments = sorted(moment for mine in looks.values() for moment in mine)
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] > HOUR - 1e-6:
            first += 1
        most = max(most, last - first + 1)
    return most


@pytest.mark.parametrize("count", [1, 4, 8])
def test_a_few_are_looked_at_every_minute(count):
    for mine in played({FORBIDDEN: count}).values():
        assert 0.8 * DAY / 60 <= len(mine) <= DAY / 60


@pytest.mark.parametrize(
    "stopped",
    [
        {FORBIDDEN: 500},
        {UNKNOWN: 500},
        {FORBIDDEN: 250, UNKNOWN: 250},
        {FORBIDDEN: 5000},
        {FORBIDDEN: 20, UNKNOWN: 5},
    ],
)
def test_many_share_the_budget_in_whatever_hour(stopped):
    looks = played(stopped)
    requests = Counter({"POST of the living": LIVING * SAVES})
    for (case, _number), mine in looks.items():
        kind = "GET" if case == "webhook_unknown" else "POST"
        requests[f"{kind} of the dead ({case})"] += len(mine) + 1
    busiest = busiest_hour(looks)
    print(
        f"\n{sum(stopped.values())} dead, {LIVING} living: {dict(requests)};"
        f" looks in the busiest hour: {busiest}"
    )
    assert 0.7 * LOOKS_AN_HOUR <= busiest <= LOOKS_AN_HOUR


def test_of_many_none_is_looked_at_much_less_than_the_others():
    counts = [len(mine) for mine in played({FORBIDDEN: 500}).values()]
    assert len(counts) == 500
    assert max(counts) - min(counts) <= 1


def test_those_that_are_due_every_minute_do_not_starve_the_seldom_ones():
    looks = played({FORBIDDEN: 400, UNKNOWN: 10})
    seldom = [mine for (case, _), mine in looks.items() if case == "webhook_unknown"]
    assert all(len(mine) >= 12 for mine in seldom)


def test_an_unknown_webhook_is_asked_about_once_a_day_after_a_month():
    [looks] = played({UNKNOWN: 1}, days=40).values()
    late = [moment for moment in looks if moment > LONG_UNKNOWN + HOUR * 2]
    early = [moment for moment in looks if moment < DAY]
    assert len(late) in (9, 10)
    assert 19 < len(early) < 32


def test_a_forbidden_one_is_still_looked_at_every_minute_after_a_month():
    assert pace(FORBIDDEN, 50_000, 2 * LONG_UNKNOWN, 0) == 60
    assert pace(UNKNOWN, 900, LONG_UNKNOWN, 0) == DAY
    assert pace(UNKNOWN, 900, LONG_UNKNOWN - 1, 0) == HOUR


def test_the_gate_opens_seven_seconds_after_the_last_look():
    assert gate(100.0, None) == 0
    assert gate(100.0, 99.0) == pytest.approx(6.2)
    assert gate(100.0, 92.8) == gate(100.0, 5.0) == 0
