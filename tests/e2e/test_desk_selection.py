"""What a manager does to a selection of notifications, and how it is taken back."""

import re

import pytest
from people import (
    CLIENT,
    NOTIFICATIONS,
    assert_fits,
    choose_filter,
    save_top_up,
    search,
    switch_sender,
)
from playwright.sync_api import expect
from waiting import eventually

pytest_plugins = ["desk"]


@pytest.fixture
def admin(office):
    return office.rpc("admin")


@pytest.fixture
def mixed(office, admin, standin):
    """The reference of a top-up that was sent, and those of three that wait."""
    sent = save_top_up(office.rpc("agent"))
    find = [("content", "ilike", sent), ("state", "=", "sent")]
    eventually(lambda: admin.find("discord.notification", *find))
    switch_sender(admin, False)
    yield sent, [save_top_up(office.rpc("agent")) for _ in range(3)]
    switch_sender(admin, True)


def test_canceling_asks_with_the_count_and_is_taken_back_in_its_place(
    words, manager, mixed, log_in, office, standin, console_errors, screenshot
):
    sent, waiting = mixed
    page = log_in(manager, server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}")
    for reference in (sent, *waiting):
        select(page, reference)
    bar = page.locator(".o_selection_container")
    screenshot(page, f"bar_{words('Sent')}")
    bar.get_by_role("button", name=words("Cancel"), exact=True).click()
    dialog = page.locator(".modal")
    counts = {"fit": 3, "count": 4}
    asked = words("%(fit)s of %(count)s will not be sent to Discord.") % counts
    expect(dialog).to_contain_text(asked)
    expect(dialog).to_contain_text(words("already sent: %s")[1:] % 1)
    screenshot(page, f"cancel_asks_{words('Sent')}")
    dialog.get_by_role("button", name=words("Leave it")).click()
    expect(dialog).to_have_count(0)
    expect(row_of(page, waiting[0])).to_contain_text(words("In queue"))
    bar.get_by_role("button", name=words("Cancel"), exact=True).click()
    dialog.get_by_role("button", name=words("Do not send")).click()
    counts = {"canceled": 3, "count": 4}
    told = words("Will not be sent: %(canceled)s of %(count)s") % counts
    expect(page.locator(".o_notification")).to_contain_text(told)
    for reference in waiting:
        expect(row_of(page, reference)).to_contain_text(words("Canceled"))
    assert standin.messages()[1:] == []
    screenshot(page, f"canceled_{words('Sent')}")
    # What was selected is selected still: one click takes it back.
    bar.get_by_role("button", name=words("Put back into the queue")).click()
    for reference in waiting:
        expect(row_of(page, reference)).to_contain_text(words("In queue"))
    bar.locator(".o_unselect_all").click()
    row_of(page, waiting[0]).get_by_text(waiting[0]).click()
    story = page.locator(".o_discord_story li")
    for step in ("Canceled", "Back in the queue"):
        done = story.filter(has_text=words(step))
        expect(done).to_contain_text(words("by %s") % "Samira")
        expect(done.locator("span.text-muted")).to_contain_text(":")
    screenshot(page, f"put_back_story_{words('Sent')}")
    assert console_errors == []


def test_what_was_asked_for_is_put_back_as_a_new_row_that_names_the_old_one(
    words, manager, mixed, log_in, office, admin, console_errors, screenshot
):
    reference, _waiting = mixed
    [topup_id] = admin.find("alimenteur.solde", ("reference_no", "=", reference))
    row_id = tell_by_action(admin, topup_id)
    page = log_in(manager, server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}/{row_id}")
    page.get_by_role("button", name=words("Cancel"), exact=True).click()
    page.locator(".modal").get_by_role("button", name=words("Do not send")).click()
    page.get_by_role("button", name=words("Put back into the queue")).click()
    put_back = page.get_by_role("button", name=words("Put back into the queue"))
    expect(put_back).to_have_count(0)
    [new_id] = admin.find("discord.notification", ("repeat_of_id", "=", row_id))
    page.goto(f"{office.url}{NOTIFICATIONS}/{new_id}")
    expect(page.locator("div[name=repeat_of_id]")).to_contain_text(reference)
    screenshot(page, f"put_back_new_{words('Sent')}")
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)
    screenshot(page, f"put_back_new_390_{words('Sent')}")
    assert console_errors == []


def test_a_rows_button_keeps_the_selection_and_the_bar_has_what_fits_it(
    words, manager, mixed, log_in, office, standin, console_errors, screenshot
):
    sent, waiting = mixed
    page = log_in(manager, server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}")
    bar = page.locator(".o_selection_container")
    select(page, sent)
    expect(bar.get_by_role("button", name=words("Send again"))).to_be_visible()
    expect(bar.get_by_role("button", name=words("Send now"))).to_have_count(0)
    select(page, waiting[1])
    select(page, waiting[2])
    expect(bar.get_by_role("button", name=words("Send now"))).to_be_visible()
    expect(bar.get_by_role("button", name=words("Retry"))).to_have_count(0)
    row_of(page, waiting[0]).get_by_role("button", name=words("Send now")).click()
    expect(row_of(page, waiting[0])).to_contain_text(words("Sent"))
    for reference in (sent, *waiting[1:]):
        expect(row_of(page, reference).get_by_role("checkbox")).to_be_checked()
    bar.get_by_role("button", name=words("Send now")).click()
    counts = words("%(sent)s of %(count)s sent") % {"sent": 2, "count": 3}
    why = words("already sent: %s") % 1
    toast = page.locator(".o_notification").filter(has_text=counts)
    expect(toast).to_contain_text(why)
    screenshot(page, f"sent_of_{words('Sent')}")
    assert console_errors == []


def test_sending_a_told_record_asks_as_sending_its_notification_does(
    words, manager, log_in, office, admin, standin, console_errors, screenshot
):
    reference = save_top_up(office.rpc("agent"))
    find = [("content", "ilike", reference), ("state", "=", "sent")]
    [row_id] = eventually(lambda: admin.find("discord.notification", *find))
    topup_id = admin.read("discord.notification", row_id, "res_id")["res_id"]
    question = words("This was sent already. Send it once more?")
    page = log_in(manager, server=office)
    page.goto(f"{office.url}/odoo/alimenteur.solde/{topup_id}")
    page.locator(".o_cp_action_menus button:has(.fa-cog)").click()
    # As it was written into the database, or in the person's language.
    send = re.compile(f"^(Send to Discord now|{words('Send to Discord now')})$")
    page.locator(".o-dropdown--menu").last.get_by_text(send).click()
    dialog = page.locator(".modal")
    expect(dialog).to_contain_text(question)
    screenshot(page, f"record_asks_{words('Sent')}")
    dialog.get_by_role("button", name=words("Leave it")).click()
    page.goto(f"{office.url}{NOTIFICATIONS}/{row_id}")
    page.get_by_role("button", name=words("Send again")).click()
    expect(dialog).to_contain_text(question)
    assert len(standin.messages()) == 1
    dialog.get_by_role("button", name=words("Send again")).click()
    expect(page.get_by_text(words("Sent."), exact=True)).to_be_visible()
    assert len(standin.messages()) == 2
    assert console_errors == []


def test_a_search_that_finds_nothing_says_so_and_where_to_look(
    words, manager, log_in, office, console_errors, screenshot
):
    page = log_in(manager, server=office)
    for action in ("notification", "delivery", "rule", "webhook"):
        assert_says_that_nothing_matches(page, office, action, words)
    for action in ("sync_state", "sync_log", "topup"):
        assert_says_that_nothing_matches(page, office, action, words)
    page.goto(f"{office.url}{NOTIFICATIONS}")
    search(page, "zzzz-nowhere")
    screenshot(page, f"no_match_{words('Sent')}")
    page.locator(".o_view_nocontent a").last.click()
    expect(page.locator(".o_breadcrumb")).to_contain_text(words("Top-ups"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{office.url}{NOTIFICATIONS}")
    expect(page.locator(".o_kanban_record").first).to_be_visible()
    assert console_errors == []


def test_all_that_a_filter_finds_is_canceled_and_nothing_stays_selected(
    words, manager, mixed, log_in, office, admin, console_errors, screenshot
):
    """More than a page shows."""
    [client_id] = admin.find("res.partner", ("name", "=", CLIENT))
    topup = {"client": client_id, "solde": 1500}
    admin.call("alimenteur.solde", "create", [topup] * 80)
    page = log_in(manager, server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}")
    choose_filter(page, words("Waiting"))
    waiting = [("state", "=", "outgoing"), ("edit_of_id", "=", False)]
    count = admin.call("discord.notification", "search_count", waiting)
    # Or the list, drawn anew for the filter, forgets what was selected before.
    expect(page.locator(".o_pager_limit")).to_have_text(str(count))
    page.locator("thead .o_list_record_selector input").check()
    bar = page.locator(".o_selection_container")
    bar.locator(".o_select_domain").click()
    bar.get_by_role("button", name=words("Cancel"), exact=True).click()
    counts = {"fit": count, "count": count}
    asked = words("%(fit)s of %(count)s will not be sent to Discord.") % counts
    expect(page.locator(".modal")).to_contain_text(asked)
    page.locator(".modal").get_by_role("button", name=words("Do not send")).click()
    nothing = page.locator(".o_view_nocontent")
    expect(nothing).to_contain_text(words("Nothing matches your search"))
    expect(bar).to_have_count(0)
    screenshot(page, f"canceled_all_{words('Sent')}")
    assert console_errors == []


def assert_says_that_nothing_matches(page, office, action, words):
    page.goto(f"{office.url}/odoo/action-odoo_discord_notify.discord_{action}_action")
    search(page, "zzzz-nowhere")
    help_ = page.locator(".o_view_nocontent")
    expect(help_).to_contain_text(words("Nothing matches your search"))
    expect(help_.locator(".o_discord_nothing_yet")).to_be_hidden()


def tell_by_action(admin, topup_id):
    """Have a server action tell of a top-up, as automations do; returns its row."""
    values = {"name": "Tell", "state": "discord"}
    values["model_id"] = admin.find("ir.model", ("model", "=", "alimenteur.solde"))[0]
    [values["discord_rule_id"]] = admin.find(
        "discord.rule", ("model_name", "=", "alimenteur.solde")
    )
    action_id = admin.create("ir.actions.server", **values)
    context = {"active_model": "alimenteur.solde", "active_ids": [topup_id]}
    context["active_id"] = topup_id
    admin.call("ir.actions.server", "run", [action_id], context=context)
    found = [("res_id", "=", topup_id), ("event", "=", "manual")]
    return admin.find("discord.notification", *found)[0]


def row_of(page, reference):
    return page.get_by_role("row", name=reference)


def select(page, reference):
    row_of(page, reference).get_by_role("checkbox").check()
