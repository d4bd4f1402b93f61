"""Pages of the product on a telephone, by keyboard, and with their labels."""

import pytest
from people import NOTIFICATIONS, assert_fits, open_tab, save_top_up
from playwright.sync_api import expect
from waiting import eventually

SETTINGS = "/odoo/action-odoo_discord_notify.res_config_settings_action"
RULES = "/odoo/action-odoo_discord_notify.discord_rule_action"
CONSOLE = "/odoo/action-odoo_discord_notify.discord_sync_console_action"
# What to open, and what is there then.
PAGES = {
    "overview": ("/odoo/discord", ".o_discord_overview article"),
    "notifications": (NOTIFICATIONS, ".o_kanban_record"),
    "notification": (f"{NOTIFICATIONS}/{{notification}}", ".o_discord_story"),
    "deliveries": (
        "/odoo/action-odoo_discord_notify.discord_delivery_action",
        ".o_kanban_record",
    ),
    "rules": (RULES, ".o_kanban_record"),
    "rule": (f"{RULES}/{{rule}}", "[name=model_id]"),
    "recaps": (
        "/odoo/action-odoo_discord_notify.discord_recap_action",
        ".o_kanban_record",
    ),
    "states": (
        "/odoo/action-odoo_discord_notify.discord_sync_state_action",
        ".o_kanban_record",
    ),
    "logs": (
        "/odoo/action-odoo_discord_notify.discord_sync_log_action",
        ".o_kanban_record",
    ),
    "log": (
        "/odoo/action-odoo_discord_notify.discord_sync_log_action/{log}",
        ".alert[name=summary]",
    ),
    "topups": (
        "/odoo/action-odoo_discord_notify.discord_topup_action",
        ".o_kanban_record",
    ),
    "console": (CONSOLE, "[name=sync_type]"),
    "settings": (
        SETTINGS,
        "[name=action_discord_pause], [name=discord_retention_days]",
    ),
}
CONTROLS = {
    *("button", "link", "textbox", "searchbox", "combobox", "listbox", "spinbutton"),
    *("checkbox", "radio", "switch", "menuitem", "tab", "slider"),
}
ODOOS_OWN = ("o_menu_toggle", "o_button_more")  # without a name in Odoo 19


@pytest.fixture
def admin(office):
    """Its administrator, whom OdooBot does not welcome over the whole small screen."""
    admin = office.rpc("admin")
    admin.call("res.users", "write", [admin.user_id], {"odoobot_state": "disabled"})
    return admin


@pytest.fixture
def shown(office, admin, standin):
    """Ids of what the pages are about, one of each."""
    reference = save_top_up(office.rpc("agent"))
    find = [("content", "ilike", reference), ("state", "=", "sent")]
    [notification_id] = eventually(lambda: admin.find("discord.notification", *find))
    rule_id = admin.find("discord.rule", ("model_name", "=", "alimenteur.solde"))[0]
    console_id = admin.create("discord.sync.console", sync_type="all")
    admin.call("discord.sync.console", "action_run_now", [console_id])
    done = ("state", "not in", ("queued", "running"))
    log_ids = eventually(lambda: admin.find("discord.sync.log", done))
    return {"notification": notification_id, "rule": rule_id, "log": log_ids[0]}


def test_a_small_screen_shows_every_page_whole_and_every_control_has_a_name(
    log_in, office, shown, screenshot
):
    page = log_in("admin", server=office)
    page.set_viewport_size({"width": 390, "height": 844})
    for name, (path, ready) in PAGES.items():
        page.goto(office.url + path.format(**shown))
        expect(page.locator(ready).first).to_be_visible()
        screenshot(page, f"{name}_390")
        assert_fits(page)
        if name == "rule":
            open_tab(page, "Message")
            expect(page.locator(".o_discord_preview .discord-message")).to_be_visible()
            screenshot(page, f"{name}_message_390")
            assert_fits(page)
        assert nameless(page) == [], name


@pytest.mark.long
def test_buttons_are_reached_and_pressed_by_keyboard(
    log_in, office, shown, console_errors
):
    page = log_in("admin", server=office)
    page.goto(f"{office.url}/odoo/discord")
    expect(page.get_by_role("heading", name="Webhooks")).to_be_visible()
    press_by_keyboard(page, page.get_by_role("button", name="First steps"))
    expect(page.locator(".o_discord_steps").first).to_be_visible()
    press_by_keyboard(page, page.get_by_role("button", name="Test connection"))
    expect(page.locator(".o_discord_steps .alert")).to_be_visible()
    card = page.locator("article.card button").first
    press_by_keyboard(page, card)
    expect(page.locator("[name=masked_url]")).to_be_visible()
    page.goto(f"{office.url}{NOTIFICATIONS}/{shown['notification']}")
    story = page.locator(".o_discord_story button").first
    expect(story).to_be_visible()
    press_by_keyboard(page, story)
    expect(page.locator("div[name=duration_ms]")).to_be_visible()
    page.goto(f"{office.url}{SETTINGS}")
    test = page.locator("button[name=action_discord_test]:visible").first
    expect(test).to_be_visible()
    press_by_keyboard(page, test)
    expect(page.locator(".o_notification").first).to_be_visible()
    page.goto(f"{office.url}{RULES}/{shown['rule']}")
    press_by_keyboard(page, page.get_by_role("tab", name="Message"))
    template = page.locator("div[name=template] textarea")
    expect(template).to_be_visible()
    focus_by_keyboard(page, template)
    page.keyboard.type("Bonjour ")
    expect(page.locator(".o_discord_preview")).to_contain_text("Bonjour")
    page.goto(f"{office.url}{CONSOLE}")
    run = page.get_by_role("button", name="Run now")
    expect(run).to_be_visible()
    press_by_keyboard(page, run)
    expect(page.locator(".alert[name=summary]")).to_be_visible()
    assert console_errors == []


def nameless(page):
    """The controls on the page that a screen reader could not name, as HTML."""
    chromium = page.context.new_cdp_session(page)
    chromium.send("DOM.enable")
    tree = chromium.send("Accessibility.getFullAXTree")["nodes"]
    found = [
        chromium.send("DOM.getOuterHTML", {"backendNodeId": node["backendDOMNodeId"]})
        for node in tree
        if not node["ignored"]
        and node["role"]["value"] in CONTROLS
        and not node["name"]["value"]
    ]
    chromium.detach()
    html = [one["outerHTML"] for one in found]
    return [one for one in html if not any(own in one for own in ODOOS_OWN)]


def press_by_keyboard(page, button):
    focus_by_keyboard(page, button)
    page.keyboard.press("Enter")


def focus_by_keyboard(page, control):
    """Go on with Tab until the control has the focus."""
    for _ in range(80):
        if control.evaluate("el => el === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {control}")
