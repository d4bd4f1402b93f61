"""What a person pastes as the link to a message."""

import pytest

from discord.message_link import read_link

IDS = ("1" * 18, "2" * 19, "3" * 19)
PATH = "/".join(IDS)


@pytest.mark.parametrize(
    "text",
    [
        f"https://discord.com/channels/{PATH}",
        f"  https://ptb.discord.com/channels/{PATH}\n",
        f"https://canary.discord.com/channels/{PATH}/",
        f"https://discordapp.com/channels/{PATH}",
        f"<https://discord.com/channels/{PATH}>",
    ],
)
def test_a_link_names_server_channel_and_message(text):
    assert read_link(text) == IDS


def test_a_number_alone_names_the_message():
    assert read_link(IDS[2]) == (None, None, IDS[2])


@pytest.mark.parametrize(
    "text",
    [
        *("", "hello", "123", "https://discord.com/channels/1/2"),
        f"https://discord.com.evil.example/channels/{PATH}",
        f"https://discord.com/channels/{IDS[0]}/{IDS[1]}/",
        f"javascript:alert({IDS[2]})",
        "٣" * 19,
    ],
)
def test_anything_else_is_none(text):
    assert read_link(text) is None
