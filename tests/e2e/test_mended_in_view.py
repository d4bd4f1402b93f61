"""A broken webhook is mended in two clicks; its form shows that the queue leaves."""

import pytest
from channel import texts_of
from clicks import Clicks
from people import LANGS, NOTIFICATIONS, Words, speak
from playwright.sync_api import expect
from waiting import eventually

MOST_CLICKS = 2  # and a paste


@pytest.fixture(params=LANGS)
def words(request, admin):
    speak(admin, request.param, "admin")
    yield Words(request.param)
    speak(admin, "en_US", "admin")


def test_a_new_url_is_pasted_and_the_queue_is_seen_to_leave(
    log_in, admin, add_channel, standin, words, console_errors, screenshot
):
    name = f"#cassé {words('Rule')}"
    channel = add_channel(name)
    standin.delete_webhook(channel.webhook.id)
    channel.tell("n001", "n002")
    eventually(lambda: channel.state()[0] == "broken")
    mended = standin.add_webhook(name)
    page, click = log_in("admin"), Clicks()
    page.goto("/odoo/discord")
    item = page.get_by_role("listitem").filter(has_text=name)
    click(item.get_by_role("button", name=words("Enter a new URL")))
    url = page.locator("div[name=url] input:visible")
    url.fill(mended.url)
    screenshot(page, f"mending_{words('Rule')}")
    click(page.locator(".o_form_button_save"))
    expect(page.get_by_text(words("Nothing waits any more."))).to_be_visible()
    expect(page.locator("div[name=waiting_count]")).to_have_text("0")
    screenshot(page, f"mended_{words('Rule')}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".o_discord_queue_live").scroll_into_view_if_needed()
    screenshot(page, f"mended_{words('Rule')}_390")
    assert click.count <= MOST_CLICKS
    [message] = standin.messages(mended.channel_id)
    assert texts_of(message) == ["n001", "n002"]
    assert console_errors == []


def test_on_a_telephone_what_is_in_doubt_is_confirmed_at_once(
    log_in, admin, add_channel, words, sandbox, odoo_server, screenshot
):
    channel = add_channel(f"#doute {words('Rule')}")
    channel.tell("n001")
    [row] = eventually(lambda: [r for r in channel.rows() if r["state"] == "sent"])
    doubt = "UPDATE discord_notification SET state = 'in_doubt', sent_date = NULL"
    sandbox.cluster.sql(f"{doubt} WHERE id = {row['id']}", odoo_server.database)
    page = log_in("admin")
    page.goto(f"{NOTIFICATIONS}/{row['id']}")
    buttons = page.locator(".o_statusbar_buttons")
    for name in ("It arrived", "It arrived, here is its link"):
        button = buttons.get_by_role("button", name=words(name), exact=True)
        expect(button).to_have_count(1)
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    first = page.locator(".o_statusbar_buttons > button").first
    expect(first).to_have_text(words("It arrived"))
    screenshot(page, f"doubt_{words('Rule')}_390")
    first.click()
    eventually(lambda: channel.states() == ["sent"])
