"""What Discord was told stands on the record's own form: 0 clicks to see, 1 to read."""

import re

import pytest
from people import assert_fits, save_top_up, speak
from playwright.sync_api import expect
from waiting import PATIENCE, eventually

BUTTON = ".o_widget_discord_record .oe_stat_button"


@pytest.fixture
def topup(office, standin):
    """The id of a top-up that was told, and its reference."""
    admin = office.rpc("admin")
    reference = save_top_up(office.rpc("agent"))
    find = [("content", "ilike", reference), ("state", "=", "sent")]
    eventually(lambda: admin.find("discord.notification", *find))
    return admin.find("alimenteur.solde", ("reference_no", "=", reference))[0]


@pytest.fixture
def open_topup(office, log_in):
    """Open a top-up's own form: ``open_topup("manager", id)`` returns the page."""

    def open_topup(login, topup_id):
        page = log_in(login, server=office)
        page.goto(f"{office.url}/odoo/alimenteur.solde/{topup_id}")
        expect(page.locator(".o_form_view .o_form_renderer")).to_be_visible()
        return page

    return open_topup


def test_it_says_that_it_went_and_one_click_shows_the_message(
    topup, manager, open_topup, console_errors, screenshot
):
    page = open_topup(manager, topup)
    expect(page.locator(BUTTON)).to_have_text(
        re.compile(r"Discord\s*1 · sent \d+:\d\d")
    )
    screenshot(page, "record_button")
    page.locator(BUTTON).click()
    expect(page.locator(".o_discord_story")).to_be_visible()
    expect(page.locator(".o_discord_message_field")).to_be_visible()
    assert console_errors == []


@pytest.fixture
def french(office, manager):
    """The login of a manager who has Odoo in French."""
    speak(office.rpc("admin"), "fr_FR", manager)
    yield manager
    speak(office.rpc("admin"), "en_US", manager)


def test_in_french_and_on_a_telephone(
    topup, french, open_topup, console_errors, screenshot
):
    page = open_topup(french, topup)
    said = re.compile(r"Discord\s*1 · envoyé \d\d:\d\d")
    expect(page.locator(BUTTON)).to_have_text(said)
    screenshot(page, "record_button_fr")
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    page.locator(".o_control_panel .o_button_more").click()
    expect(page.locator(BUTTON)).to_have_text(said)
    screenshot(page, "record_button_phone")
    page.locator(BUTTON).click()
    expect(page.locator(".o_discord_story")).to_be_visible()
    assert_fits(page)
    assert console_errors == []


def test_what_has_just_been_saved_is_followed_until_it_has_left(
    office, manager, log_in, standin
):
    page = log_in("admin", server=office)
    page.goto(f"{office.url}/odoo/alimenteur.solde/new")
    expect(page.locator(".o_form_view .o_form_renderer")).to_be_visible()
    expect(page.locator(BUTTON)).to_have_count(0)
    page.locator("div[name=solde] input").fill("725")
    page.locator(".o_form_button_save").click()
    expect(page.locator(BUTTON)).to_contain_text("1 · ")
    expect(page.locator(BUTTON)).to_contain_text("sent", timeout=PATIENCE * 1000)


def test_nobody_else_sees_it(topup, open_topup, console_errors):
    page = open_topup("agent", topup)
    expect(page.locator(".o_widget_discord_record")).to_have_count(0)
    assert console_errors == []


def test_what_fails_on_the_server_leaves_the_form_as_it_was(
    topup, manager, open_topup, page, console_errors
):
    broken = '{"jsonrpc": "2.0", "error": {"code": 200, "message": "x", "data": {}}}'
    page.route(
        "**/discord.record/**",
        lambda route: route.fulfill(content_type="application/json", body=broken),
    )
    open_topup(manager, topup)
    expect(page.locator("div[name=solde]")).to_be_visible()
    expect(page.locator(BUTTON)).to_have_count(0)
    expect(page.locator(".o_error_dialog, .o_notification")).to_have_count(0)
    assert console_errors == []


def test_a_new_rule_gives_the_form_its_button_and_an_archived_one_takes_it(
    office, manager, log_in, console_errors
):
    admin = office.rpc("admin")
    client_id = admin.create("res.partner", name="Dépôt Anfa")
    page = log_in("admin", server=office)
    here = f"{office.url}/odoo/res.partner/{client_id}"
    page.goto(here)
    expect(page.locator(".o_form_view .o_form_renderer")).to_be_visible()
    expect(page.locator(BUTTON)).to_have_count(0)
    variable = ("env_key", "=", "DISCORD_WEBHOOK_SOLDE")
    [webhook_id] = admin.find("discord.webhook", variable)
    rule_id = admin.create(
        "discord.rule",
        name="Contacts",
        model_name="res.partner",
        template="{name}",
        webhook_id=webhook_id,
    )
    try:
        eventually(lambda: shows(page, here, 1))
        expect(page.locator(BUTTON)).to_contain_text("nothing yet")
    finally:
        admin.call("discord.rule", "write", [rule_id], {"active": False})
    eventually(lambda: shows(page, here, 0))
    assert console_errors == []


def shows(page, url, count):
    """Whether a page that is opened again has so many buttons."""
    page.goto(url)
    expect(page.locator(".o_form_view .o_form_renderer")).to_be_visible()
    return page.locator(BUTTON).count() == count
