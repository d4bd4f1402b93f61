"""What the tests of people's ways share: a page, a check, a record."""

from playwright.sync_api import expect
from waiting import eventually

NOTIFICATIONS = "/odoo/action-odoo_discord_notify.discord_notification_action"
CLIENT = "Dépôt Maârif"

# Elements that make the page, or its content, scroll sideways.
TOO_WIDE = """() => ["html", ".o_action_manager", ".o_content"].filter((place) => {
    const el = document.querySelector(place);
    return el && el.scrollWidth > el.clientWidth;
})"""


def assert_fits(page):
    """Nothing scrolls sideways, once what is drawn has followed the page's width."""
    eventually(lambda: page.evaluate(TOO_WIDE) == [])


def open_first_steps(page, server):
    """Open the overview; whoever has sent something yet asks for the steps."""
    page.goto(f"{server.url}/odoo/discord")
    expect(page.get_by_role("heading", name="Webhooks")).to_be_visible()
    steps = page.locator("section.o_discord_steps")
    if not steps.count():
        page.get_by_role("button", name="First steps").click()
    return steps


def save_top_up(rpc):
    """Save one of the client's; returns its reference."""
    [client_id] = rpc.find("res.partner", ("name", "=", CLIENT))
    top_up_id = rpc.create("alimenteur.solde", client=client_id, solde=1500)
    return rpc.read("alimenteur.solde", top_up_id, "reference_no")["reference_no"]
