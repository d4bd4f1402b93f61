"""The tab that all tests of a process share tells nothing of the one before."""

import re
import time

from lasting_browser import SIZE, fresh_page
from people import NOTIFICATIONS
from playwright.sync_api import expect

RULES = "/odoo/action-odoo_discord_notify.discord_rule_action"


def test_a_test_leaves_nothing_behind_in_the_tab(
    log_in, admin, lasting_browser, odoo_server
):
    rule_id = admin.ref("odoo_discord_notify", "rule_bc")
    before, heard = admin.read("discord.rule", rule_id, "name"), []
    with fresh_page(lasting_browser, odoo_server.url) as page:
        log_in("admin")
        page.on("request", lambda request: heard.append(request))
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{RULES}/{rule_id}")
        page.locator("div[name=name] input").fill("Left unsaved")
        page.evaluate("sessionStorage.setItem('left', 'yes')")
    assert heard
    heard.clear()
    with fresh_page(lasting_browser, odoo_server.url) as page:
        page.goto("/web/health")  # where nothing of Odoo's own forgets it
        assert page.evaluate("sessionStorage.getItem('left')") is None
        assert page.evaluate("history.length") == 2  # what is empty, and this
        assert page.viewport_size == SIZE
        page.goto("/odoo")
        expect(page).to_have_url(re.compile("/web/login"))
        assert heard == []
    assert admin.read("discord.rule", rule_id, "name") == before


def slowly(route):
    time.sleep(0.5)
    route.continue_()


def test_from_page_to_page_the_web_client_stays_and_the_page_goes(log_in, admin):
    rule_id = admin.ref("odoo_discord_notify", "rule_bc")
    page = log_in("admin")
    page.goto(f"{RULES}/{rule_id}")
    loaded = page.evaluate("performance.timeOrigin")
    page.locator("button[name=action_test]").click()
    page.locator(".o_notification").hover()  # or it would go by itself
    page.route("**/get_views*", slowly)
    page.goto(NOTIFICATIONS)
    assert page.locator(".o_form_view").count() == 0
    expect(page.locator(".o_notification")).to_have_count(0)
    expect(page.locator(".o_list_view")).to_be_visible()
    assert page.evaluate("performance.timeOrigin") == loaded
    log_in("admin")  # who logs in begins anew
    page.goto(RULES)
    assert page.evaluate("performance.timeOrigin") > loaded
