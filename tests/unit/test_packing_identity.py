import pytest
from hypothesis import given
from hypothesis import strategies as st

from discord.identity import identity
from discord_standin.validator import validate


@pytest.mark.parametrize(
    ("username", "avatar_url", "payload"),
    [
        ("", "", {}),
        (None, False, {}),
        (" ASG\n", "", {"username": "ASG"}),
        ("x" * 90, "", {"username": "x" * 80}),
        ("My Discord bot", "https://b.c/a.png", {"avatar_url": "https://b.c/a.png"}),
        ("Clyde", "ftp://b.c/a.png", {}),
        ("groundsphere", "", {}),
    ],
)
def test_a_name_or_picture_that_discord_refuses_is_left_out(
    username, avatar_url, payload
):
    assert identity(username, avatar_url) == payload


@given(st.text() | st.sampled_from(["DISCORD", "eveRyone", "\u200b", "\u3000"]))
def test_a_name_never_costs_the_message(username):
    assert not validate({"content": "x", **identity(username)})
