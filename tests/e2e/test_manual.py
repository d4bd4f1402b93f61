"""*Help* in the Discord menu: the manual, inside Odoo, in the reader's language."""

import json
from urllib.parse import urlsplit

import pytest
from people import Words, assert_fits, speak
from playwright.sync_api import expect
from waiting import eventually

# A heading of each language, far down, and the first state of the first table.
SAYS = {
    "en_US": ("A webhook", "In queue", "What it means"),
    "fr_FR": ("Un webhook", "À envoyer", "Ce que cela signifie"),
}
BROKEN = "img => [...img].filter((one) => !one.complete || !one.naturalWidth).length"
LABEL = "td => getComputedStyle(td, '::before').content"


@pytest.fixture
def reader(office):
    """An ordinary user of Discord, who manages nothing."""
    admin = office.rpc("admin")
    names = (("base", "group_user"), ("odoo_discord_notify", "group_discord_user"))
    groups = [admin.ref(*name) for name in names]
    if not admin.find("res.users", ("login", "=", "reader")):
        values = {"name": "Leïla", "login": "reader", "password": "reader"}
        admin.create("res.users", **values, group_ids=[(6, 0, groups)])
    return "reader"


@pytest.mark.parametrize("lang", SAYS)
def test_help_opens_the_manual_in_the_reader_s_language(
    log_in, office, reader, lang, console_errors, screenshot
):
    speak(office.rpc("admin"), lang, reader)
    words, (heading, state, column) = Words(lang), SAYS[lang]
    page = log_in(reader, server=office)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{office.url}/odoo/discord")
    page.locator(".o_menu_sections").get_by_text(words("Help"), exact=True).click()

    manual = page.locator(".o_discord_manual")
    expect(manual).to_have_attribute("lang", lang[:2])
    expect(page.locator(".o_last_breadcrumb_item")).to_have_text(words("Help"))
    expect(manual.get_by_role("cell", name=state, exact=True).first).to_be_visible()
    screenshot(page, f"manual_1366_{lang}")
    images = manual.locator("article img")
    expect(images).not_to_have_count(0)
    eventually(lambda: images.evaluate_all(BROKEN) == 0)
    address = page.url
    manual.get_by_role("link", name=heading, exact=True).click()
    title = manual.get_by_role("heading", name=heading, exact=True)
    expect(title).to_be_in_viewport()
    expect(title).to_be_focused()
    assert page.url == address
    expect(manual.locator("nav")).to_be_in_viewport()  # it goes along
    screenshot(page, f"manual_section_1366_{lang}")

    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)
    cell = manual.locator("td:nth-child(2)").first
    cell.scroll_into_view_if_needed()
    assert json.loads(cell.evaluate(LABEL).split('" "')[0]).startswith(column)
    screenshot(page, f"manual_390_{lang}")
    page.reload()
    expect(manual.locator("h2").first).to_be_visible()
    screenshot(page, f"manual_top_390_{lang}")
    servers = {urlsplit(url).netloc for url in asked if url.startswith("http")}
    assert servers == {urlsplit(office.url).netloc}
    assert console_errors == []


def test_a_manual_that_cannot_be_read_is_said_so(log_in, office):
    page = log_in("admin", server=office)
    page.route("**/static/manual/*.html", lambda route: route.fulfill(status=502))
    page.goto(f"{office.url}/odoo/discord-help")
    expect(page.locator(".modal, .o_notification").first).to_be_visible()
