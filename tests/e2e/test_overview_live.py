"""An overview that is open follows what is sent, with the bus and without."""

import pytest
from people import save_top_up
from playwright.sync_api import expect
from waiting import eventually


@pytest.fixture
def page(browser):
    """A page of its own browser: a clock that is stopped stands still in all of it."""
    context = browser.new_context(timezone_id="UTC")
    yield context.new_page()
    context.close()


def test_an_open_overview_hears_of_a_delivery_over_the_bus(
    manager, log_in, office, standin
):
    page = log_in(manager, server=office)
    page.clock.install()  # and never moved on: no poll is due in this test
    sent = sent_today(page, office)
    before = int(sent.inner_text())
    save_top_up(office.rpc("agent"))
    expect(sent).to_have_text(str(before + 1))


def test_an_open_overview_asks_by_itself_where_the_bus_is_cut(
    manager, log_in, office, standin
):
    without_bus = "window.SharedWorker = window.Worker = class extends EventTarget {"
    without_bus += " constructor() { super(); this.port = this; }"
    without_bus += " start() {} postMessage() {} };"
    page = log_in(manager, server=office)
    page.add_init_script(without_bus)
    page.clock.install()
    sent = sent_today(page, office)
    before = int(sent.inner_text())
    reference = save_top_up(office.rpc("agent"))
    is_sent = [("content", "ilike", reference), ("state", "=", "sent")]
    eventually(lambda: office.rpc("admin").find("discord.notification", *is_sent))
    expect(sent).to_have_text(str(before))
    page.clock.fast_forward(31_000)
    expect(sent).to_have_text(str(before + 1))


def sent_today(page, server):
    """Open the overview; returns what the top-ups' card says was sent today."""
    page.goto(f"{server.url}/odoo/discord")
    [webhook_id] = server.rpc("admin").find(
        "discord.webhook", ("env_key", "=", "DISCORD_WEBHOOK_SOLDE")
    )
    name = server.rpc("admin").read("discord.webhook", webhook_id, "name")["name"]
    card = page.get_by_role("article", name=name, exact=True)
    sent = card.locator("dt", has_text="Sent today").locator("+ dd")
    expect(sent).to_be_visible()
    return sent
