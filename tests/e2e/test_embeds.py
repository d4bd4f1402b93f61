"""A rule that tells an embed: set up by a person, seen in Odoo and in Discord."""

import pytest
from playwright.sync_api import expect
from waiting import eventually

RULES = "/odoo/action-odoo_discord_notify.discord_rule_action"
NOTIFICATIONS = "/odoo/action-odoo_discord_notify.discord_notification_action"
FIELDS = "Quantité = **{quantity:.0f}** |\nCommande = {bc_id.name} |"


@pytest.fixture
def channel(add_channel):
    return add_channel("#embeds")


@pytest.fixture
def link_base(admin):
    """An address that Discord takes; others in the house expect the server's own."""
    key = "odoo_discord_notify.link_base"
    admin.call("ir.config_parameter", "set_param", key, "https://asg.example")
    yield
    admin.call("ir.config_parameter", "set_param", key, False)


def test_an_embed_set_up_on_the_form_is_shown_by_discord_and_by_odoo(
    log_in, admin, channel, standin, screenshot, link_base
):
    page = log_in("admin")
    page.goto(f"{RULES}/{channel.rule_id}")
    page.get_by_role("tab", name="Message").click()
    title = page.get_by_label("Title")
    expect(page.get_by_label("Text", exact=True)).to_be_checked()
    expect(title).to_have_count(0)
    page.get_by_label("Embed", exact=True).check()
    title.fill("📦 {product}")
    page.locator("[name=embed_fields] textarea").fill(FIELDS)
    page.locator("[name=embed_color] input:not([type=color])").fill("#5865F2")
    page.get_by_label("Show the time").check()
    page.get_by_label("Link to the record").check()
    with page.expect_response("**/web_save"):
        page.locator(".o_form_button_save").click()
    screenshot(page, "embed_rule")

    channel.tell("Farine")
    [message] = eventually(channel.messages)
    [embed] = message["embeds"]
    assert message["content"] == ""
    assert (embed["title"], embed["color"]) == ("📦 Farine", 0x5865F2)
    assert embed["fields"][0] == {"name": "Quantité", "value": "**1**", "inline": True}
    assert "model=bldimagaz.linbc" in embed["url"]
    assert embed["timestamp"]

    [row] = channel.rows("content")
    page.goto(f"{NOTIFICATIONS}/{row['id']}")
    drawn = page.locator(".discord-embed")
    expect(drawn.get_by_role("link", name="📦 Farine")).to_be_visible()
    expect(drawn.get_by_text("Quantité")).to_be_visible()
    screenshot(page, "embed_notification")


def test_an_embed_sent_again_is_the_same_embed(admin, channel):
    embed = {"message_format": "embed", "embed_title": "{product}"}
    admin.call("discord.rule", "write", [channel.rule_id], embed)
    channel.tell("Farine")
    eventually(lambda: channel.states() == ["sent"])
    [row] = channel.rows("embed")
    admin.call("discord.notification", "action_send_again", [row["id"]])
    first, again = channel.messages()
    assert [first["content"], again["content"]] == ["", ""]
    assert first["embeds"] == again["embeds"]
