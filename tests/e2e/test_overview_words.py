"""What the overview says of what stops, heals and is paused, in English and French."""

import pytest
from playwright.sync_api import expect

pytest_plugins = ["desk"]

NOW = "now() AT TIME ZONE 'utc'"
REASON = "Discord refuses the message''s content (HTTP 400, Discord 200000)."
STATES = [
    f"""UPDATE discord_webhook
           SET broken_since = {NOW}, held_until = {NOW} + interval '1 hour',
               broken_reason = 'Discord forbids this webhook to post there (HTTP 403).'
         WHERE name = 'stopped'""",
    f"UPDATE discord_webhook SET healed_on = {NOW} WHERE name = 'healed'",
    f"""INSERT INTO discord_notification (webhook_id, event, content, state, active,
                                          create_date, failure_type, failure_reason)
        SELECT id, 'test', 'n' || n, 'error', TRUE, {NOW}, 'refused', '{REASON}'
          FROM discord_webhook, generate_series(1, 3) n WHERE name = 'healed'""",
    f"""INSERT INTO discord_delivery (webhook_id, state, create_date)
        SELECT id, 'delivered', {NOW} FROM discord_webhook WHERE name = 'healed'""",
]
OURS = "(SELECT id FROM discord_webhook WHERE name IN ('stopped', 'healed'))"
GONE = [
    f"DELETE FROM discord_notification WHERE webhook_id IN {OURS}",
    f"DELETE FROM discord_delivery WHERE webhook_id IN {OURS}",
    f"DELETE FROM discord_webhook WHERE id IN {OURS}",
]
WORDS = [
    "“%s” cannot send at present",
    "Odoo looks again by itself. Nothing is lost.",
    "“%s” sends again",
    "Since %s UTC, by itself.",
    "“%s” sends again what it can",
    "Send the %(count)s that failed because of: %(reason)s",
]


@pytest.fixture
def admin(office, sandbox, standin):
    """The administrator, while one webhook is stopped and another is healed."""
    admin = office.rpc("admin")
    for name in ("stopped", "healed"):
        url = standin.add_webhook(name).url
        admin.create("discord.webhook", name=name, url=url)
    for statement in STATES:
        sandbox.cluster.sql(statement, office.database)
    yield admin
    for statement in GONE:
        sandbox.cluster.sql(statement, office.database)


def test_the_overview_says_what_stops_and_what_heals(
    admin, office, words, log_in, screenshot
):
    page = log_in("admin", server=office)
    page.goto("/odoo/action-odoo_discord_notify.res_config_settings_action")
    page.get_by_role("button", name=words("Pause all sending")).click()
    screenshot(page, f"pause_question_{words.lang}")
    page.locator(".modal-footer .btn-primary").click()
    expect(page.get_by_role("button", name=words("Resume sending"))).to_be_visible()
    screenshot(page, f"paused_{words.lang}")
    page.goto("/odoo/discord")
    expect(page.get_by_text(words("All sending is paused"), exact=True)).to_be_visible()
    screenshot(page, f"overview_paused_{words.lang}")
    page.get_by_role("button", name=words("Resume sending")).click()

    for word in WORDS:
        for part in filter(None, map(str.strip, said(words(word)))):
            expect(page.get_by_text(part).first).to_be_visible()
    screenshot(page, f"overview_{words.lang}")
    send = said(words(WORDS[-1]))[0].strip()
    page.get_by_role("button", name=send).click()
    expect(page.get_by_role("button", name=send)).to_have_count(0)
    failed = ("state", "=", "error"), ("webhook_id.name", "=", "healed")
    assert admin.find("discord.notification", *failed) == []


def said(text):
    """The parts of a text between what is filled in."""
    for place in ("%(count)s", "%(reason)s"):
        text = text.replace(place, "%s")
    return text.split("%s")
