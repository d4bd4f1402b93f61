"""What each of the product's people does, in a real browser and in their language."""

import itertools

import pytest
from people import (
    NOTIFICATIONS,
    assert_fits,
    choose,
    open_first_steps,
    open_tab,
    save_top_up,
    search,
)
from playwright.sync_api import expect
from waiting import PATIENCE

pytest_plugins = ["desk"]

TOLD = "Nouvelle alimentation détectée !"
RULES = "/odoo/action-odoo_discord_notify.discord_rule_action"
READ_ALL = "**/discord.overview/read_all"
_numbers = itertools.count(1)


@pytest.fixture
def new_channel(office):
    """The name of a webhook without a URL, and of the rule that it is for."""
    admin = office.rpc("admin")
    channel = f"Nouveau salon {next(_numbers)}"
    webhook_id = admin.create("discord.webhook", name=channel)
    rule_id = admin.create(
        "discord.rule",
        name=f"Lignes pour {channel}",
        model_name="bldimagaz.linbc",
        template="**{product}**",
        webhook_id=webhook_id,
    )
    yield channel, f"Lignes pour {channel}"
    admin.call("discord.rule", "write", [rule_id], {"active": False})
    admin.call("discord.webhook", "write", [webhook_id], {"active": False})


def test_an_administrator_goes_from_a_pasted_url_to_what_the_channel_will_be_told(
    words, log_in, office, standin, new_channel, console_errors, screenshot
):
    channel, rule = new_channel
    webhook = standin.add_webhook("Odoo", "nouveau-salon")
    page = log_in("admin", server=office)
    steps = open_first_steps(page, office, words)
    slow = []  # answers of the server that come after what the person does next
    page.route(READ_ALL, lambda route: slow.append(route))
    steps.locator("select").first.select_option(label=channel)
    test = steps.get_by_role("button", name=words("Test connection"))
    expect(test).to_be_disabled()
    url = steps.get_by_label(words("Webhook URL"))
    url.fill(webhook.url)
    steps.get_by_role("button", name=words("Keep it")).click()
    kept = words("Kept, encrypted. It is never shown again.")
    expect(steps.get_by_text(kept)).to_be_visible()
    for answer in slow:
        answer.continue_()
    page.unroute(READ_ALL)
    expect(url).to_have_value("")
    expect(steps.locator(".btn-primary")).to_have_text(words("Test connection"))
    test.click()
    answer = steps.locator("li").nth(1).get_by_role("status")
    expect(answer).to_contain_text(webhook.channel_id)
    link = answer.get_by_role("link").get_attribute("href")
    assert link.startswith("https://discord.com/channels/")
    assert link.endswith(f"/{webhook.channel_id}")
    assert standin.messages(webhook.channel_id) == []
    steps.get_by_role("button", name=words("Send a test message")).click()
    done = steps.locator("li").nth(3).get_by_role("status")
    expect(done).to_contain_text(channel)
    assert len(standin.messages(webhook.channel_id)) == 1
    expect(steps.locator(".btn-primary")).to_have_text(words("Open the rule"))
    shown_for = words("Shown for: %s").partition("%s")[0]
    expect(steps.locator(".o_discord_preview")).to_contain_text(shown_for)
    preview = steps.locator(".discord-message")
    expect(preview.locator("strong")).to_have_text(newest_line(office))
    screenshot(page, f"first_steps_{words('Overview')}")
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)
    page.set_viewport_size({"width": 1366, "height": 900})
    steps.get_by_role("button", name=words("Open the rule")).click()
    expect(page.locator("div[name=name] input")).to_have_value(rule)
    open_tab(page, words("Message"))
    expect(page.locator("div[name=template] textarea")).to_have_value("**{product}**")
    assert webhook.token not in page.content()
    assert console_errors == []


def test_an_operator_finds_a_clients_top_up_its_message_its_story_and_its_record(
    words, manager, log_in, office, standin, console_errors, screenshot
):
    reference = save_top_up(office.rpc("agent"))
    page = log_in(manager, server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}")
    search(page, "maârif")
    row = page.get_by_role("row", name=reference)
    expect(row.get_by_text(words("Sent"), exact=True)).to_be_visible()
    screenshot(page, f"found_{words('Sent')}")
    row.get_by_text(reference).click()
    message = page.locator("div[name=content]")
    expect(message.get_by_text(TOLD)).to_be_visible()
    expect(message.get_by_text(reference)).to_be_visible()
    expect(message.locator("blockquote").first).to_be_visible()
    story = page.locator(".o_discord_story li")
    expect(story.first).to_contain_text(words("by %s") % "Karim Agent")
    delivered = story.filter(has_text="HTTP 200")
    expect(delivered.get_by_role("button")).to_have_text(words("Delivered"))
    screenshot(page, f"story_{words('Sent')}")
    page.locator("button[name=action_open_record]").click()
    expect(page.locator("div[name=reference_no] input")).to_have_value(reference)
    assert console_errors == []


def test_a_manager_sees_the_week_by_rule_as_graph_and_pivot(
    words, manager, log_in, office, standin, console_errors, screenshot
):
    save_top_up(office.rpc("agent"))
    page = log_in(manager, server=office)
    page.goto(f"{office.url}/odoo/discord")
    expect(page.locator(".o_discord_chart canvas")).to_be_visible()
    page.get_by_text(words("As a table")).click()
    table = page.locator(".o_discord_overview details table")
    header = table.get_by_role("columnheader")
    expect(header.filter(has_text=words("Sent"))).to_be_visible()
    expect(table.locator("tbody tr")).to_have_count(14)
    page.get_by_label(words("Colours")).select_option("rule")
    expect(header.filter(has_text="Alimentation de solde")).to_be_visible()
    screenshot(page, f"overview_{words('Overview')}")
    page.goto(f"{office.url}{NOTIFICATIONS}")
    group_by(page, words("Rule"))
    groups = page.locator(".o_group_header")
    expect(groups.filter(has_text="Alimentation de solde")).to_have_count(1)
    screenshot(page, f"grouped_{words('Rule')}")
    for view, shown in (("graph", ".o_graph_renderer canvas"), ("pivot", "table")):
        page.locator(f".o_switch_view.o_{view}").click()
        expect(page.locator(f".o_content {shown}")).to_be_visible()
        screenshot(page, f"{view}_{words('Rule')}")
    expect(page.locator(".o_error_dialog")).to_have_count(0)
    assert console_errors == []


@pytest.mark.long  # the rule's form is walked in every run, by its own tests
def test_a_developer_has_their_own_model_told_by_a_rule_made_from_nothing(
    words, log_in, office, standin, new_channel, console_errors, screenshot
):
    channel, _rule = new_channel
    admin = office.rpc("admin")
    webhook = standin.add_webhook("Odoo", channel)
    webhook_ids = admin.find("discord.webhook", ("name", "=", channel))
    admin.call("discord.webhook", "write", webhook_ids, {"url": webhook.url})
    page = log_in("admin", server=office)
    page.goto(f"{office.url}{RULES}/new")
    page.locator("div[name=name] input").fill(f"Partenaires de {channel}")
    choose(page, "model_id", "res.partner", option="Contact")
    choose(page, "webhook_id", channel)
    open_tab(page, words("Message"))
    template = page.locator("div[name=template] textarea")
    template.press_sequentially("Bonjour {name}")
    expect(page.locator(".o_discord_preview")).to_contain_text("Bonjour ")
    page.get_by_role("button", name=words("Test this rule")).click()
    expect(page.get_by_text(words("Sent."), exact=True)).to_be_visible()
    screenshot(page, f"rule_{words('Rule')}")
    admin.create("res.partner", name="Yasmine")
    messages = standin.wait_for(2, timeout=PATIENCE, channel_id=webhook.channel_id)
    assert messages[-1]["content"] == "Bonjour Yasmine"
    rule_ids = admin.find("discord.rule", ("webhook_id", "in", webhook_ids))
    admin.call("discord.rule", "write", rule_ids, {"active": False})
    assert console_errors == []


def newest_line(server):
    """What the newest order line is of: the preview is about the latest record."""
    admin = server.rpc("admin")
    newest = max(admin.find("bldimagaz.linbc"))
    return admin.read("bldimagaz.linbc", newest, "product")["product"]


def group_by(page, name):
    page.locator(".o_searchview_dropdown_toggler").click()
    page.get_by_role("menuitemcheckbox", name=name, exact=True).click()
    page.locator(".o_searchview_dropdown_toggler").click()
