"""“Did it go out, and when?” is answered by lists, in words that people use."""

import pytest
from channel import Channel
from people import (
    CLIENT,
    NOTIFICATIONS,
    assert_fits,
    choose_filter,
    save_top_up,
    search,
)
from playwright.sync_api import expect
from waiting import eventually

pytest_plugins = ["desk"]

STATES = "/odoo/action-odoo_discord_notify.discord_sync_state_action"
WEBHOOKS = "/odoo/action-odoo_discord_notify.discord_webhook_action"
HOLD = """
UPDATE discord_webhook SET held_until = now() AT TIME ZONE 'UTC' + interval '%s'
 WHERE env_key = 'DISCORD_WEBHOOK_SOLDE'"""
# As what another program has inserted, with a reference as long as the longest.
INSERT = """
INSERT INTO alimenteur_solde (client, solde, state, reference_no, create_date)
SELECT id, 725.5, 'done', 'SQL/MISSED/2026/11/0001', now() AT TIME ZONE 'UTC'
  FROM res_partner WHERE name = 'Dépôt Maârif' LIMIT 1
    ON CONFLICT DO NOTHING"""
# Or the schedule, at its first minute, tells what is missed here.
NO_SCHEDULE = "UPDATE ir_cron SET active = FALSE WHERE cron_name LIKE '%everything'"


@pytest.fixture
def clicks():
    """Count clicks: ``clicks(locator)`` clicks, ``clicks.count`` says how often."""

    def click(locator):
        click.count += 1
        locator.click()

    click.count = 0
    return click


@pytest.fixture
def held(office, sandbox):
    """The channel of top-ups waits for twenty minutes, and then no longer."""
    sandbox.cluster.sql(HOLD % "20 minutes", office.database)
    yield
    sandbox.cluster.sql(HOLD % "-1 minute", office.database)


def test_two_clicks_and_typing_say_whether_it_went_and_when(
    words, manager, log_in, office, clicks, console_errors, screenshot
):
    reference = save_top_up(office.rpc("agent"))
    admin = office.rpc("admin")
    find = [("content", "ilike", reference), ("state", "=", "sent")]
    eventually(lambda: admin.find("discord.notification", *find))
    page = log_in(manager, server=office)
    page.goto(f"{office.url}/odoo/discord")
    expect(page.locator(".o_discord_overview")).to_be_visible()
    clicks.count += 1  # the app itself, which opens the overview
    clicks(page.get_by_role("menuitem", name=words("Notifications")))
    search(page, reference)
    row = page.get_by_role("row", name=reference)
    expect(row.get_by_text(words("Sent"), exact=True)).to_be_visible()
    expect(row.locator("td[name=sent_date]")).to_contain_text(":")
    expect(page.locator("th[data-name=sent_date]")).to_be_visible()
    expect(page.locator("th[data-name=reason]")).to_have_count(0)
    screenshot(page, f"did_it_go_{words('Sent')}")
    assert clicks.count == 2
    page.locator(".o_facet_remove").last.click()
    choose_filter(page, words("Last 7 days"))
    expect(page.get_by_role("row", name=reference)).to_be_visible()
    assert console_errors == []


def test_what_is_held_says_when_it_goes_in_the_list_and_on_its_form(
    words, manager, held, log_in, office, console_errors, screenshot
):
    reference = save_top_up(office.rpc("agent"))
    page = log_in(manager, server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}")
    row = page.get_by_role("row", name=reference)
    around = words("around %s") % ""
    expect(row.locator("td[name=sent_date]")).to_contain_text(around)
    screenshot(page, f"held_{words('Sent')}")
    row.get_by_text(reference).click()
    note = page.locator("div[name=outlook_message]")
    sentence = words("It will be sent by itself around %s.").partition("%s")[0]
    expect(note).to_contain_text(sentence)
    screenshot(page, f"held_form_{words('Sent')}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{office.url}{NOTIFICATIONS}")
    card = page.locator(".o_kanban_record").filter(has_text=around)
    expect(card.first).to_be_visible()
    assert_fits(page)
    screenshot(page, f"held_390_{words('Sent')}")
    assert console_errors == []


def test_the_audit_of_top_ups_is_read_without_scrolling_or_opening(
    words, manager, log_in, office, sandbox, console_errors, screenshot
):
    sandbox.cluster.sql(NO_SCHEDULE, office.database)
    sandbox.cluster.sql(INSERT, office.database)
    reference = save_top_up(office.rpc("agent"))
    page = log_in(manager, server=office)
    page.goto(f"{office.url}/odoo/discord")
    page.get_by_role("menuitem", name=words("Top-ups")).click()
    for name in (words("Today"), words("Last 7 days")):
        choose_filter(page, name)
    missed = page.get_by_role("row", name="SQL/MISSED/2026/11/0001")
    expect(missed).to_contain_text(words("The next synchronization tells it."))
    told = page.get_by_role("row", name=reference)
    expect(told).to_contain_text(CLIENT)
    for name in ("reference_no", "sent_date", "client"):
        assert is_whole(missed.locator(f"td[name={name}]")), name
    assert_fits(page)
    screenshot(page, f"topups_{words('Sent')}")
    missed.click()
    expect(page.locator(".o_form_view h1")).to_contain_text(CLIENT)
    expect(page.locator(".oe_title")).to_contain_text("SQL/MISSED/2026/11/0001")
    screenshot(page, f"topup_{words('Sent')}")
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)
    screenshot(page, f"topup_390_{words('Sent')}")
    page.go_back()
    page.goto(f"{office.url}/odoo/action-odoo_discord_notify.discord_topup_action")
    expect(page.locator(".o_kanban_record").first).to_be_visible()
    assert_fits(page)
    screenshot(page, f"topups_390_{words('Sent')}")
    assert console_errors == []


def test_a_synchronization_reads_as_running_and_is_set_by_hand(
    words, manager, log_in, office, console_errors, screenshot
):
    admin = office.rpc("admin")
    console_id = admin.create("discord.sync.console", sync_type="all")
    admin.call("discord.sync.console", "action_run_now", [console_id])
    [state_id] = eventually(
        lambda: admin.find("discord.sync.state", ("sync_type", "=", "sync_BcLinbc"))
    )
    at_work = ("state", "in", ("queued", "running"))
    eventually(lambda: not admin.find("discord.sync.log", at_work))
    admin.call("discord.sync.state", "write", [state_id], {"is_syncing": True})
    page = log_in(manager, server=office)
    page.goto(f"{office.url}{STATES}")
    row = page.locator(".o_data_row").filter(has_text=words("Running"))
    expect(row).to_have_count(1)
    expect(page.locator(".o_list_table")).not_to_contain_text("sync_")
    screenshot(page, f"states_{words('Running')}")
    row.locator("td[name=status]").click()
    row = page.locator(".o_data_row.o_selected_row")
    row.locator("td[name=status] input").click()
    page.locator(".o_select_menu_item").filter(has_text=words("Idle")).click()
    page.locator(".o_list_button_save").click()
    eventually(lambda: not admin.find("discord.sync.state", ("is_syncing", "=", True)))
    page.goto(f"{office.url}{STATES}/{state_id}")
    page.get_by_role("radio", name=words("Running")).click()
    find = [("is_syncing", "=", True), ("id", "=", state_id)]
    eventually(lambda: admin.find("discord.sync.state", *find))
    screenshot(page, f"state_{words('Running')}")
    page.get_by_role("button", name=words("Unblock")).click()
    eventually(lambda: not admin.find("discord.sync.state", *find))
    assert console_errors == []


def test_reasons_take_their_room_only_where_a_request_failed(
    words, log_in, office, standin, console_errors
):
    admin = office.rpc("admin")
    reference = save_top_up(office.rpc("agent"))
    find = [("content", "ilike", reference), ("state", "=", "sent")]
    eventually(lambda: admin.find("discord.notification", *find))
    page = log_in("admin", server=office)
    page.goto(f"{office.url}/odoo/action-odoo_discord_notify.discord_delivery_action")
    choose_filter(page, words("Delivered"))
    expect(page.locator(".o_data_row").first).to_be_visible()
    expect(page.locator("th[data-name=reason]")).to_have_count(0)
    assert console_errors == []


def test_lists_name_things_as_people_do_and_whole(
    words, log_in, office, standin, console_errors, screenshot
):
    save_top_up(office.rpc("agent"))
    page = log_in("admin", server=office)
    for action in ("rule", "webhook", "sync_log", "delivery"):
        page.goto(
            f"{office.url}/odoo/action-odoo_discord_notify.discord_{action}_action"
        )
        rows = page.locator(".o_data_row")
        expect(rows.first).to_be_visible()
        table = page.locator(".o_list_table")
        for technical in ("alimenteur.solde", "date_ecriture", "sync_"):
            expect(table).not_to_contain_text(technical)
        for place in ("name", "webhook_id"):
            for cell in rows.locator(f"td[name={place}]").all():
                assert is_whole(cell), (action, cell.inner_text())
        screenshot(page, f"list_{action}_{words('Sent')}")
    rows.filter(has_text="200").first.click()
    title = page.locator(".o_form_view h1")
    expect(title).to_contain_text(CLIENT)
    screenshot(page, f"delivery_{words('Sent')}")
    page.goto(f"{office.url}/odoo/action-odoo_discord_notify.discord_rule_action")
    page.locator(".o_searchview_dropdown_toggler").click()
    page.get_by_role("menuitemcheckbox", name=words("Model"), exact=True).click()
    header = page.locator(".o_group_header").filter(has_text="Alimentation de solde")
    expect(header).to_have_count(1)
    assert console_errors == []


def test_reasons_and_buttons_leave_room_for_what_people_look_for(
    words, log_in, office, standin, console_errors, screenshot
):
    admin = office.rpc("admin")
    channel = Channel(admin, office.rpc("agent"), standin, "#bons-de-casablanca")
    standin.delete_webhook(channel.webhook.id)
    channel.tell("n001", "n002")
    eventually(lambda: channel.state()[0] == "broken")
    row_ids = [row["id"] for row in channel.rows("id")]
    admin.call("discord.notification", "action_cancel", row_ids[1:])
    page = log_in("admin", server=office)
    page.goto(f"{office.url}{WEBHOOKS}")
    broken = page.get_by_role("row", name=channel.webhook.name)
    expect(broken).to_contain_text("HTTP 404")
    for cell in page.locator(".o_data_row td[name=name]").all():
        assert is_whole(cell), cell.inner_text()
    screenshot(page, f"list_broken_{words('Sent')}")
    page.goto(f"{office.url}{NOTIFICATIONS}")
    canceled = page.get_by_role("row", name="n002").first
    expect(canceled).to_contain_text(words("Put back"))
    summary = page.locator("th[data-name=summary]")
    assert summary.bounding_box()["width"] > 180
    screenshot(page, f"list_reasons_{words('Sent')}")
    admin.call("discord.notification", "action_cancel", row_ids[:1])
    values = {"active": False}
    admin.call("discord.rule", "write", [channel.rule_id], values)
    admin.call("discord.webhook", "write", [channel.webhook_id], values)
    assert console_errors == []


def is_whole(cell):
    """Whether all of a cell's text is seen."""
    return cell.evaluate("el => el.scrollWidth <= el.clientWidth")
