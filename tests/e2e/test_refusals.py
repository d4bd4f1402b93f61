"""What Discord refuses: one message, or the webhook for good."""

import pytest
from waiting import eventually


def test_of_a_pack_only_the_message_that_discord_refuses_fails(add_channel, standin):
    channel = add_channel("refused")
    standin.misbehave("invalid_content", matching="poison")
    channel.tell("n001", "n002 poison", "n003")
    channel.hears(["n001", "n003"])
    eventually(lambda: channel.states() == ["sent", "error", "sent"])
    _, refused, _ = channel.rows("failure_type", "failure_reason")
    assert refused["failure_type"] == "refused"
    assert "content: This word is not welcome here." in refused["failure_reason"]
    assert channel.state()[0] == "ok"


def delete(standin, webhook):
    standin.delete_webhook(webhook.id)


def change_token(standin, webhook):
    standin.add_webhook(
        webhook.name, channel_id=webhook.channel_id, webhook_id=webhook.id
    )


@pytest.mark.parametrize("breaking", [delete, change_token])
def test_a_webhook_that_is_gone_keeps_its_queue_until_it_is_mended(
    add_channel, standin, breaking
):
    channel = add_channel("gone")
    breaking(standin, channel.webhook)
    channel.tell("n001")
    eventually(lambda: channel.state()[0] == "broken")
    channel.tell("n002")
    assert channel.states() == ["outgoing", "outgoing"]
    [refusal] = channel.requests()
    assert refusal["status"] == {delete: 404, change_token: 401}[breaking]

    channel.mend()
    channel.hears(["n001", "n002"])
    eventually(lambda: channel.states() == ["sent", "sent"])
    assert channel.state()[0] == "ok"
