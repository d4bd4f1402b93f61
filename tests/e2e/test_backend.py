"""What a person sees in Odoo and in Discord, in a real browser."""

import pytest
from playwright.sync_api import expect
from waiting import eventually

pytest_plugins = ["desk"]

TOP_UP = "/odoo/action-asg_models.alimenteur_solde_action/new"
NOTIFICATIONS = "/odoo/action-odoo_discord_notify.discord_notification_action"
WAITING = ("state", "=", "outgoing")


@pytest.fixture
def admin(office):
    return office.rpc("admin")


def test_a_top_up_saved_in_its_form_is_on_discords_page(
    log_in, office, standin, console_errors, screenshot
):
    page = log_in("agent", server=office)
    discord = page.context.new_page()
    discord.goto(f"{standin.url}/#soldes")
    expect(discord.get_by_text("Live", exact=True)).to_be_visible()

    page.goto(f"{office.url}{TOP_UP}")
    page.get_by_label("Client").fill("Dépôt Ma")
    page.get_by_role("option", name="Dépôt Maârif").click()
    page.get_by_label("Montant crédité").fill("1500")
    with page.expect_response("**/web_save"):
        page.locator(".o_form_button_save").click()
    told = discord.get_by_text("Nouvelle alimentation détectée !")
    expect(told).to_be_visible()
    expect(discord.get_by_text("1 500,00 MAD")).to_be_visible()
    screenshot(discord, "discord")
    assert console_errors == []


def test_the_list_and_the_form_show_what_was_sent(
    log_in, office, admin, standin, console_errors, screenshot
):
    agent = office.rpc("agent")
    agent.create("alimenteur.solde", solde=700)
    agent.create("bldimagaz.bc", depositaire=client_id(agent))
    references = save_top_ups(agent, 2)
    eventually(lambda: not admin.find("discord.notification", WAITING))
    page = log_in("admin", server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}")
    skipped = page.get_by_role("row", name="700,00")
    expect(skipped.get_by_text("Canceled")).to_be_visible()
    row = page.get_by_role("row", name=references[-1])
    expect(row.get_by_text("Sent")).to_be_visible()
    screenshot(page, "notifications")
    row.get_by_text(references[-1]).click()
    message = page.locator(".o_form_view .discord-message, .o_form_view article")
    expect(message.get_by_text("Nouvelle alimentation détectée !")).to_be_visible()
    screenshot(page, "notification")
    assert console_errors == []


def test_send_now_sends_what_is_selected_in_the_list(
    sender_off, log_in, office, admin, standin, console_errors
):
    references = save_top_ups(admin, 3)
    page = log_in("admin", server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}")
    for reference in references:
        row = page.get_by_role("row", name=reference)
        expect(row.get_by_text("In queue")).to_be_visible()
        row.get_by_role("checkbox").check()
    bar = page.locator(".o_selection_container")
    bar.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("3 of 3 sent")).to_be_visible()
    for reference in references:
        row = page.get_by_role("row", name=reference)
        expect(row.get_by_text("Sent")).to_be_visible()
    [message] = standin.messages()
    assert all(reference in message["content"] for reference in references)
    assert console_errors == []


def test_send_now_on_the_form_sends_it(
    sender_off, log_in, office, admin, standin, console_errors
):
    [reference] = save_top_ups(admin, 1)
    page = log_in("admin", server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}")
    page.get_by_role("row", name=reference).get_by_text(reference).click()
    page.locator(".o_form_view").get_by_role("button", name="Send now").click()
    expect(page.get_by_text("Sent.", exact=True)).to_be_visible()
    expect(page.get_by_role("radio", name="Sent")).to_be_checked()
    [message] = standin.messages()
    assert reference in message["content"]
    assert console_errors == []


def test_all_menus_open_without_an_error(log_in, office, admin, console_errors):
    page = log_in("admin", server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}")
    for path, opened in menus(admin):
        for name in path:
            entries = page.locator(".o_menu_sections, .o-dropdown--menu")
            entries.get_by_text(name, exact=True).click()
        is_dialog = opened["target"] == "new"
        place = page.locator(".modal-header" if is_dialog else ".o_control_panel")
        expect(place).to_contain_text(opened["name"])
        expect(page.locator(".o_error_dialog")).to_have_count(0)
        if is_dialog:
            place.get_by_role("button", name="Close").click()
    assert console_errors == []


def menus(admin):
    """[(names of the entries to click, the action)] of the app Discord."""
    root = admin.find("ir.ui.menu", ("name", "=", "Discord"), ("parent_id", "=", False))
    entries = [("id", "child_of", root), ("action", "!=", False)]
    fields = ["complete_name", "action"]
    for entry in admin.call("ir.ui.menu", "search_read", entries, fields):
        model, _, action_id = entry["action"].partition(",")
        action = admin.read(model, int(action_id), "name", "target")
        yield entry["complete_name"].split("/")[1:], action


def save_top_ups(rpc, count):
    """Save as many at once; returns their references."""
    client = client_id(rpc)
    values = [{"client": client, "solde": 1500 + 250 * n} for n in range(count)]
    ids = rpc.call("alimenteur.solde", "create", values)
    rows = rpc.call("alimenteur.solde", "read", ids, ["reference_no"])
    return [row["reference_no"] for row in rows]


def client_id(rpc):
    return rpc.find("res.partner", ("name", "=", "Dépôt Maârif"))[0]
