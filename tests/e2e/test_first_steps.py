"""From an empty Odoo to a first rule: what waits is said, what is there is offered."""

import pytest
from clicks import Clicks
from people import LANGS, Words, assert_fits, open_first_steps, speak
from playwright.sync_api import expect
from waiting import eventually

pytest_plugins = ["apps.office"]

CHANNEL = "Bons de commande"  # the one with a URL
READY_MADE = "**/discord.rule/preview_ready_made"
MOST_CLICKS = 8  # from the apps menu to a rule that watches sales


@pytest.fixture(scope="module")
def home(apps):
    """An Odoo that has sales and deliveries, and none of the customer's models."""
    return apps.server


@pytest.fixture(params=LANGS)
def words(request, apps):
    speak(apps.admin, request.param, "admin")
    yield Words(request.param)
    speak(apps.admin, "en_US", "admin")


@pytest.mark.long
def test_a_rule_that_waits_for_its_model_is_not_congratulated(
    apps, log_in, words, screenshot
):
    page = log_in("admin", server=apps.server)
    steps = open_first_steps(page, apps.server, words)
    steps.locator("select").first.select_option(label=CHANNEL)
    last = steps.locator("li").nth(3)
    missing = words(
        "The model %s is not installed. The rule starts by itself when it is."
    )
    expect(last.locator(".alert")).to_contain_text(missing % "bldimagaz.bc")
    for name in ("Confirmed sale", "Paid invoice", "Late delivery", "New contact"):
        expect(last.get_by_role("button", name=words(name))).to_be_visible()
    steps.get_by_role("button", name=words("Test connection")).click()
    steps.get_by_role("button", name=words("Send a test message")).click()
    connected = words("%s is connected. What is missing is a rule that watches.")
    expect(last.get_by_text(connected % CHANNEL)).to_be_visible()
    expect(last.locator(".text-success")).to_have_count(0)
    expect(steps.locator(".btn-primary")).to_have_text(words("Make a rule"))
    screenshot(page, f"steps_waiting_{words('Overview')}")
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)
    last.scroll_into_view_if_needed()
    screenshot(page, f"steps_waiting_{words('Overview')}_390")


def test_a_rule_on_sales_is_ready_in_few_clicks(
    apps, log_in, words, new_order, apps_standin, screenshot
):
    page, click = log_in("admin", server=apps.server), Clicks()
    page.goto(f"{apps.server.url}/odoo/settings")
    click(page.locator(".o_navbar_apps_menu button"))
    click(page.get_by_role("menuitem", name="Discord", exact=True))
    expect(page.get_by_role("heading", name="Webhooks")).to_be_visible()
    steps = page.locator("section.o_discord_steps")
    if not steps.count():
        click(page.get_by_role("button", name=words("First steps")))
    click.choose(steps.locator("select").first, CHANNEL)
    click(steps.get_by_role("button", name=words("Confirmed sale")))
    preview = steps.locator(".o_discord_preview").last
    french = words.lang == "fr_FR"
    expect(preview).to_contain_text("Client" if french else "Customer")
    screenshot(page, f"steps_ready_{words('Overview')}")
    click(steps.get_by_role("button", name=words("Use this rule")))
    expect(page.locator("div[name=name] input")).to_have_value(words("Confirmed sale"))
    becomes = page.locator("div[name=becomes]")
    expect(becomes.locator(".o_tag")).to_have_count(1)
    expect(page.locator("div[name=webhook_id] input")).to_have_value(CHANNEL)
    screenshot(page, f"ready_form_{words('Overview')}")
    page.set_viewport_size({"width": 390, "height": 844})
    screenshot(page, f"ready_form_{words('Overview')}_390")
    page.set_viewport_size({"width": 1366, "height": 900})
    with page.expect_response("**/web_save"):
        click(page.locator(".o_form_button_save"))
    assert click.count <= MOST_CLICKS
    order_id = new_order(2)
    apps.seller.call("sale.order", "action_confirm", [order_id])
    name = apps.seller.read("sale.order", order_id, "name")["name"]
    title = f"Vente confirmée : {name}" if french else f"Sale confirmed: {name}"
    eventually(lambda: any(title in m["content"] for m in apps_standin.messages()))
    found = [("model_name", "=", "sale.order"), ("active", "=", True)]
    rule_ids = apps.admin.find("discord.rule", *found)
    apps.admin.call("discord.rule", "write", rule_ids, {"active": False})


def test_the_last_choice_is_shown_however_slow_the_answer_to_another(apps, log_in):
    page = log_in("admin", server=apps.server)
    steps = open_first_steps(page, apps.server)
    slow = []

    def hold_the_first(route):
        asked = route.request.post_data_json["params"]["args"]
        slow.append(route) if asked == ["sale"] else route.continue_()

    page.route(READY_MADE, hold_the_first)
    sale, contact = (
        steps.get_by_role("button", name=name)
        for name in ("Confirmed sale", "New contact")
    )
    sale.click()
    contact.click()
    expect(contact).to_have_attribute("aria-pressed", "true")
    with page.expect_response(READY_MADE):
        slow.pop().continue_()
    page.evaluate("() => new Promise((done) => setTimeout(done, 200))")  # it is read
    expect(sale).to_have_attribute("aria-pressed", "false")
    expect(steps.locator(".o_discord_preview").last).to_contain_text("New contact")


def test_the_overview_asks_the_server_once(apps, log_in):
    page = log_in("admin", server=apps.server)
    asked = []
    page.on(
        "request",
        lambda one: "/call_kw/discord." in one.url and asked.append(one.url),
    )
    with page.expect_response("**/discord.overview/read_all"):
        page.goto(f"{apps.server.url}/odoo/discord")
    at_first = len(asked)
    expect(page.get_by_role("heading", name="Webhooks")).to_be_visible()
    expect(page.locator(".o_discord_overview canvas")).to_be_visible()
    assert at_first == 1
    # It reads itself anew when something happens.
    assert {url.rpartition("/call_kw/")[2] for url in asked} == {
        "discord.overview/read_all"
    }
