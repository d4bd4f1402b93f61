"""The stand-in's page in a real browser."""

import pytest
import requests
from playwright.sync_api import expect

from discord_standin import Standin

TOP_UP = """💸 **Nouvelle alimentation détectée !**

> **Client** : `Dépôt Maârif`
> **Référence** : `ALM/2025/0042`
> **Date** : `02-05-2025 15:30`
> **Montant crédité** : **1 500,00 MAD**"""

ORDER = """📄 **Nouvelle commande créée !**

> **Dépositaire** : `Dépôt Maârif`
> **Numéro BC** : `BC/2025/0107`
> **Date Création** : `02-05-2025 15:41`
> [🔗 Voir dans ASG](https://asg.example/odoo/bc/107) _(connexion ASG requise)_"""

DELIVERY = """📅 **Date d'écriture d'un BL modifiée !**

> **BL** : `BL/2025/0031`
> **Client** : `Dépôt Maârif`
> **Ancienne date** : `02-05-2025`
> **Nouvelle date** : `05-05-2025`
> **Agent** : `Salma Bennani`
> **Raison** : erreur de saisie"""

EMBED = {
    "title": "BL **0031**",
    "url": "https://asg.example/bl/31",
    "color": 0x23A55A,
    "description": "Date modifiée",
    "author": {"name": "ASG"},
    "fields": [{"name": "Raison", "value": "[le BL](https://asg.example)"}],
    "footer": {"text": "Odoo"},
    "timestamp": "2025-05-02T14:30:00Z",
}

HOSTILE = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'>"


@pytest.fixture
def standin():
    """One of the test's own: it is stopped, and its channels are counted."""
    with Standin(limits=False) as standin:
        yield standin


@pytest.fixture
def page(browser):
    """A page without an Odoo behind it."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def send(standin, webhook, **payload):
    answer = requests.post(standin.address(webhook), json=payload, timeout=5)
    assert answer.status_code == 204, answer.text


def open_channel(page, standin, webhook):
    page.goto(f"{standin.url}/#{webhook.channel_id}")
    expect(page.get_by_text("Live", exact=True)).to_be_visible()


@pytest.mark.parametrize("content", [TOP_UP, ORDER, DELIVERY])
def test_the_plans_messages_look_as_in_discord(page, standin, content):
    webhook = standin.add_webhook("plan")
    send(standin, webhook, content=content, username="ASG Odoo")
    open_channel(page, standin, webhook)
    message = page.get_by_role("article")
    expect(message.locator("header")).to_contain_text("ASG Odoo")
    title, _, *quoted = content.splitlines()
    text = message.locator(".discord-text")
    expect(text.locator("strong").first).to_have_text(title.split("**")[1])
    lines = message.locator("blockquote").inner_text().splitlines()
    assert len(lines) == len(quoted)
    assert lines[0] == quoted[0].removeprefix("> ").replace("**", "").replace("`", "")
    codes = [line.split("`")[1] for line in quoted if "`" in line]
    assert message.locator("code").all_inner_texts() == codes


def test_the_order_links_back_to_its_record(page, standin):
    webhook = standin.add_webhook("commandes")
    send(standin, webhook, content=ORDER)
    open_channel(page, standin, webhook)
    link = page.get_by_role("link", name="🔗 Voir dans ASG")
    expect(link).to_have_attribute("href", "https://asg.example/odoo/bc/107")
    expect(page.locator("blockquote em")).to_have_text("(connexion ASG requise)")


def test_messages_appear_live_and_count_as_unread_elsewhere(page, standin):
    here, there = standin.add_webhook("ici"), standin.add_webhook("ailleurs")
    open_channel(page, standin, here)
    send(standin, here, content="premier")
    send(standin, there, content="deuxième")
    send(standin, there, content="troisième")
    expect(page.get_by_role("log", name="ici")).to_contain_text("premier")
    page.get_by_role("link", name="#ailleurs, 2 unread").click()
    expect(page.get_by_role("log", name="ailleurs")).to_contain_text("troisième")
    expect(page.get_by_role("link", name="#ailleurs", exact=True)).to_have_attribute(
        "aria-current", "page"
    )


def test_it_reconnects_by_itself_and_shows_each_message_once(page, standin):
    webhook = standin.add_webhook("reprise")
    send(standin, webhook, content="avant")
    open_channel(page, standin, webhook)
    standin.stop()
    expect(page.get_by_role("status")).to_have_text("Reconnecting…")
    standin.start()
    send(standin, webhook, content="après")
    expect(page.get_by_role("status")).to_have_text("Live")
    expect(page.locator(".discord-text")).to_have_text(["avant", "après"])


def test_an_edit_is_seen_in_its_place_and_a_deletion_too(page, standin, screenshot):
    webhook = standin.add_webhook("changements")
    for content in ("premier", "deuxième"):
        send(standin, webhook, content=content)
    open_channel(page, standin, webhook)
    first, second = standin.messages()
    at = f"{standin.address(webhook)}/messages"
    requests.patch(f"{at}/{first['id']}", json={"content": "corrigé"}, timeout=5)
    texts = page.locator(".discord-text")
    expect(texts).to_have_text(["corrigé", "deuxième"])
    edited = page.get_by_role("article").filter(has_text="(modifié)")
    expect(edited).to_have_count(1)
    expect(edited).to_contain_text("corrigé")
    screenshot(page, "edited")
    requests.delete(f"{at}/{second['id']}", timeout=5)
    expect(texts).to_have_text(["corrigé"])
    page.reload()
    expect(page.get_by_text("(modifié)")).to_be_visible()


def test_a_reset_empties_the_page(page, standin):
    webhook = standin.add_webhook("a-vider")
    send(standin, webhook, content="bientôt parti")
    open_channel(page, standin, webhook)
    expect(page.get_by_role("article")).to_have_count(1)
    standin.reset()
    expect(page.get_by_text("Nothing here yet")).to_be_visible()


def test_the_keyboard_reaches_channels_messages_and_spoilers(page, standin):
    first, second = standin.add_webhook("clavier-1"), standin.add_webhook("clavier-2")
    send(standin, second, content="||caché||")
    open_channel(page, standin, first)
    page.get_by_role("link", name="#clavier-1").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="#clavier-2")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("log", name="clavier-2")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Spoiler")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".discord-revealed")).to_have_text("caché")


def test_it_fits_a_telephone(page, standin):
    page.set_viewport_size({"width": 390, "height": 780})
    for name in ("alimentations", "commandes", "alertes-bl", "essais"):
        webhook = standin.add_webhook(name)
    send(standin, webhook, content=f"{DELIVERY}\n{'long' * 100}", embeds=[EMBED])
    open_channel(page, standin, webhook)
    page.get_by_role("link", name="#commandes").click()
    page.get_by_role("link", name="#essais").click()
    expect(page.get_by_role("article")).to_be_in_viewport()
    expect(page.get_by_role("link", name="#essais")).to_be_in_viewport(ratio=0.95)
    widths = "[document.documentElement.scrollWidth, messages.scrollWidth]"
    assert page.evaluate(widths) == [390, 390]


def test_an_embed_has_its_bar_title_fields_and_footer(page, standin):
    webhook = standin.add_webhook("embeds")
    send(standin, webhook, embeds=[EMBED])
    open_channel(page, standin, webhook)
    embed = page.locator(".discord-embed")
    expect(embed).to_have_css("border-left-color", "rgb(35, 165, 90)")
    title = embed.get_by_role("link", name="BL 0031")
    expect(title).to_have_attribute("href", "https://asg.example/bl/31")
    expect(title.locator("strong")).to_have_text("0031")
    expect(embed.locator(".discord-fields a")).to_have_text("le BL")
    expect(embed.locator(".discord-footer")).to_contain_text("Odoo • ")
    expect(embed.locator("time")).to_have_attribute(
        "datetime", "2025-05-02T14:30:00.000Z"
    )


def test_nothing_that_a_message_says_can_run(page, standin):
    webhook = standin.add_webhook(HOSTILE[:70])
    embed = {"title": HOSTILE, "description": HOSTILE, "footer": {"text": HOSTILE}}
    send(standin, webhook, content=HOSTILE, embeds=[embed])
    open_channel(page, standin, webhook)
    expect(page.get_by_role("article")).to_contain_text(HOSTILE)
    draw = """async ([content, url]) => {
        const {drawMessage} = await import("/draw/discord_message.js");
        document.body.append(drawMessage({content, embeds: [{title: "a", url}]}));
        return document.querySelectorAll("main a, body > article a").length;
    }"""
    content = "[a](javascript:window.ran=3) <javascript:window.ran=4>"
    assert page.evaluate(draw, [content, "javascript:window.ran=5"]) == 0
    assert page.evaluate("[window.ran, document.images.length]") == [None, 0]
