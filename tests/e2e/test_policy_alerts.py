"""An administrator hears of trouble once, and decides about an old queue."""

import time

import pytest
from channel import numbered
from chaos import HURRY
from waiting import eventually

pytest_plugins = ["chaos.hurried"]

ADDRESS = "it@asg.example"
MAILS = f"SELECT count(*) FROM mail_mail WHERE email_to LIKE '%{ADDRESS}%'"
BODY = f"SELECT body_html FROM mail_mail WHERE email_to LIKE '%{ADDRESS}%'"
TWO_DAYS_AGO = """
UPDATE discord_notification SET create_date = create_date - interval '2 days'
 WHERE webhook_id = {}"""
DEAD, LIVING = 500, 20  # webhooks
MINUTE = 60  # seconds
DEAD_WEBHOOKS = """
WITH dead AS (
    INSERT INTO discord_webhook (name, active, url_secret, pack, on_doubt, sequence)
    SELECT 'dead ' || n, TRUE, url_secret, TRUE, 'resend', 10
      FROM discord_webhook, generate_series(1, {}) n WHERE id = {}
    RETURNING id)
INSERT INTO discord_notification (webhook_id, event, content, state, create_date,
                                  active, attempts)
SELECT id, 'test', 'n001', 'outgoing', now() AT TIME ZONE 'utc', TRUE, 0 FROM dead"""


@pytest.fixture
def addressed(policy):
    """Somebody's address is in the settings, and has no mail yet."""
    parameter = "odoo_discord_notify.fallback_addresses"
    policy.admin.call("ir.config_parameter", "set_param", parameter, ADDRESS)
    policy.sql("DELETE FROM mail_mail")


@pytest.mark.long
def test_the_administrators_are_told_once_of_a_webhook_and_of_its_failures(
    policy, addressed
):
    channel, failing = policy.add_channel("told once"), policy.add_channel("failing")
    policy.standin.misbehave("automod", webhook_id=failing.webhook.id)
    failing.tell("n001")
    eventually(lambda: policy.sql(MAILS) == "1")
    policy.standin.delete_webhook(channel.webhook.id)
    channel.tell("n002")
    eventually(lambda: policy.sql(MAILS) == "2")
    channel.tell("n003")
    policy.wake()
    assert policy.sql(MAILS) == "2"

    told = policy.sql(BODY) + policy.server.log_text()
    for words in (
        "Webhook “told once”: The webhook was deleted in Discord",
        "bldimagaz.linbc",
        "Discord 200000",
    ):
        assert words in policy.sql(BODY)
        assert words in policy.server.log_text()
    assert channel.webhook.token not in told
    assert failing.webhook.token not in told


def test_the_administrators_hear_that_a_webhook_sends_again(policy, addressed):
    channel = policy.add_channel("healing")
    fault = policy.standin.misbehave("invalid_token", webhook_id=channel.webhook.id)
    channel.tell("n001")
    eventually(lambda: policy.sql(MAILS) == "1")
    fault.stop()
    channel.hears(["n001"], timeout=30)
    eventually(lambda: policy.sql(MAILS) == "2")
    assert "Webhook “healing” sends again" in policy.sql(BODY)


def test_a_mended_webhook_asks_what_becomes_of_an_old_queue(policy):
    channel = policy.add_channel("old queue")
    policy.standin.delete_webhook(channel.webhook.id)
    texts = numbered(30)
    channel.tell(*texts)
    eventually(lambda: channel.state()[0] == "broken")
    policy.sql(TWO_DAYS_AGO.format(channel.webhook_id))
    channel.mend()
    policy.wake()
    assert channel.state() == ("held", "30 waiting, the oldest for 2 days: send them?")
    assert {one["method"] for one in channel.requests()} <= {"GET"}

    wizard_id = policy.admin.create("discord.backlog", webhook_id=channel.webhook_id)
    policy.press("discord.backlog", "action_decide", wizard_id)
    channel.hears(texts)
    assert len(channel.messages()) < len(texts)


def test_a_new_url_in_the_environment_mends_a_webhook(policy):
    channel = policy.add_channel("environment")
    policy.standin.delete_webhook(channel.webhook.id)
    channel.tell("n001")
    eventually(lambda: channel.state()[0] == "broken")
    key = "DISCORD_WEBHOOK_SOLDE"  # which the server has had all the time
    channel.set(env_key=key)
    policy.wake()
    eventually(lambda: channel.states() == ["sent"])
    channel.set(env_key=False)


@pytest.mark.long
@pytest.mark.timeout(400)
def test_the_living_are_never_late_because_of_the_dead(policy, capsys):
    channel = policy.add_channel("dead")
    living = [policy.add_channel(f"living {number}") for number in range(LIVING)]
    dead = policy.standin.misbehave("unknown_webhook", webhook_id=channel.webhook.id)
    policy.sql(DEAD_WEBHOOKS.format(DEAD, channel.webhook_id))
    living[0].tell("n000")  # wakes the sender
    eventually(lambda: dead.count >= DEAD, timeout=60)  # each has found out
    began, asked = time.monotonic(), dead.count
    slowest = 0
    while time.monotonic() < began + MINUTE:
        for one in living:
            saved, heard = time.monotonic(), len(one.heard()) + 1
            one.tell("n001")
            eventually(lambda: len(one.heard()) >= heard)  # noqa: B023
            slowest = max(slowest, time.monotonic() - saved)
    looks = dead.count - asked
    hour = 3600 / HURRY
    with capsys.disabled():
        print(
            f"\n  {DEAD} dead, {LIVING} living: {looks} looks in {MINUTE} s, where the"
            f" budget is {500 * MINUTE / hour:.0f}; the slowest living {slowest:.2f} s"
        )
    assert 0 < looks <= 500 * (time.monotonic() - began) / hour + 1
    assert [one.state()[0] for one in living] == ["ok"] * LIVING
    policy.sql(
        "DELETE FROM discord_notification n USING discord_webhook w"
        " WHERE w.id = n.webhook_id AND w.name LIKE 'dead %'"
    )
