"""What tests of the desk share: the languages of its people, a sender that is off."""

import pytest
from people import Words, speak
from playwright.sync_api import expect


# The other browser tests speak English.
@pytest.fixture(params=["fr_FR", pytest.param("en_US", marks=pytest.mark.long)])
def words(request, office, manager):
    """The language of the administrator and of the manager."""
    speak(office.rpc("admin"), request.param, "admin", manager)
    yield Words(request.param)
    speak(office.rpc("admin"), "en_US", "admin", manager)


@pytest.fixture
def sender_off(office):
    """The scheduled action that sends is deactivated: notifications wait."""
    admin = office.rpc("admin")
    [cron_id] = admin.find("ir.cron", ("model_id.model", "=", "discord.dispatcher"))
    admin.call("ir.cron", "write", [cron_id], {"active": False})
    yield
    admin.call("ir.cron", "write", [cron_id], {"active": True})


def search(page, words):
    """Search for words in a list, in its first search field."""
    field = page.get_by_role("searchbox")
    field.fill(words)
    expect(page.locator(".o_searchview_autocomplete")).to_be_visible()
    field.press("Enter")
    expect(page.locator(".o_searchview_facet")).to_contain_text(words)


def choose_filter(page, name):
    page.locator(".o_searchview_dropdown_toggler").click()
    page.get_by_role("menuitemcheckbox", name=name, exact=True).click()
    page.locator(".o_searchview_dropdown_toggler").click()
