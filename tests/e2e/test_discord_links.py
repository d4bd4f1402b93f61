"""Wherever a message or a channel is named, Discord is one click away."""

import pytest
from channel import Channel
from people import LANGS, NOTIFICATIONS, Words, assert_fits, speak
from playwright.sync_api import expect
from waiting import eventually

DELIVERIES = "/odoo/action-odoo_discord_notify.discord_delivery_action"
WEBHOOKS = "/odoo/action-odoo_discord_notify.discord_webhook_action"
SEE, OPEN = "See the message in Discord", "Open the channel in Discord"


@pytest.fixture(params=LANGS)
def words(request, office, manager):
    """The product's words in the language of whoever looks."""
    speak(office.rpc("admin"), request.param, manager)
    yield Words(request.param)
    speak(office.rpc("admin"), "en_US", manager)


@pytest.fixture
def channel(office, standin):
    """A channel of the office's, which asks a person in doubt."""
    admin = office.rpc("admin")
    return Channel(admin, office.rpc("agent"), standin, "liens", on_doubt="ask")


def place(standin, channel, message=None):
    """The address in Discord of a channel, or of a message in it."""
    here = (
        f"https://discord.com/channels/{standin.guild_id}/{channel.webhook.channel_id}"
    )
    return f"{here}/{message['id']}" if message else here


def test_a_server_that_nobody_knows_is_asked_for_once(channel, standin):
    channel.set(guild_id=False, guild_asked=False)
    channel.tell("n001")
    known = {"guild_id": standin.guild_id, "channel_id": channel.webhook.channel_id}
    eventually(lambda: places(channel) == [known])
    channel.tell("n002")
    channel.hears(["n001", "n002"])
    eventually(lambda: places(channel) == [known, known])
    methods = [one["method"] for one in channel.requests()]
    assert sorted(methods) == ["GET", "POST", "POST"]


def test_what_left_by_a_former_url_is_found_where_it_is(channel, standin):
    channel.tell("n001")
    channel.hears(["n001"])
    [message] = channel.messages()
    former = place(standin, channel, message)
    channel.mend()
    eventually(lambda: channel.rows("discord_link")[0]["discord_link"] == former)


def test_a_message_is_one_click_away_from_all_that_names_it(
    channel, office, manager, words, log_in, standin, console_errors, screenshot
):
    channel.tell("n001")
    channel.hears(["n001"])
    eventually(lambda: channel.states() == ["sent"])
    [message] = channel.messages()
    [row], [delivery] = channel.rows("id"), channel.deliveries()
    page = log_in(manager, server=office)
    for path, link, title in (
        (NOTIFICATIONS, place(standin, channel, message), SEE),
        (f"{NOTIFICATIONS}/{row['id']}", place(standin, channel, message), SEE),
        (DELIVERIES, place(standin, channel, message), SEE),
        (f"{DELIVERIES}/{delivery['id']}", place(standin, channel, message), SEE),
        (WEBHOOKS, place(standin, channel), OPEN),
        (f"{WEBHOOKS}/{channel.webhook_id}", place(standin, channel), OPEN),
        ("/odoo/discord", place(standin, channel), OPEN),
    ):
        page.goto(office.url + path)
        found = page.locator(f".o_action a[href='{link}']").first
        expect(found).to_be_visible()
        expect(found).to_have_attribute("target", "_blank")
        expect(found).to_have_accessible_name(words(title))
    page.goto(f"{office.url}{NOTIFICATIONS}/{row['id']}")
    step = page.locator(
        f".o_discord_story a[href='{place(standin, channel, message)}']"
    )
    expect(step).to_have_text(words("See it in Discord"))
    screenshot(page, f"links_sent_{words('Sent')}")
    assert console_errors == []


def test_what_is_in_doubt_leads_to_where_to_look(
    channel, office, manager, words, log_in, standin, console_errors, screenshot
):
    channel.set(guild_id=False, guild_asked=False)
    standin.misbehave("closes_after", webhook_id=channel.webhook.id, times=1)
    channel.tell("n001")
    eventually(lambda: channel.states() == ["in_doubt"])
    where = place(standin, channel)
    eventually(lambda: channel.rows("discord_link")[0]["discord_link"] == where)
    [row] = channel.rows("id")
    page = log_in(manager, server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}/{row['id']}")
    link = page.locator(f".alert-warning a[href='{where}']")
    expect(link).to_have_text(words(OPEN))
    screenshot(page, f"links_doubt_{words('Sent')}")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(link).to_be_visible()
    assert_fits(page)
    screenshot(page, f"links_doubt_phone_{words('Sent')}")
    assert console_errors == []


def places(channel):
    """Where Odoo's own log says that its messages went."""
    names = ("guild_id", "channel_id")
    return [{name: one[name] for name in names} for one in channel.deliveries()]
