"""How long so many messages last under Discord's limits."""

import pytest

from discord.pace import least_seconds


@pytest.mark.parametrize(
    ("messages", "seconds"),
    [(0, 0), (1, 0), (5, 0), (6, 2), (30, 10), (31, 60), (52, 68), (61, 120)],
)
def test_five_in_two_seconds_and_thirty_in_a_minute(messages, seconds):
    assert least_seconds(messages) == seconds
