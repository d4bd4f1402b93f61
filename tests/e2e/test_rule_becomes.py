"""“When it becomes …”: picked on the rule's form, and told only then."""

import pytest
from people import LANGS, Words, assert_fits, choose, speak
from playwright.sync_api import expect
from waiting import eventually

RULES = "/odoo/action-odoo_discord_notify.discord_rule_action"


@pytest.fixture(params=LANGS)
def words(request, admin):
    speak(admin, request.param, "admin")
    yield Words(request.param)
    speak(admin, "en_US", "admin")


def test_a_new_value_is_picked_in_words_and_only_it_is_told(
    log_in, admin, add_channel, words, console_errors, screenshot
):
    name = f"#adresses {words('Rule')}"
    channel = add_channel(name)
    page = log_in("admin")
    page.goto(f"{RULES}/new")
    page.locator("div[name=name] input").fill(name)
    choose(page, "model_id", "Contact")
    choose(page, "webhook_id", name)
    page.get_by_label(words("A field changes")).check()
    becomes = page.locator("div[name=becomes]")
    expect(becomes).to_have_count(0)
    watched = page.locator("div[name=watched_fields] input")
    watched.fill("type")
    page.locator("div[name=watched_fields] .o-autocomplete--dropdown-item").filter(
        has_text="type"
    ).filter(has_text="dresse" if words.lang == "fr_FR" else "ddress").first.click()
    becomes.locator("input").click()
    options = becomes.get_by_role("option")
    expect(options.first).to_be_visible()
    screenshot(page, f"becomes_{words('Rule')}")
    delivery = dict(type_labels(admin, words.lang))["delivery"]
    options.filter(has_text=delivery).first.click()
    expect(becomes.locator(".o_tag")).to_have_text([delivery])
    page.get_by_role("tab", name="Message").click()
    page.locator("div[name=template] textarea").fill("Livraison : {name}")
    page.get_by_role("tab", name=words("When")).click()
    screenshot(page, f"becomes_picked_{words('Rule')}")
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)
    becomes.scroll_into_view_if_needed()
    screenshot(page, f"becomes_picked_{words('Rule')}_390")
    page.set_viewport_size({"width": 1366, "height": 900})
    with page.expect_response("**/web_save"):
        page.locator(".o_form_button_save").click()
    expect(becomes.locator(".o_tag")).to_have_text([delivery])
    found = [("name", "=", name), ("id", "!=", channel.rule_id)]
    rule_ids = admin.find("discord.rule", *found)
    kept = admin.read("discord.rule", rule_ids[0], "filter_domain")["filter_domain"]
    assert kept == "[('type', '=', 'delivery')]"
    partner_id = admin.create("res.partner", name="Nadia")
    for value in ("invoice", "delivery"):
        admin.call("res.partner", "write", [partner_id], {"type": value})
    eventually(channel.messages)
    assert [m["content"] for m in channel.messages()] == ["Livraison : Nadia"]
    becomes.locator(".o_delete").click()
    expect(becomes.locator(".o_tag")).to_have_count(0)
    page.locator(".o_form_button_cancel").click()
    admin.call("discord.rule", "write", rule_ids, {"active": False})
    assert console_errors == []


def type_labels(admin, lang):
    """The values of a contact's type, each with its label in a language."""
    fields = admin.call(
        "res.partner", "fields_get", ["type"], ["selection"], context={"lang": lang}
    )
    return fields["type"]["selection"]
