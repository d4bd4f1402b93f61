"""Pages of the product on a telephone, by keyboard, and with their labels."""

import pytest
from people import NOTIFICATIONS, assert_fits, save_top_up
from playwright.sync_api import expect
from waiting import eventually

PAGES = {
    "overview": "/odoo/discord",
    "notifications": NOTIFICATIONS,
    "deliveries": "/odoo/action-odoo_discord_notify.discord_delivery_action",
    "settings": "/odoo/action-odoo_discord_notify.res_config_settings_action",
}
READY = ".o_discord_overview h2, .o_kanban_record, .o_data_row"


@pytest.fixture
def admin(office):
    """Its administrator, whom OdooBot does not welcome over the whole small screen."""
    admin = office.rpc("admin")
    admin.call("res.users", "write", [admin.user_id], {"odoobot_state": "disabled"})
    return admin


@pytest.mark.parametrize(
    "name", ["overview", "notifications", "deliveries", "notification"]
)
def test_a_small_screen_shows_it_whole_with_labels(
    name, log_in, office, admin, standin, screenshot
):
    reference = save_top_up(office.rpc("agent"))
    find = [("content", "ilike", reference)]
    [row_id] = eventually(lambda: admin.find("discord.notification", *find))
    page = log_in("admin", server=office)
    page.set_viewport_size({"width": 390, "height": 844})
    path = PAGES.get(name) or f"{NOTIFICATIONS}/{row_id}"
    page.goto(f"{office.url}{path}")
    ready = page.locator(READY if name in PAGES else ".o_discord_story")
    expect(ready.first).to_be_visible()
    screenshot(page, f"{name}_390")
    assert_fits(page)
    assert page.evaluate(UNLABELLED) == []


def test_buttons_are_reached_and_pressed_by_keyboard(
    log_in, office, admin, standin, console_errors
):
    reference = save_top_up(office.rpc("agent"))
    find = [("content", "ilike", reference), ("state", "=", "sent")]
    [row_id] = eventually(lambda: admin.find("discord.notification", *find))
    page = log_in("admin", server=office)
    page.goto(f"{office.url}/odoo/discord")
    expect(page.get_by_role("heading", name="Webhooks")).to_be_visible()
    press_by_keyboard(page, page.get_by_role("button", name="First steps"))
    expect(page.locator(".o_discord_steps").first).to_be_visible()
    press_by_keyboard(page, page.get_by_role("button", name="Test connection"))
    expect(page.locator(".o_discord_steps .alert")).to_be_visible()
    page.goto(f"{office.url}{NOTIFICATIONS}/{row_id}")
    story = page.locator(".o_discord_story button").first
    expect(story).to_be_visible()
    press_by_keyboard(page, story)
    expect(page.locator("div[name=duration_ms]")).to_be_visible()
    page.goto(f"{office.url}{PAGES['settings']}")
    test = page.locator("button[name=action_discord_test]:visible").first
    expect(test).to_be_visible()
    press_by_keyboard(page, test)
    expect(page.locator(".o_notification").first).to_be_visible()
    assert console_errors == []


# Visible inputs of the page's content that no label, and no title, names.
UNLABELLED = """() => [...document.querySelectorAll(
    ".o_content :is(input, select, textarea):not([type=hidden])"
)].filter((el) => el.checkVisibility() && !el.labels?.length && !el.ariaLabel
    && !el.getAttribute("aria-labelledby") && !el.title).map((el) => el.outerHTML)"""


def press_by_keyboard(page, button):
    """Go on with Tab until the button has the focus, then press Enter."""
    for _ in range(60):
        if button.evaluate("el => el === document.activeElement"):
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {button}")
