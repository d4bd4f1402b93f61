"""An administrator makes a rule from nothing, on a model nobody prepared."""

import pytest
from people import choose, insert_field, open_tab
from playwright.sync_api import expect
from waiting import eventually

RULES = "/odoo/action-odoo_discord_notify.discord_rule_action"


@pytest.fixture
def channel(add_channel):
    return add_channel("#contacts")


def test_a_rule_on_contacts_is_made_seen_tested_and_fires(
    log_in, admin, channel, standin, screenshot
):
    page = log_in("admin")
    page.goto(f"{RULES}/new")
    page.locator("div[name=name] input").fill("Contacts")
    choose(page, "model_id", "Contact")
    choose(page, "webhook_id", "#contacts")
    open_tab(page, "Message")
    template = page.locator("div[name=template] textarea")
    template.press_sequentially("Bonjour ")
    preview = page.locator(".o_discord_preview")
    expect(preview).to_contain_text("Bonjour")
    insert_field(page, "display_name", "Display Name")
    expect(template).to_have_value("Bonjour {display_name}")
    admin.create("res.partner", name="Yasmine")
    template.press_sequentially(" **de** {citi")
    expect(preview.get_by_role("alert")).to_contain_text("has no “}”")
    template.press_sequentially("}")
    expect(preview.get_by_role("alert")).to_contain_text("Did you mean")
    for _ in "{citi}":
        template.press("Backspace")
    expect(preview.get_by_role("alert")).to_have_count(0)
    expect(preview).to_contain_text("Bonjour Yasmine de")
    screenshot(page, "rule")
    page.set_viewport_size({"width": 390, "height": 844})
    screenshot(page, "rule_390")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Test this rule").click()
    expect(page.get_by_text("Sent.", exact=True)).to_be_visible()
    [test] = greetings(standin)
    assert test.startswith("Bonjour Yasmine **de**\n-# Essai de la règle")
    admin.create("res.partner", name="Nadia")
    eventually(lambda: greetings(standin)[1:] == ["Bonjour Nadia **de**"])
    rule_ids = admin.find("discord.rule", ("name", "=", "Contacts"))
    admin.call("discord.rule", "write", rule_ids, {"active": False})


def test_what_to_watch_is_picked_by_keyboard_from_what_can_be_watched(
    log_in, admin, add_channel, screenshot
):
    channel = add_channel("#villes")
    page = log_in("admin")
    page.goto(f"{RULES}/new")
    page.locator("div[name=name] input").fill("Villes")
    page.get_by_label("A field changes").check()
    watched = page.locator("div[name=watched_fields]")
    watched.locator("input").fill("city, fax")  # no model yet: a text
    choose(page, "model_id", "Contact")
    expect(watched.locator(".o_tag")).to_have_text(["City", "fax"])
    picker = watched.locator("input")
    picker.press("Backspace")
    expect(watched.locator(".o_tag")).to_have_text(["City"])
    picker.press_sequentially("Last Updated on")
    expect(watched.get_by_text("changes with every save").first).to_be_visible()
    screenshot(page, "rule_fields")
    picker.press("Enter")
    picker.fill("phone")
    expect(watched.get_by_role("option", name="Phone").first).to_be_visible()
    picker.press("Enter")
    expect(watched.locator(".o_tag")).to_have_text(["City", "Phone"])
    page.locator("div[name=reason_field] input").fill("job")
    page.locator("div[name=reason_field]").get_by_role("option").first.click()
    choose(page, "webhook_id", "#villes")
    open_tab(page, "Message")
    insert = page.locator("div[name=template]")
    for name in ("{old.city}", "{new.city}", "{reason}"):
        insert.get_by_role("button", name=name).click()
    page.set_viewport_size({"width": 390, "height": 844})
    screenshot(page, "rule_fields_390")
    with page.expect_response("**/web_save"):
        page.locator(".o_form_button_save").click()
    [rule_id] = admin.find("discord.rule", ("name", "=", "Villes"))
    kept = admin.read("discord.rule", rule_id, "watched_fields", "reason_field")
    assert (kept["watched_fields"], kept["reason_field"]) == ("city, phone", "function")
    partner_id = admin.create("res.partner", name="Nadia", city="Rabat")
    move = {"city": "Fès", "function": "Directrice"}
    admin.call("res.partner", "write", [partner_id], move)
    eventually(channel.messages)
    assert [m["content"] for m in channel.messages()] == ["RabatFèsDirectrice"]
    admin.call("discord.rule", "write", [rule_id], {"active": False})


def greetings(standin):
    """What arrived of the rule; what other tests left may still be on its way."""
    texts = [message["content"] for message in standin.messages()]
    return [text for text in texts if text.startswith("Bonjour")]


def test_what_a_broken_rule_could_not_say_is_sent_once_it_is_mended(
    log_in, admin, channel, standin, screenshot
):
    broken = {"template": "Perdu : {prodct}"}
    admin.call("discord.rule", "write", [channel.rule_id], broken)
    for product in ("Farine", "Sucre"):
        channel.tell(product)
    page = log_in("admin")
    page.goto(f"{RULES}/{channel.rule_id}")
    alert = page.locator(".o_form_view .alert-danger").first
    expect(alert).to_contain_text("Did you mean product?")
    send = page.get_by_role("button", name="Send the 2 that failed")
    expect(send).to_have_count(0)
    open_tab(page, "Message")
    page.locator("div[name=template] textarea").fill("Trouvé : {product}")
    expect(alert).to_contain_text("could not be written: 2")
    expect(alert).not_to_contain_text("Did you mean")
    screenshot(page, "rule_failed")
    page.set_viewport_size({"width": 390, "height": 844})
    screenshot(page, "rule_failed_390")
    send.click()
    expect(page.get_by_text("2 of 2 are on their way")).to_be_visible()
    expect(page.locator(".o_form_view .alert-danger")).to_have_count(0)
    eventually(lambda: len(channel.messages()) > 0)
    eventually(lambda: channel.states() == ["sent"] * 2)
    said = "\n".join(message["content"] for message in channel.messages())
    assert [line for line in said.splitlines() if line] == [
        "Trouvé : Farine",
        "Trouvé : Sucre",
    ]
