"""Settings → Discord, in a real browser."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import pytz
from playwright.sync_api import expect
from waiting import PATIENCE

SETTINGS = "/odoo/action-odoo_discord_notify.res_config_settings_action"

# Morocco as the tz database told it until 2026e: UTC+1, but for Ramadan.
MOROCCO_BEFORE = """
Rule Morocco 2025 only - Feb 23 3:00 -1:00 -
Rule Morocco 2025 only - Apr 6 2:00 0 -
Rule Morocco 2026 only - Feb 15 3:00 -1:00 -
Rule Morocco 2026 only - Mar 22 2:00 0 -
Zone Africa/Casablanca 1:00 Morocco +01/+00
"""


def test_a_pasted_url_works_at_once_and_is_never_given_back(
    log_in, office, standin, screenshot
):
    webhook = standin.add_webhook("Alertes BL")
    page = log_in("admin", server=office)
    answers = []
    page.route("**/*", lambda route: record(route, answers))
    open_settings(page, office)
    state = page.locator("[name=discord_bl_state]")
    expect(state).to_have_text("No URL")

    page.locator("[name=discord_bl_url] input").fill(webhook.url)
    with page.expect_event("load"):  # saving reloads the page
        page.get_by_role("button", name="Save", exact=True).click()
    open_settings(page, office)
    expect(state).to_have_text("OK")
    expect(page.locator("[name=discord_bl_url] input")).to_have_value("")
    expect(page.get_by_text(f"…{webhook.id[-4:]}/••••")).to_be_visible()
    screenshot(page, "settings")
    assert any("web_save" in url for url, _body in answers)
    assert not [url for url, body in answers if webhook.token.encode() in body]
    assert webhook.token not in page.content()

    tell_new_date(office.rpc("admin"))
    standin.wait_for(1, timeout=PATIENCE, channel_id=webhook.channel_id)


@pytest.fixture
def old_zone_data(tmp_path):
    """The folder of pytz's own data, with the Morocco of before."""
    folder = tmp_path / "zoneinfo"
    shutil.copytree(Path(pytz.__file__).with_name("zoneinfo"), folder)
    rules = tmp_path / "morocco"
    rules.write_text(MOROCCO_BEFORE)
    zic = shutil.which("zic", path=f"{os.environ['PATH']}:/usr/sbin")
    subprocess.run([zic, "-d", folder, rules], check=True)
    return folder


@pytest.fixture
def other_server(old_zone_data, office, webhooks, start_odoo):
    """The same database on a machine with old zone data, and a URL in its settings."""
    environ = {"PYTZ_TZDATADIR": str(old_zone_data)}
    environ["DISCORD_WEBHOOK_BL"] = webhooks["DISCORD_WEBHOOK_BL"].url
    server = start_odoo(office.database, **environ)
    yield server
    server.stop()


def test_the_page_tells_what_is_particular_to_the_server(other_server, office, log_in):
    for server, is_particular in ((office, False), (other_server, True)):
        page = log_in("admin", server=server)
        open_settings(page, server)
        warning = page.get_by_text("The messages would tell the wrong hour.")
        expect(warning).to_be_visible(visible=is_particular)
        assert ("pytz 2026.6" in server.log_text()) is is_particular

        source = page.get_by_text("environment variable DISCORD_WEBHOOK_BL")
        expect(source).to_be_visible(visible=is_particular)
        editable = page.locator("[name=discord_bl_url]")
        expect(editable).to_be_visible(visible=not is_particular)


def open_settings(page, server):
    page.goto(f"{server.url}{SETTINGS}")
    expect(page.get_by_text("Time zone of messages")).to_be_visible()


def record(route, answers):
    """Pass an exchange on, and keep what was answered."""
    answer = route.fetch(max_redirects=0)
    answers.append((route.request.url, answer.body()))
    route.fulfill(response=answer)


def tell_new_date(admin):
    order_id = admin.create("bldimagaz.bc", date_ecriture="2026-11-20")
    admin.call("bldimagaz.bc", "write", [order_id], {"date_ecriture": "2026-11-27"})
