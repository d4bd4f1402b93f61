"""Recaps end to end: at their hour, after a stop, by two servers, from a form."""

import re
from datetime import datetime, timedelta, timezone

import pytest
from behind import Behind
from people import assert_fits, choose, speak
from playwright.sync_api import expect
from variants import variants
from waiting import eventually

RECAPS = "/odoo/action-odoo_discord_notify.discord_recap_action"
A_MINUTE = 130  # seconds until a scheduled action has surely come
# As if it had been switched on so long ago, and the server stopped ever since.
SWITCHED_ON = """
UPDATE discord_recap SET since = now() AT TIME ZONE 'UTC' - %s * interval '1 hour',
       hour = %s WHERE id = %s RETURNING id"""
TOLD = """
SELECT period_start FROM discord_notification
 WHERE recap_id = %s AND event = 'recap' ORDER BY id"""
ADVANCE = """
UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' WHERE id IN (
    SELECT res_id FROM ir_model_data WHERE name = 'ir_cron_recap') RETURNING id"""
# Lines of the table that are broken because the page is too narrow for them.
BROKEN_LINES = """() => [...document.querySelectorAll(".discord-message pre")].filter(
    (pre) => {
        const range = document.createRange();
        range.selectNodeContents(pre);
        const tops = [...range.getClientRects()].map((part) => Math.round(part.top));
        return new Set(tops).size > pre.textContent.trimEnd().split("\\n").length;
    }).length"""


class Teller(Behind):
    """A recap of a test's own on top-ups, in a channel of its own."""

    def __init__(self, sandbox, server, standin, name, **values):
        super().__init__(sandbox.cluster, server.database)
        self.server, self._standin = server, standin
        self.admin = server.rpc("admin")
        self.webhook = standin.add_webhook(name)
        webhook_id = self.admin.create(
            "discord.webhook", name=name, url=self.webhook.url
        )
        self.id = self.admin.create(
            "discord.recap",
            **{"name": name, "model_name": "alimenteur.solde", "group_by": "client"},
            **{"measures": "solde", "tz": "UTC", "webhook_id": webhook_id, **values},
        )

    def heard(self):
        """The messages that the stand-in shows, first to last, packed or not."""
        messages = self._standin.messages(self.webhook.channel_id)
        texts = (
            text
            for one in messages
            for text in (one["content"], *(e["description"] for e in one["embeds"]))
        )
        return re.findall(r"📊[^📊]*", "\n".join(texts))

    def starts(self):
        """When the periods began that are told, in order."""
        return [start for (start,) in self.query(TOLD, self.id)]

    def miss(self, hours, ended):
        """Make it have ended its days for some time, with the server stopped."""
        hour = ended.hour + ended.minute / 60
        self.query(SWITCHED_ON, hours, hour, self.id)
        self.query(ADVANCE)


@pytest.fixture
def teller(sandbox, own_odoo, standin):
    return Teller(sandbox, own_odoo(demo=True), standin, "récap")


def an_hour_ago():
    return datetime.now(timezone.utc).replace(tzinfo=None) - timedelta(hours=1)


@pytest.mark.parametrize(
    ("hours", "days"),
    variants((2 + 48, 3), (2, 1), (2 + 8 * 24, 7)),
)
def test_what_a_stopped_server_missed_is_told_once_the_oldest_first(
    teller, hours, days
):
    """Over the hour, over three days, and over nine, of which seven are told."""
    teller.server.stop()
    ended = an_hour_ago()
    teller.miss(hours, ended)
    teller.server.start()
    eventually(lambda: len(teller.starts()) >= days, A_MINUTE)
    eventually(lambda: len(teller.heard()) >= days)
    last = ended.replace(second=0, microsecond=0)
    wanted = [last - timedelta(days=ago) for ago in range(days, 0, -1)]
    assert teller.starts() == wanted
    said = [re.search(r"[Dd]u (\S+) ", text)[1] for text in teller.heard()]
    assert said == [start.strftime("%d-%m-%Y") for start in wanted]
    run_by_hand(teller.server.rpc("admin"))
    assert teller.starts() == wanted


def run_by_hand(admin):
    """Press "Run Manually" of the scheduled action."""
    [cron_id] = admin.find("ir.cron", ("code", "=", "model._run()"), RECAP_CRON)
    admin.call("ir.cron", "method_direct_trigger", [cron_id])


RECAP_CRON = ("cron_name", "like", "recaps")


@pytest.mark.long
def test_two_servers_at_the_same_hour_tell_it_once_by_themselves(
    sandbox, own_odoo, start_odoo, standin
):
    first = own_odoo(demo=True)
    other = start_odoo(first.database)
    teller = Teller(sandbox, first, standin, "deux serveurs")
    soon = datetime.now(timezone.utc) + timedelta(seconds=20)
    hour = soon.hour + soon.minute / 60 + 1 / 60  # the next minute, or the one after
    values = {"hour": hour % 24}
    teller.admin.call("discord.recap", "write", [teller.id], values)
    eventually(teller.heard, A_MINUTE + 80)
    for server in (first, other):
        server.rpc("admin").call("discord.recap", "action_test", [teller.id])
    assert len(teller.starts()) == 1
    whole = [text for text in teller.heard() if "jusqu’à" not in text]
    assert len(whole) == 1
    other.stop()


def test_a_recap_is_made_in_eight_clicks_seen_sent_and_its_list_opened(
    log_in, odoo_server, admin, rpc, standin, add_channel, browser, screenshot
):
    channel = add_channel("#récaps")
    client_id = admin.create("res.partner", name="Dépôt Derb Ghallef")
    other_id = admin.create("res.partner", name="Épicerie Bab Marrakech, Casablanca")
    for amount, partner_id in ((1500, client_id), (250.5, client_id), (99, other_id)):
        rpc.create("alimenteur.solde", client=partner_id, solde=amount)
    page = log_in("admin")
    page.goto(f"{odoo_server.url}{RECAPS}")
    page.get_by_role("button", name="New").click()  # 1
    choose(page, "model_id", "Alimentation de solde")  # 2, 3
    preview = page.locator(".o_discord_preview")
    expect(preview).to_contain_text("📊")  # what follows of the model is on the form
    choose(page, "webhook_id", "#récaps")  # 4, 5
    group = page.locator("div[name=group_by] input")
    group.fill("client")
    group.press("Enter")  # 6
    sums = page.locator("div[name=measures] input")
    sums.fill("solde")
    sums.press("Enter")  # 7
    expect(preview).to_contain_text("Dépôt Derb")
    with page.expect_response("**/web_save"):
        page.locator(".o_form_button_save").click()  # 8
    screenshot(page, "recap")
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)
    screenshot(page, "recap_390")
    page.set_viewport_size({"width": 1366, "height": 900})
    page.get_by_role("button", name="Test this recap").click()
    expect(page.get_by_text("Sent.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Send now").click()
    page.get_by_role("button", name="Ok").click()
    eventually(lambda: len(channel.messages()) >= 2)
    test, manual = (one["content"] for one in channel.messages())
    assert "Essai du récapitulatif" in test
    assert "1 750,50" in manual and "jusqu’à maintenant" in manual
    recap_ids = admin.find("discord.recap", ("webhook_id", "=", channel.webhook_id))
    rows = channel.rows("event", "recap_id")
    assert [row["event"] for row in rows] == ["test", "manual"]
    page.goto(f"{odoo_server.url}{RECAPS}")
    expect(page.get_by_text("Alimentation de solde").first).to_be_visible()
    screenshot(page, "recaps")
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)
    screenshot(page, "recaps_390")
    link = re.search(r"\]\((\S+)\)", manual)[1]
    reader = log_in("agent")  # who has no role of Discord's
    reader.goto(link.replace(link.split("/odoo/")[0], odoo_server.url))
    expect(reader.get_by_text("Dépôt Derb Ghallef").first).to_be_visible()
    see_at_390(browser, standin, channel, screenshot)
    admin.call("discord.recap", "write", recap_ids, {"active": False})


@pytest.mark.long
def test_its_screens_are_in_french(log_in, teller, screenshot):
    speak(teller.admin, "fr_FR", "admin")
    page = log_in("admin", server=teller.server)
    page.goto(f"{teller.server.url}{RECAPS}")
    expect(page.get_by_role("columnheader", name="Dernière annonce")).to_be_visible()
    screenshot(page, "recaps_fr")
    page.goto(f"{teller.server.url}{RECAPS}/{teller.id}")
    expect(page.get_by_text("Jusqu’à présent").first).to_be_visible()
    expect(page.locator(".o_discord_preview")).to_contain_text("Du ")
    screenshot(page, "recap_fr")
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)
    screenshot(page, "recap_fr_390")


def see_at_390(browser, standin, channel, screenshot):
    """No line of the table is broken where a telephone shows it."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{standin.url}/#{channel.webhook.channel_id}")
    expect(page.locator(".discord-message pre").first).to_be_visible()
    assert page.evaluate(BROKEN_LINES) == 0
    screenshot(page, "recap_told_390")
    page.close()
