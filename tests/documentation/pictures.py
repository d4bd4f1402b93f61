"""``tests/run pictures``: the documentation's pictures, of the real product.

Odoo, the stand-in and Chromium live through a distributor's fortnight; two runs on one
day make the same pictures. Those of Odoo are made in each language of the manual.
"""

import io
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from documentation.clock import set_clock
from documentation.fortnight import Fortnight, hour
from documentation.fragments import ADDON
from PIL import Image
from playwright.sync_api import sync_playwright

from discord_standin import Standin
from sandbox import chromium, ports
from sandbox.databases import Databases
from sandbox.odoo import Sandbox
from sandbox.rpc import speak
from sandbox.servers import CHANNELS, OdooServer

FOLDER = ADDON / "static/description"
# Where the pictures are, by the language of the administrator.
FOLDERS = {"en_US": FOLDER, "fr_FR": FOLDER / "fr"}
NOW, SYNCHRONIZED = hour("10:47"), hour("07:30")  # in Morocco, and in UTC
PAUSE = 500  # milliseconds between two looks
COLOURS = 128  # enough for Odoo's pages, and a third of the bytes
WIDTH = 1200
# What to open, the element that says it is there, and the picture's height.
PAGES = {
    "rule": (
        "action-odoo_discord_notify.discord_rule_action/{rule}",
        ".o_discord_preview .discord-message",
        960,
    ),
    "notification": (
        "action-odoo_discord_notify.discord_notification_action/{notification}",
        ".o_discord_story",
        890,
    ),
    "sync_log": (
        "action-odoo_discord_notify.discord_sync_log_action/{sync_log}",
        ".o_discord_sync_lines button",
        620,
    ),
    "settings": (
        "action-odoo_discord_notify.res_config_settings_action",
        "[name=action_discord_pause]",
        840,
    ),
    "overview": ("discord", ".o_discord_overview canvas", 960),
    "address": (
        "action-odoo_discord_notify.discord_rule_action/{address}",
        "div[name=route_ids] .o_data_row",
        820,
    ),
}
TABS = {"rule": 1, "address": 2}  # of a rule's form: its message, where and who

# The stand-in's messages keep the hours of the run: the database's in their place.
LAST_HOUR = """() => {
    for (const el of document.querySelectorAll(".discord-message :is(time, code)")) {
        el.textContent = el.textContent.replace(/\\d\\d:\\d\\d/, "10:42");
    }
}"""


def main():
    """Make them all."""
    with ExitStack() as stack:
        sandbox = Sandbox()
        stack.enter_context(sandbox.cluster.in_use())
        database = stack.enter_context(Databases(sandbox).temporary(demo=True))
        standin = stack.enter_context(Standin(limits=False))
        server = stack.enter_context(_odoo(sandbox, database, standin))
        webhooks = dict(_webhooks(standin))
        fortnight = Fortnight(server, standin, sandbox.cluster.sql)
        shown = fortnight.live(webhooks)
        [shown["rule"]] = server.rpc("admin").find(
            "discord.rule", ("model_name", "=", "alimenteur.solde")
        )

        def set_database_clock():
            set_clock(
                lambda statement: sandbox.cluster.sql(statement, database),
                *(fortnight.when, SYNCHRONIZED),
            )

        set_database_clock()
        page = stack.enter_context(_page(server))
        for name in PAGES:
            if name == "overview":
                fortnight.break_channel(webhooks["DISCORD_WEBHOOK_BL"])
                set_database_clock()
            if name == "address":
                shown["address"] = fortnight.address()
            for lang, folder in FOLDERS.items():
                speak(server.rpc("admin"), lang, "admin")
                _show(page, server, name, shown)
                _keep(folder / f"{name}.png", page)
        _keep_message(page, standin, "message")
        fortnight.correct(shown["notification"])
        _keep_message(page, standin, "edited")
        _send_recap(server.rpc("admin"))
        page.set_viewport_size({"width": 390, "height": 760})
        page.goto(standin.url)
        page.get_by_text("soldes").first.click()
        page.get_by_text("📊").last.scroll_into_view_if_needed()
        page.evaluate(LAST_HOUR)
        _keep(FOLDER / "recap.png", page)


def _keep_message(page, standin, name):
    """Keep what the channel of top-ups shows."""
    page.set_viewport_size({"width": 900, "height": 320})
    page.goto(standin.url)
    page.get_by_text("soldes").first.click()
    page.evaluate(LAST_HOUR)
    _keep(FOLDER / f"{name}.png", page)


def _send_recap(admin):
    """Tell the day so far of the top-ups; the recap is shipped switched off."""
    domain = [("model_name", "=", "alimenteur.solde"), ("active", "=", False)]
    recap_ids = admin.find("discord.recap", *domain)
    # Of the whole day, whenever in it the pictures are made.
    admin.call("discord.recap", "write", recap_ids, {"active": True, "hour": 0})
    admin.call("discord.recap", "action_send_now", recap_ids)


def _show(page, server, name, shown):
    """Open what this picture is of."""
    path, ready, height = PAGES[name]
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.goto(f"{server.url}/odoo/{path.format(**shown)}")
    if name in TABS:
        page.locator(".o_notebook .nav-link").nth(TABS[name]).click()
    page.wait_for_selector(ready)


def _webhooks(standin):
    """One for each shipped rule, with the same id in every run."""
    for number, (variable, (name, channel)) in enumerate(CHANNELS.items()):
        webhook_id = str(1442107350000000000 + 1111 * (number + 1))
        yield variable, standin.add_webhook(name, channel, webhook_id=webhook_id)


@contextmanager
def _odoo(sandbox, database, standin):
    with tempfile.TemporaryDirectory() as folder:
        environ = {**dict.fromkeys(CHANNELS, ""), "DISCORD_API_BASE": standin.url}
        log = Path(folder) / "odoo.log"
        port = ports.free_port()
        with OdooServer(sandbox, database, port, log, environ) as server:
            yield server


@contextmanager
def _page(server):
    """A page of the administrator's, at a time that stands still."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.how())
        page = browser.new_page(timezone_id="UTC", locale="en-GB")
        page.set_default_timeout(90_000)  # Odoo makes its assets first
        page.goto(f"{server.url}/web/login")
        page.fill("input[name=login]", "admin")
        page.fill("input[name=password]", "admin")
        page.click("form.oe_login_form button[type=submit]")
        page.wait_for_selector(".o_main_navbar")
        page.clock.set_fixed_time(NOW)
        yield page
        browser.close()


def _keep(path, page):
    """Keep what the page shows, once it has come to rest."""
    png = shown = None
    while png is None or png != shown:
        page.wait_for_timeout(PAUSE)
        page.evaluate("document.activeElement.blur()")
        png, shown = shown, page.screenshot(animations="disabled", caret="hide")
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    path.parent.mkdir(exist_ok=True)
    picture.save(path, optimize=True)
    print(f"{path.stat().st_size // 1024:4} kB {path.relative_to(FOLDER)}", flush=True)


if __name__ == "__main__":
    chromium.find_or_install()
    sys.exit(main())
