"""The preview shows what Discord's apps would show, and warns before anybody saves."""

import pytest
from people import insert_field, open_tab
from playwright.sync_api import expect

from discord.drawing import drawing

RULES = "/odoo/action-odoo_discord_notify.discord_rule_action"


@pytest.fixture
def form(log_in, admin):
    """The form of a rule on contacts, not saved yet."""
    admin.create("res.partner", name="ديبو المعاريف", city="الرباط", street="فاس")
    page = log_in("admin")
    page.goto(f"{RULES}/new")
    page.locator("div[name=name] input").fill("Contacts")
    place = page.locator("div[name=model_id]")
    place.locator("input").fill("Contact")
    place.get_by_role("option", name="Contact", exact=True).click()
    open_tab(page, "Message")
    return page


def test_the_preview_stops_where_the_apps_do_and_says_so(form, screenshot):
    template = form.locator("div[name=template] textarea")
    template.fill("💸" * 199 + " fin")
    preview = form.locator(".o_discord_preview")
    expect(preview.locator(".discord-text")).to_have_text("💸" * 199 + " fin")
    template.fill("💸" * 200 + " fin")
    expect(preview).to_contain_text("Discord's apps stop here")
    expect(preview.locator(".discord-text")).to_have_text("💸" * 199)
    screenshot(form, "preview_cut")


def test_right_to_left_values_keep_their_order_in_the_preview(form, screenshot):
    template = form.locator("div[name=template] textarea")
    template.fill("**{city} → {street}**\n> {name}\n> `{city}`")
    words = form.locator(".o_discord_preview .discord-text strong")
    expect(words).to_have_text("\u2068الرباط\u2069 → \u2068فاس\u2069")
    screenshot(form, "preview_arabic")
    # The first one is drawn to the left of the second, as in the template.
    assert form.evaluate(
        """() => {
            const text = document.querySelector(".discord-text strong").firstChild;
            const left = (word) => {
                const range = document.createRange();
                const at = text.data.indexOf(word);
                range.setStart(text, at);
                range.setEnd(text, at + word.length);
                return range.getBoundingClientRect().left;
            };
            return left("الرباط") < left("فاس");
        }"""
    )


def test_the_field_picker_offers_discords_own_moments(form):
    template = form.locator("div[name=template] textarea")
    insert_field(form, "create_date", "Created on")
    expect(template).to_have_value("{create_date}")
    form.locator(".o_discord_format", has_text="<t:R>").click()
    expect(template).to_have_value("{create_date:<t:R>}")
    expect(form.locator(".o_discord_preview time.discord-timestamp")).to_be_visible()


def test_the_page_of_the_stand_in_shows_the_cut(page, standin, screenshot):
    webhook = standin.add_webhook("vu")
    arabic = "**\u2068الرباط\u2069 → \u2068فاس\u2069**\n> `\u2068ديبو\u2069` : 5"
    contents = [
        arabic,
        "- un\n  - deux\n> cité\n# Titre\n||caché||",
        "💸" * 210 + " fin",
    ]
    for content in contents:
        page.request.post(standin.address(webhook), data={"content": content})
    page.goto(f"{standin.url}/#{webhook.channel_id}")
    texts = page.locator(".discord-text")
    expect(texts).to_have_count(3)
    expect(texts.nth(2)).to_have_text("💸" * 199)
    expect(page.get_by_text("Discord's clients stop here.")).to_have_count(1)
    screenshot(page, "standin_seen")
    drawn = [drawing({"content": content})["is_cut"] for content in contents]
    assert drawn == [False, False, True]
