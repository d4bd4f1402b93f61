"""What the addon writes into the database is read in each reader's own language."""

import pytest
from people import NOTIFICATIONS, Words, save_top_up, speak
from playwright.sync_api import expect
from waiting import eventually

LANGS = ("en_US", "fr_FR")


@pytest.fixture
def admin_in(office):
    """Let the administrator read in a language: ``admin_in(lang)``."""
    admin = office.rpc("admin")

    def admin_in(lang):
        speak(admin, lang, "admin")
        return Words(lang)

    yield admin_in
    speak(admin, "en_US", "admin")


@pytest.mark.parametrize("lang", LANGS)
def test_menus_history_and_labels_are_in_the_reader_s_language(
    log_in, office, standin, admin_in, lang, screenshot
):
    admin = office.rpc("admin")
    for other in (*LANGS, lang):  # whoever loads one, and whoever reads, differ
        words = admin_in(other)
    reference = save_top_up(office.rpc("agent"))
    told = [("content", "ilike", reference), ("state", "=", "sent")]
    [notification_id] = eventually(lambda: admin.find("discord.notification", *told))
    page = log_in("admin", server=office)
    page.goto(f"{office.url}{NOTIFICATIONS}/{notification_id}")
    facts = page.locator("div[name=facts]")
    expect(facts).to_contain_text(words("Created on"))
    screenshot(page, f"labels_{lang}")
    res_id = admin.read("discord.notification", notification_id, "res_id")["res_id"]
    page.goto(f"{office.url}/odoo/alimenteur.solde/{res_id}")
    page.locator(".o_cp_action_menus button:has(.fa-cog)").click()
    menu = page.locator(".o-dropdown--menu").last
    for entry in ("Send to Discord now", "Discord messages"):
        expect(menu.get_by_text(words(entry), exact=True)).to_be_visible()
    screenshot(page, f"menu_{lang}")
    webhook_id = admin.find(
        "discord.webhook", ("env_key", "=", "DISCORD_WEBHOOK_SOLDE")
    )[0]
    action = "/odoo/action-odoo_discord_notify.discord_webhook_action"
    page.goto(f"{office.url}{action}/{webhook_id}")
    chatter = page.locator(".o-mail-Chatter")
    created = chatter.get_by_text(words("Discord webhook created"))
    expect(created.first).to_be_visible()
    # What Odoo has kept of it in the creator's language is for mails alone.
    expect(chatter.locator("[summary=o_mail_notification]").first).to_be_hidden()
    screenshot(page, f"chatter_{lang}")
