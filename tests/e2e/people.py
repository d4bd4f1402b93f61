"""What the tests of people's ways share: a page, a check, a record, a language."""

from xmlrpc.client import Fault

import polib
from playwright.sync_api import expect
from variants import variants
from waiting import eventually

from sandbox.paths import CHECKOUT
from sandbox.rpc import speak as speak  # the tests of people's ways have it from here

NOTIFICATIONS = "/odoo/action-odoo_discord_notify.discord_notification_action"
CLIENT = "Dépôt Maârif"
# In the language that shows more: what is said in English is said by many others, too.
LANGS = variants("fr_FR", "en_US")

# Elements that make the page, or its content, scroll sideways.
TOO_WIDE = """() => ["html", ".o_action_manager", ".o_content"].filter((place) => {
    const el = document.querySelector(place);
    return el && el.scrollWidth > el.clientWidth;
})"""


FRENCH = CHECKOUT / "odoo_discord_notify/i18n/fr.po"


class Words:
    """The product's words in a person's language: ``words("Send now")``."""

    def __init__(self, lang):
        self.lang, self._known = lang, {}
        if lang == "fr_FR":
            entries = polib.pofile(FRENCH)
            self._known = {entry.msgid: entry.msgstr for entry in entries}

    def __call__(self, english):
        """Return the translation; the source where there is none yet."""
        return self._known.get(english) or english


def assert_fits(page):
    """Nothing scrolls sideways, once what is drawn has followed the page's width."""
    eventually(lambda: page.evaluate(TOO_WIDE) == [])


def open_first_steps(page, server, words=str):
    """Open the overview; whoever has sent something yet asks for the steps."""
    page.goto(f"{server.url}/odoo/discord")
    expect(page.get_by_role("heading", name="Webhooks")).to_be_visible()
    steps = page.locator("section.o_discord_steps")
    if not steps.count():
        page.get_by_role("button", name=words("First steps")).click()
    return steps


def open_tab(page, name):
    """Open a tab of a form, which may be drawn anew under the click."""
    tab = page.get_by_role("tab", name=name, exact=True)
    eventually(lambda: tab.click() or "active" in tab.get_attribute("class"))


def insert_field(page, name, label):
    """Insert a field into the template, once it is the first that the search finds."""
    page.locator("div[name=template]").get_by_text("Insert a field").click()
    page.get_by_placeholder("Search...").fill(label)
    first = page.locator(".o_model_field_selector_popover_item").first
    expect(first).to_have_attribute("data-name", name)
    first.get_by_role("button").first.click()


def choose(page, field, words, option=None):
    """Choose in a many2one by typing; what follows of it is on the form then."""

    def is_told(answer):
        if "/onchange" not in answer.url:
            return False
        _ids, _values, changed, *_spec = answer.request.post_data_json["params"]["args"]
        return changed == [field]

    page.locator(f"div[name={field}] input").fill(words)
    with page.expect_response(is_told):
        page.get_by_role("option", name=option or words, exact=True).first.click()


def save_top_up(rpc):
    """Save one of the client's; returns its reference."""
    [client_id] = rpc.find("res.partner", ("name", "=", CLIENT))
    top_up_id = rpc.create("alimenteur.solde", client=client_id, solde=1500)
    return rpc.read("alimenteur.solde", top_up_id, "reference_no")["reference_no"]


def search(page, words):
    """Search for words in a list, in its first search field."""
    field = page.get_by_role("searchbox")
    field.fill(words)
    expect(page.locator(".o_searchview_autocomplete")).to_be_visible()
    field.press("Enter")
    expect(page.locator(".o_searchview_facet").last).to_contain_text(words)


def choose_filter(page, name):
    page.locator(".o_searchview_dropdown_toggler").click()
    page.get_by_role("menuitemcheckbox", name=name, exact=True).click()
    page.locator(".o_searchview_dropdown_toggler").click()


def switch_sender(admin, is_on):
    """Let the scheduled action send, or not; not while it is at work."""
    find = [("model_id.model", "=", "discord.dispatcher")]
    cron_ids = admin.call("ir.cron", "search", find, context={"active_test": False})

    def switch():
        try:
            return admin.call("ir.cron", "write", cron_ids, {"active": is_on})
        except Fault as fault:
            assert "currently being executed" in fault.faultString
            return False

    eventually(switch)
