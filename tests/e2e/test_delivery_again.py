"""A request shows its message and can be sent again; the story says by whom."""

import pytest
from channel import Channel
from people import LANGS, NOTIFICATIONS, Words, assert_fits, speak
from playwright.sync_api import expect
from waiting import eventually

DELIVERIES = "/odoo/action-odoo_discord_notify.discord_delivery_action"


@pytest.fixture(params=LANGS)
def words(request, office, manager):
    """The product's words in the language of whoever looks."""
    speak(office.rpc("admin"), request.param, manager)
    yield Words(request.param)
    speak(office.rpc("admin"), "en_US", manager)


@pytest.fixture
def channel(office, standin):
    admin = office.rpc("admin")
    return Channel(admin, office.rpc("agent"), standin, "encore", on_doubt="ask")


def test_a_burst_is_seen_and_sent_again_after_a_question_with_the_count(
    channel, office, manager, words, log_in, console_errors, screenshot
):
    channel.tell("n001", "n002")
    channel.hears(["n001", "n002"])
    eventually(lambda: channel.states() == ["sent", "sent"])
    [delivery] = channel.deliveries()
    page = log_in(manager, server=office)
    page.goto(f"{office.url}{DELIVERIES}/{delivery['id']}")
    expect(page.locator(".o_discord_message_field")).to_contain_text("n002")
    carried = page.locator("div[name=notification_ids]")
    expect(carried.locator("td[name=summary]")).to_have_text(["n001", "n002"])
    expect(carried.locator("td[name=state]").first).to_be_in_viewport(ratio=1)
    expect(carried.locator("th[data-name=reason]")).to_have_count(0)
    screenshot(page, f"delivery_{words('Sent')}")
    page.get_by_role("button", name=words("Send again")).click()
    dialog = page.locator(".modal")
    asked = words("%(fit)s of %(count)s were sent already. Send them once more?")
    expect(dialog).to_contain_text(asked % {"fit": 2, "count": 2})
    assert len(channel.rows()) == 2
    screenshot(page, f"delivery_question_{words('Sent')}")
    dialog.locator("button.btn-primary").click()
    eventually(lambda: channel.states() == ["sent"] * 4)
    assert channel.heard() == ["n001", "n002"] * 2
    [first, *_others] = channel.rows("id")
    page.goto(f"{office.url}{NOTIFICATIONS}/{first['id']}")
    story = page.locator(".o_discord_story")
    expect(story).to_contain_text(words("Sent again, as a new notification"))
    expect(story).to_contain_text(words("by %s") % "Samira")
    screenshot(page, f"story_again_{words('Sent')}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{office.url}{DELIVERIES}/{delivery['id']}")
    expect(page.locator(".o_discord_message_field")).to_be_visible()
    assert_fits(page)
    screenshot(page, f"delivery_phone_{words('Sent')}")
    assert console_errors == []


def test_a_reason_is_said_once_and_in_the_reader_s_language(
    channel, office, manager, words, log_in, standin, console_errors, screenshot
):
    standin.misbehave("automod", webhook_id=channel.webhook.id, times=1)
    channel.tell("n001")
    eventually(lambda: channel.states() == ["error"])
    [row] = channel.rows("id")
    page = log_in(manager, server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}/{row['id']}")
    form = page.locator(".o_form_view")
    reason = words("Discord refuses the message's content")
    expect(form.get_by_text(reason)).to_have_count(1)
    screenshot(page, f"story_refused_{words('Sent')}")
    page.get_by_role("button", name=words("Retry")).click()
    eventually(lambda: channel.states() == ["sent"])
    page.reload()
    story = page.locator(".o_discord_story")
    expect(story).to_contain_text(words("Retried"))
    expect(story).to_contain_text(words("by %s") % "Samira")
    expect(story.get_by_text(reason)).to_have_count(1)
    screenshot(page, f"story_retried_{words('Sent')}")
    assert console_errors == []
