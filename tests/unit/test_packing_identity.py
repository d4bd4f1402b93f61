"""The name that messages are posted under, by Discord's rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discord.identity import (
    INVISIBLE,
    RESERVED,
    TOO_LONG,
    UNREACHABLE,
    WITHIN,
    avatar_problem,
    identity,
    username_problem,
)
from discord_standin.validator import validate


@pytest.mark.parametrize(
    ("username", "problem"),
    [
        ("ASG", None),
        ("Atmosphere", None),
        ("Everyone at ASG", None),
        ("x" * 80, None),
        ("x" * 81, TOO_LONG),
        ("My Discord bot", WITHIN),
        ("dISCORD", WITHIN),
        ("Clyde", WITHIN),
        ("here", RESERVED),
        (" Everyone ", RESERVED),
        ("System  Message", RESERVED),
        (" ", INVISIBLE),
        ("\u200b", INVISIBLE),
    ],
)
def test_a_name_that_discord_refuses_is_known_with_the_reason(username, problem):
    assert username_problem(username) == problem
    refused = validate({"content": "x", "username": " ".join(username.split())})
    if username != "\u200b":
        assert bool(refused) == bool(problem)


@pytest.mark.parametrize(
    ("username", "avatar_url", "payload"),
    [
        ("", "", {}),
        (None, False, {}),
        (" ASG\n", "", {"username": "ASG"}),
        ("x" * 90, "", {}),
        ("My Discord bot", "https://b.c/a.png", {"avatar_url": "https://b.c/a.png"}),
        ("Clyde", "ftp://b.c/a.png", {}),
        ("ASG", "http://localhost/a.png", {"username": "ASG"}),
        ("Atmosphere", "", {"username": "Atmosphere"}),
    ],
)
def test_a_name_or_picture_that_discord_refuses_is_left_out(
    username, avatar_url, payload
):
    assert identity(username, avatar_url) == payload


@pytest.mark.parametrize(
    ("avatar_url", "problem"),
    [
        ("https://b.c/a.png", None),
        ("ftp://b.c/a.png", UNREACHABLE),
        ("http://127.0.0.1/a.png", UNREACHABLE),
        ("logo.png", UNREACHABLE),
    ],
)
def test_a_picture_that_discord_cannot_load_is_known(avatar_url, problem):
    assert avatar_problem(avatar_url) == problem


@given(st.text() | st.sampled_from(["DISCORD", "eveRyone", "\u200b", "\u3000"]))
def test_a_name_never_costs_the_message(username):
    assert not validate({"content": "x", **identity(username)})
