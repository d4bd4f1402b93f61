"""What people see of messages that stay true: the rule's form, a message's story."""

from channel import MODEL
from playwright.sync_api import expect
from waiting import eventually

RULES = "/odoo/action-odoo_discord_notify.discord_rule_action"
NOTIFICATIONS = "/odoo/action-odoo_discord_notify.discord_notification_action"


def test_a_rule_that_follows_shows_what_becomes_of_its_message(
    log_in, add_channel, admin, screenshot
):
    channel = add_channel("follow")
    channel.tell("n001")
    page = log_in("admin")
    page.goto(f"{RULES}/{channel.rule_id}")
    page.get_by_role("tab", name="Message").click()
    later = page.locator(".o_discord_later")
    expect(page.locator(".o_discord_preview .discord-text")).to_contain_text("n001")
    expect(later).to_have_count(0)
    page.locator("div[name=follow] input").check()
    expect(page.locator("div[name=follow_fields] .o_tag")).to_have_text(["Produit"])
    expect(later).to_have_count(2)
    expect(later.nth(0).locator(".discord-edited")).to_be_visible()
    expect(later.nth(1).locator("s")).to_have_text("n001")
    later.nth(1).scroll_into_view_if_needed()
    screenshot(page, "rule_follow")
    page.get_by_label("A record is deleted").check()
    expect(later).to_have_count(0)
    expect(page.locator("div[name=follow]")).to_have_count(0)


def test_the_story_of_a_message_has_each_of_its_texts(
    log_in, add_channel, admin, rpc, screenshot
):
    channel = add_channel("story of edits")
    admin.call("discord.rule", "write", [channel.rule_id], {"follow": True})
    channel.tell("n001")
    channel.hears(["n001"])
    line = admin.find(MODEL, ("product", "=", "n001"))[-1:]
    for text in ("n002", "n003"):
        rpc.call(MODEL, "write", line, {"product": text})
        eventually(lambda text=text: channel.heard() == [text])
    admin.call(MODEL, "unlink", line)
    eventually(lambda: set(channel.states()) == {"sent"})
    page = log_in("admin")
    rows = channel.rows("edit_of_id")
    [told] = [row["id"] for row in rows if not row["edit_of_id"]]
    page.goto(f"{NOTIFICATIONS}/{told}")
    texts = page.locator(".o_discord_step_text")
    expect(texts).to_have_count(3)
    expect(texts.nth(0)).to_have_text("n002")
    expect(texts.nth(2)).to_contain_text("~~n003~~")
    screenshot(page, "story_edits")
    page.get_by_role("button", name="Message edited").first.click()
    expect(page.locator("div[name=edit_of_id]").last).to_be_visible()
    expect(page.locator(".discord-text").first).to_have_text("n002")


def test_lists_show_edits_behind_a_filter(log_in, add_channel, admin, rpc):
    channel = add_channel("filter of edits")
    admin.call("discord.rule", "write", [channel.rule_id], {"follow": True})
    channel.tell("n001")
    channel.hears(["n001"])
    line = admin.find(MODEL, ("product", "=", "n001"))[-1:]
    rpc.call(MODEL, "write", line, {"product": "n777"})
    eventually(lambda: channel.heard() == ["n777"])
    page = log_in("admin")
    page.goto(NOTIFICATIONS)
    names = page.locator(".o_data_row td[name=summary]")
    expect(page.locator(".o_facet_value", has_text="Messages")).to_be_visible()
    expect(names.first).to_have_text("n001")
    page.locator(".o_facet_remove").first.click()
    expect(names.first).to_have_text("n777")
