"""What each of the product's people does, in a real browser and in either size."""

import pytest
from people import NOTIFICATIONS, assert_fits, open_first_steps, save_top_up
from playwright.sync_api import expect

TOLD = "Nouvelle alimentation détectée !"


@pytest.fixture
def new_channel(office):
    """The name of a webhook without a URL, and of the rule that it is for."""
    admin = office.rpc("admin")
    webhook_id = admin.create("discord.webhook", name="Nouveau salon")
    rule_id = admin.create(
        "discord.rule",
        name="Lignes du nouveau salon",
        model_name="bldimagaz.linbc",
        template="{product}",
        webhook_id=webhook_id,
    )
    yield "Nouveau salon", "Lignes du nouveau salon"
    admin.call("discord.rule", "write", [rule_id], {"active": False})
    admin.call("discord.webhook", "write", [webhook_id], {"active": False})


def test_an_administrator_goes_from_a_pasted_url_to_the_rules_of_the_channel(
    log_in, office, standin, new_channel, console_errors, screenshot
):
    channel, rule = new_channel
    webhook = standin.add_webhook("Odoo", "nouveau-salon")
    page = log_in("admin", server=office)
    steps = open_first_steps(page, office)
    steps.locator("select").select_option(label=channel)
    expect(steps.get_by_role("button", name="Test connection")).to_be_disabled()
    steps.get_by_label("Webhook URL").fill(webhook.url)
    steps.get_by_role("button", name="Keep it").click()
    expect(steps.get_by_text("Kept, encrypted")).to_be_visible()
    expect(steps.get_by_label("Webhook URL")).to_have_value("")
    steps.get_by_role("button", name="Test connection").click()
    answer = steps.locator("li").nth(1).get_by_role("status")
    expect(answer).to_contain_text(webhook.channel_id)
    assert standin.messages(webhook.channel_id) == []
    steps.get_by_role("button", name="Send a test message").click()
    expect(steps.get_by_text(f"Done: {channel} works.")).to_be_visible()
    assert len(standin.messages(webhook.channel_id)) == 1
    screenshot(page, "first_steps_done")
    page.set_viewport_size({"width": 390, "height": 844})
    screenshot(page, "first_steps_done_390")
    assert_fits(page)
    page.set_viewport_size({"width": 1366, "height": 900})
    steps.get_by_role("button", name="See its rules").click()
    rows = page.locator(".o_data_row")
    expect(rows).to_have_count(1)
    rows.get_by_text(rule).click()
    expect(page.locator("div[name=template] textarea")).to_have_value("{product}")
    assert webhook.token not in page.content()
    assert console_errors == []


def test_an_operator_finds_a_clients_top_up_its_message_its_story_and_its_record(
    manager, log_in, office, standin, console_errors, screenshot
):
    reference = save_top_up(office.rpc("agent"))
    page = log_in(manager, server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}")
    search(page, "maârif")
    row = page.get_by_role("row", name=reference)
    expect(row.get_by_text("Sent", exact=True)).to_be_visible()
    screenshot(page, "found")
    row.get_by_text(reference).click()
    message = page.locator("div[name=content]")
    expect(message.get_by_text(TOLD)).to_be_visible()
    expect(message.get_by_text(reference)).to_be_visible()
    expect(message.locator("blockquote").first).to_be_visible()
    story = page.locator(".o_discord_story li")
    expect(story.first).to_contain_text("Karim Agent")
    expect(story.filter(has_text="HTTP 200")).to_have_count(1)
    screenshot(page, "story")
    page.locator("button[name=action_open_record]").click()
    expect(page.locator("div[name=reference_no] input")).to_have_value(reference)
    assert console_errors == []


def test_a_manager_sees_the_week_by_rule_as_graph_and_pivot(
    manager, log_in, office, standin, console_errors, screenshot
):
    save_top_up(office.rpc("agent"))
    page = log_in(manager, server=office)
    page.goto(f"{office.url}/odoo/discord")
    expect(page.locator(".o_discord_chart canvas")).to_be_visible()
    page.get_by_text("As a table").click()
    table = page.locator(".o_discord_overview details table")
    expect(table.get_by_role("columnheader", name="Sent")).to_be_visible()
    expect(table.locator("tbody tr")).to_have_count(14)
    page.get_by_label("Colours").select_option("rule")
    expect(
        table.get_by_role("columnheader", name="Alimentation de solde")
    ).to_be_visible()
    screenshot(page, "overview")
    page.goto(f"{office.url}{NOTIFICATIONS}")
    group_by(page, "Rule")
    groups = page.locator(".o_group_header")
    expect(groups.filter(has_text="Alimentation de solde")).to_have_count(1)
    screenshot(page, "grouped")
    for view, shown in (("graph", ".o_graph_renderer canvas"), ("pivot", "table")):
        page.locator(f".o_switch_view.o_{view}").click()
        expect(page.locator(f".o_content {shown}")).to_be_visible()
        screenshot(page, view)
    expect(page.locator(".o_error_dialog")).to_have_count(0)
    assert console_errors == []


def search(page, words):
    field = page.get_by_role("searchbox")
    field.fill(words)
    expect(page.locator(".o_searchview_autocomplete")).to_be_visible()
    field.press("Enter")
    expect(page.locator(".o_searchview_facet")).to_contain_text(words)


def group_by(page, name):
    page.locator(".o_searchview_dropdown_toggler").click()
    page.get_by_role("menuitemcheckbox", name=name, exact=True).click()
    page.locator(".o_searchview_dropdown_toggler").click()
