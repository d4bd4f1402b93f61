"""Packed in a burst: every notification knows its message, and names never mix."""

from channel import numbered, texts_of
from waiting import eventually

pytest_plugins = ["chaos.hurried"]


def test_every_notification_knows_its_message_and_every_message_its_notifications(
    policy,
):
    channel = policy.add_channel("burst")
    with policy.sender_off():
        for texts in (numbered(150), numbered(150, first=151)):
            channel.tell(*texts)
    policy.wake()
    channel.hears(numbered(300))
    eventually(lambda: set(channel.states()) == {"sent"})

    shown = {message["id"]: texts_of(message) for message in channel.messages()}
    assert 1 < len(shown) < 300
    rows = channel.rows("content", "discord_message_id", "delivery_ids")
    text_of = {row["id"]: row["content"] for row in rows}
    assert all(row["content"] in shown[row["discord_message_id"]] for row in rows)
    for delivery in channel.deliveries():
        carried = [text_of[id_] for id_ in sorted(delivery["notification_ids"])]
        assert carried == shown[delivery["discord_message_id"]]
        for row in rows:
            carries_it = row["id"] in delivery["notification_ids"]
            assert (delivery["id"] in row["delivery_ids"]) == carries_it


def test_the_names_of_two_webhooks_never_mix(policy):
    channels = [policy.add_channel(name, username=name) for name in ("Caisse", "Stock")]
    with policy.sender_off():
        for start in (1, 101, 201):
            for number, channel in enumerate(channels):
                channel.tell(*numbered(20, first=start + 20 * number))
    policy.wake()
    for channel in channels:
        eventually(lambda channel=channel: set(channel.states()) == {"sent"})
        told = {row["content"] for row in channel.rows("content")}
        for message in channel.messages():
            assert message["username"] == channel.webhook.name
            assert set(texts_of(message)) <= told
