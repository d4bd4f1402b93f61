"""Two Odoo servers on one database send each notification once, in order."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import requests
from channel import MODEL, numbered
from json2 import Json2, new_key
from waiting import eventually

EACH = 50  # notifications of each of four webhooks


@pytest.fixture(scope="module")
def other_server(odoo_server, start_odoo):
    server = start_odoo(odoo_server.database)
    yield server
    server.stop()


@pytest.mark.long
def test_of_200_notifications_each_arrives_once_and_in_order(
    add_channel, admin, odoo_server, other_server
):
    channels = [add_channel(f"two servers {number}") for number in range(4)]
    key = new_key(admin, admin.user_id)
    apis = [Json2(server.url, key) for server in (odoo_server, other_server)]
    texts = numbered(EACH)

    def save(channel):
        for number, text in enumerate(texts):
            line = channel.line(text)
            apis[number % 2].call(MODEL, "create", vals_list=[line])

    def press_send_now(api, done):
        """What the buttons of two impatient people add to the crowd."""
        pressed = 0
        while not done():
            waiting = api.call(
                "discord.notification", "search", domain=[("state", "=", "outgoing")]
            )
            pressed += bool(waiting) and send_now(api, waiting)
            time.sleep(0.05)  # impatient, but human
        return pressed

    with ThreadPoolExecutor() as pool:
        saving = [pool.submit(save, channel) for channel in channels]
        done = lambda: all(future.done() for future in saving)  # noqa: E731
        pressing = [pool.submit(press_send_now, api, done) for api in apis]
        for future in saving:
            future.result()
        assert all(future.result() for future in pressing)
    for channel in channels:
        channel.hears(texts)
        with suppress(AssertionError):  # Discord shows them before its answer is read
            eventually(lambda channel=channel: set(channel.states()) == {"sent"})
        rows = channel.rows("state", "attempts", "failure_reason")
        unsent = [row for row in rows if row["state"] != "sent"]
        others = [row for row in channel.deliveries() if row["state"] != "delivered"]
        assert (unsent, others) == ([], [])
    for server in (odoo_server, other_server):
        assert "deadlock" not in server.log_text()


def test_a_changed_rule_holds_at_once_on_every_server(
    add_channel, admin, odoo_server, other_server
):
    channel = add_channel("two servers, one rule")
    key = new_key(admin, admin.user_id)
    apis = [Json2(server.url, key) for server in (odoo_server, other_server)]
    changes = [{"template": f"{{product}} {n}"} for n in range(4)]
    changes += [{"active": False}, {"active": True}]
    for number, change in enumerate(changes):
        editor, saver = apis if number % 2 else reversed(apis)
        editor.call("discord.rule", "write", ids=[channel.rule_id], vals=change)
        saver.call(MODEL, "create", vals_list=[channel.line("Farine")])
    told = [row["content"] for row in channel.rows("content")]
    assert told == ["Farine 0", "Farine 1", "Farine 2", "Farine 3", "Farine 3"]


def test_a_changed_route_and_call_hold_at_once_on_every_server(
    add_channel, admin, other_server
):
    other, casa = add_channel("else of two servers"), add_channel("casa of two")
    elsewhere = other_server.rpc("admin")
    admin.call("discord.rule", "write", [casa.rule_id], {"active": False})
    line = {"value": "2", "webhook_id": casa.webhook_id}
    rule = {"route_field": "quantity", "route_ids": [[0, 0, line]]}
    admin.call("discord.rule", "write", [other.rule_id], rule)
    elsewhere.create(MODEL, **other.line("n001"), quantity=2)
    casa.hears(["n001"])
    route_ids = admin.find("discord.rule.route", ("webhook_id", "=", casa.webhook_id))
    admin.call("discord.rule.route", "write", route_ids, {"value": "3"})
    elsewhere.create(MODEL, **other.line("n002"), quantity=2)
    other.hears(["n002"])
    [mention_id, _name] = admin.call("discord.mention", "name_create", "<@&123>")
    calls = {"mention_ids": [mention_id]}
    admin.call("discord.rule", "write", [other.rule_id], calls)
    admin.call("discord.mention", "write", [mention_id], {"discord_id": "<@&124>"})
    elsewhere.create(MODEL, **other.line("n003"), quantity=2)
    other.hears(["n002", "n003"])
    assert other.messages()[-1]["mentions_pinged"] == ["<@&124>"]


def send_now(api, ids):
    """Press the button; whether there was still something to send."""
    try:
        api.call("discord.notification", "action_send_now", ids=ids)
    except requests.HTTPError as error:
        assert error.response.status_code == 422, error.response.text
        return False
    return True
