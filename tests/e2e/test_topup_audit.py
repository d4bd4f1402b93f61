"""The audit of top-ups in a real browser, as the operator reads it."""

import re

import pytest
from behind import stop_schedule
from people import CLIENT, save_top_up
from playwright.sync_api import expect
from waiting import eventually

INSERT = """
INSERT INTO alimenteur_solde (client, solde, state, reference_no, create_date)
SELECT id, 725.5, 'done', 'SQL/AUDIT', now() AT TIME ZONE 'UTC'
  FROM res_partner WHERE name = 'Dépôt Maârif' LIMIT 1"""


@pytest.fixture
def told(office, sandbox, standin):
    """The reference of a top-up that was told; beside it, one that nobody heard of."""
    reference = save_top_up(office.rpc("agent"))
    find = [("content", "ilike", reference), ("state", "=", "sent")]
    eventually(lambda: office.rpc("admin").find("discord.notification", *find))
    stop_schedule(sandbox.cluster, office.database)
    sandbox.cluster.sql(INSERT, office.database)
    return reference


def test_an_operator_sees_what_was_told_and_what_was_not(
    page, log_in, office, told, console_errors, screenshot
):
    log_in("admin", server=office)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{office.url}/odoo/discord")
    page.get_by_role("menuitem", name="Top-ups").click()
    row = page.get_by_role("row", name=told)
    expect(row).to_contain_text(CLIENT)
    expect(row).to_contain_text("Sent")
    screenshot(page, "topups")
    page.locator(".o_searchview_dropdown_toggler").click()
    page.get_by_role("menuitemcheckbox", name="Not told").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("row", name="SQL/AUDIT")).to_contain_text("Not told")
    expect(row).to_have_count(0)
    page.get_by_label("Remove").click()
    row.click()
    expect(page.locator(".o_form_view div[name=told]")).to_have_text("Sent")
    screenshot(page, "topup")
    page.locator(".o_form_view div[name=notification_id] a").click()
    expect(page.locator(".o_discord_story")).to_be_visible()
    # The address follows the page a moment later; without it, back is too far back.
    expect(page).to_have_url(re.compile(r"/discord\.notification/\d+$"))
    page.go_back()
    page.get_by_role("button", name="Open the top-up").click()
    expect(page.locator(".o_form_view div[name=date_done] input")).to_be_visible()
    assert console_errors == []
