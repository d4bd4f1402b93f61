"""Values of many megabytes, as people save them: the channel goes on."""

import functools

import pytest
from waiting import eventually

MB = 2**20
SECONDS = 60  # in which the channel goes on
UNSENT = ("discord.notification", ("state", "!=", "sent"))
INDEXED = 200_000  # a reference or a name: no index takes more, even of one letter


@pytest.mark.parametrize("megabytes", [1, 10, pytest.param(50, marks=pytest.mark.long)])
def test_what_waits_behind_a_huge_value_is_told(add_channel, megabytes):
    channel = add_channel(f"huge {megabytes}")
    channel.tell("*" * (megabytes * MB))
    channel.tell("n001")
    channel.hears(["n001"], timeout=SECONDS)
    eventually(lambda: channel.states() == ["sent", "sent"], timeout=SECONDS)
    first, *_others = channel.messages()
    assert len(first["content"]) <= 2000
    assert channel.state()[0] == "ok"


@pytest.mark.long
def test_so_may_be_every_text_that_a_shipped_rule_shows(own_odoo, standin, webhooks):
    admin = own_odoo(demo=True).rpc("admin")
    orders, reason = "bldimagaz.bc", "discord_notify_reason"
    for megabytes in (1, 10, 50):
        stars = "*" * (megabytes * MB)
        name = stars[:INDEXED]
        partner = admin.create("res.partner", name=name)
        admin.create(
            "alimenteur.solde", client=partner, solde=1, reference_no=name[:-megabytes]
        )
        order = admin.create(
            orders, name=stars, bl_number=stars, client=partner, depositaire=partner
        )
        for date in ("2026-05-02", "2026-05-03"):
            context = {"context": {reason: stars}}
            admin.call(orders, "write", [order], {"date_ecriture": date}, **context)
        behind = f"behind {megabytes}"
        follower = admin.create("res.partner", name=behind)
        admin.create("alimenteur.solde", client=follower, solde=2)
        order = admin.create(
            orders, name=behind, bl_number=behind, client=follower, depositaire=follower
        )
        for date in ("2026-05-02", "2026-05-03"):
            admin.call(orders, "write", [order], {"date_ecriture": date})
        for webhook in webhooks.values():
            hears = functools.partial(hears_last, standin, webhook, behind)
            eventually(hears, timeout=SECONDS)
        eventually(lambda: not admin.find(*UNSENT))
    health = admin.call("discord.webhook", "search_read", [], ["state"])
    assert {webhook["state"] for webhook in health} == {"ok"}


def hears_last(standin, webhook, text):
    """Whether its channel shows this in its last message, which may carry several."""
    messages = standin.messages(webhook.channel_id)
    return bool(messages) and text in str(messages[-1])
