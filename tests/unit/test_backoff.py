import pytest

from discord import backoff
from discord.answer import Bucket
from discord.policy import POLICY
from discord.verdict import Verdict

HOUR = 3600


@pytest.mark.parametrize(
    ("case", "seconds"),
    [
        ("offline", [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]),
        ("unreached", [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]),
        ("unproven", [2, 4, 8]),
        ("server_error", [30, 120, 600, 600]),
        ("unanswered", [30, 120, 600, 600]),
        ("orphaned", [30, 120, 600]),
        ("invalid", [0, 0]),
        ("redirected", [2, 4, 8]),
        ("forbidden", [60, 60]),
        ("unexplained", [60, 60]),
        ("webhook_unknown", [60, 120, 240, 480, 960, 1920, HOUR, HOUR]),
        ("token_unknown", [60, 120, 240]),
        ("barred", [900, 1800, HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR, 6 * HOUR]),
        ("barred_again", [60, 900, 900]),
        ("banned", [600, 1200, 2400, HOUR, HOUR]),
    ],
)
def test_pauses_grow_as_the_table_says(case, seconds):
    delays = [backoff.delay(Verdict(case), n + 1, 0) for n in range(len(seconds))]
    assert delays == seconds


@pytest.mark.parametrize("case", sorted(c for c in POLICY if POLICY[c].pauses))
def test_chance_only_lengthens_a_pause_and_by_a_quarter_at_most(case):
    shortest, longest = (backoff.delay(Verdict(case), 3, c) for c in (0, 1))
    assert shortest <= backoff.delay(Verdict(case), 3) <= longest
    assert longest == pytest.approx(shortest * 1.25)


@pytest.mark.parametrize("case", ["limited", "limited_channel", "limited_all"])
@pytest.mark.parametrize("asked", [0.376, 45, 2 * HOUR])
def test_a_rate_limit_is_obeyed_to_the_moment_however_often_it_came(case, asked):
    verdict = Verdict(case, retry_after=asked)
    for failures in (1, 99):
        assert backoff.delay(verdict, failures, 0) == pytest.approx(asked + 0.05)
        assert backoff.delay(verdict, failures, 1) == pytest.approx(asked + 0.3)


@pytest.mark.parametrize("case", ["limited", "limited_channel", "limited_all"])
def test_a_rate_limit_that_asks_for_nothing_is_not_hit_again_at_once(case):
    # "values that I've seen range from 0 seconds": compound-monitoring#111
    assert backoff.delay(Verdict(case, retry_after=0.0), 1, 0) == pytest.approx(2.05)


@pytest.mark.parametrize(("asked", "seconds"), [(30, 60.05), (2285, 2285.05)])
def test_a_ban_lasts_as_long_as_it_says_but_a_minute_at_least(asked, seconds):
    assert backoff.delay(Verdict("banned", retry_after=asked), 3, 0) == seconds


def test_a_busy_server_may_ask_for_more_than_the_pause():
    assert backoff.delay(Verdict("unreached", retry_after=20), 1, 0) == 20
    assert backoff.delay(Verdict("unreached", retry_after=1), 5, 0) == 32


def test_after_a_success_only_an_empty_bucket_makes_wait():
    full, empty = Bucket(5, 1, 1.5), Bucket(5, 0, 1.5)
    assert backoff.delay(Verdict("delivered")) == 0
    assert backoff.delay(Verdict("delivered", bucket=full)) == 0
    assert backoff.delay(Verdict("delivered", bucket=empty), 1, 0) == 1.55


def test_who_is_slowed_down_waits_as_long_as_is_asked_for_but_a_minute_at_least():
    assert backoff.delay(Verdict("slowed", retry_after=5), 1, 0) == 60
    assert backoff.delay(Verdict("slowed", retry_after=300), 1, 0) == 300
