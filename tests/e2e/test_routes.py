"""One rule tells by several webhooks: once, in order, each where it belongs."""

from types import SimpleNamespace

import pytest
from waiting import eventually

MODEL = "bldimagaz.linbc"


@pytest.fixture
def routed(admin, add_channel):
    """A channel for all else, and those of two cities."""
    else_, casa, rabat = (add_channel(name) for name in ("#ventes", "#casa", "#rabat"))
    for other in (casa, rabat):
        admin.call("discord.rule", "write", [other.rule_id], {"active": False})
    routes = [
        [0, 0, {"value": value, "webhook_id": channel.webhook_id}]
        for value, channel in (("2", casa), ("3", rabat))
    ]
    rule = {"route_field": "quantity", "route_ids": routes}
    admin.call("discord.rule", "write", [else_.rule_id], rule)
    return SimpleNamespace(other=else_, casa=casa, rabat=rabat)


def tell(admin, routed, *numbers):
    """Save a line for each number; the quantity decides."""
    lines = [
        {**routed.other.line(f"n{number:03}"), "quantity": quantity}
        for number, quantity in numbers
    ]
    admin.call(MODEL, "create", lines)


def numbered(*numbers):
    return [f"n{number:03}" for number in numbers]


def test_each_is_told_once_in_order_where_its_field_says(admin, routed):
    tell(admin, routed, *((number, 1 + number % 3) for number in range(1, 31)))
    routed.other.hears(numbered(*range(3, 31, 3)))
    routed.casa.hears(numbered(*range(1, 31, 3)))
    routed.rabat.hears(numbered(*range(2, 31, 3)))


def test_a_changed_route_holds_for_the_next_save(admin, routed):
    route_ids = admin.find(
        "discord.rule.route", ("webhook_id", "=", routed.casa.webhook_id)
    )
    admin.call("discord.rule.route", "write", route_ids, {"value": "7"})
    tell(admin, routed, (1, 2), (2, 7))
    routed.other.hears(numbered(1))
    routed.casa.hears(numbered(2))
    admin.call("discord.rule.route", "unlink", route_ids)
    tell(admin, routed, (3, 7))
    routed.other.hears(numbered(1, 3))


def test_a_channel_that_cannot_hear_keeps_its_own(admin, routed, standin):
    routed.rabat.set(active=False)
    standin.delete_webhook(routed.casa.webhook.id)
    tell(admin, routed, (1, 1), (2, 2), (3, 3))
    routed.other.hears(numbered(1))
    eventually(lambda: routed.casa.state()[0] == "broken")
    assert routed.casa.states() == routed.rabat.states() == ["outgoing"]
    routed.rabat.set(active=True)
    routed.rabat.hears(numbered(3))
    routed.casa.mend()
    routed.casa.hears(numbered(2))
    assert routed.other.heard() == numbered(1)


def test_without_a_url_the_else_hears_it_and_waits_for_one_itself(admin, add_channel):
    webhook_ids = [
        admin.create("discord.webhook", name=name) for name in ("#else", "#nowhere")
    ]
    casa = add_channel("#casa-seule")
    rule = {
        "webhook_id": webhook_ids[0],
        "route_field": "quantity",
        "route_ids": [
            [0, 0, {"value": "2", "webhook_id": casa.webhook_id}],
            [0, 0, {"value": "3", "webhook_id": webhook_ids[1]}],
        ],
    }
    admin.call("discord.rule", "write", [casa.rule_id], rule)
    lines = [{**casa.line(f"n{number:03}"), "quantity": number} for number in (1, 2, 3)]
    admin.call(MODEL, "create", lines)
    casa.hears(numbered(2))
    waiting = [("rule_id", "=", casa.rule_id), ("state", "=", "outgoing")]

    def waits_at():
        rows = admin.call(
            "discord.notification", "search_read", waiting, ["webhook_id"], order="id"
        )
        return [row["webhook_id"][0] for row in rows]

    eventually(lambda: waits_at() == [webhook_ids[0]] * 2)
    other = admin.read("discord.webhook", webhook_ids[0], "state", "waiting_count")
    assert (other["state"], other["waiting_count"]) == ("unconfigured", 2)
    # Once it has one, they leave.
    url = {"url": casa.webhook.url}
    admin.call("discord.webhook", "write", webhook_ids[:1], url)
    casa.hears(numbered(2, 1, 3))
