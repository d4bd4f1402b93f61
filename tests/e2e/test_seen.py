"""What is sent is seen: Discord's apps stop drawing a text after 199 nodes."""

import re

import pytest
from channel import Channel
from waiting import eventually

REFERENCE = re.compile(r"Référence : (\S+)")


@pytest.fixture
def seen(standin):
    """What readers see of all messages, and how many of these there are."""

    def look(channel_id=None):
        messages = standin.messages(channel_id)
        assert not any(message["drawing"]["is_cut"] for message in messages)
        return "\n".join(message["shown"] for message in messages), len(messages)

    return look


@pytest.mark.timeout(120)
def test_of_1000_top_ups_at_once_all_are_seen_in_23_messages(rpc, standin, seen):
    standin.limits = False
    client_id = rpc.find("res.partner", ("name", "=", "Dépôt Maârif"))[0]
    values = {"client": client_id, "solde": 1500}
    topup_ids = rpc.call("alimenteur.solde", "create", [values] * 1000)
    topups = rpc.call("alimenteur.solde", "read", topup_ids, ["reference_no"])
    references = [topup["reference_no"] for topup in topups]

    def told(text):  # of ours: what others in the house have saved may come late
        return [one for one in REFERENCE.findall(text) if one in ours]

    ours = set(references)
    eventually(lambda: len(told(seen()[0])) >= 1000, timeout=60)
    assert told(seen()[0]) == references
    assert sum(bool(told(one["shown"])) for one in standin.messages()) <= 23


@pytest.mark.parametrize(
    ("template", "number", "most", "words"),
    [
        ("{product} " + "**a** `b` ~~c~~ " * 20, 100, 5, "a b c " * 19 + "a b c"),
        ("{product} " + "💸" * 60, 100, 4, "💸" * 60),
        ("{product} 💸💸💸", 100, 1, "💸💸💸"),
        ("{product} " + "💸" * 199, 22, 2, "💸" * 199),
        ("{product} " + "💸" * 200 + " fin", 11, 1, "abrégé"),
    ],
    ids=["60 nodes", "60 emoji", "emoji only", "199 nodes", "200 nodes"],
)
def test_a_burst_is_seen_whole_in_the_fewest_messages(
    admin, rpc, standin, seen, template, number, most, words
):
    standin.limits = False
    channel = Channel(admin, rpc, standin, "vu")
    admin.call("discord.rule", "write", [channel.rule_id], {"template": template})
    names = [f"n{at:03}" for at in range(number)]
    channel.tell(*names)
    here = channel.webhook.channel_id
    eventually(lambda: len(re.findall(r"n\d{3}", seen(here)[0])) >= number, timeout=30)
    text, messages = seen(here)
    assert re.findall(r"n\d{3}", text) == names
    assert messages == most
    assert text.count(words) == number


def test_right_to_left_values_are_kept_apart_in_what_is_sent(admin, rpc, standin):
    channel = Channel(admin, rpc, standin, "sens")
    template = "{product} → {product}"
    admin.call("discord.rule", "write", [channel.rule_id], {"template": template})
    channel.tell("الرباط")
    [message] = standin.wait_for(1, 5, channel.webhook.channel_id)
    assert message["content"] == "\u2068الرباط\u2069 → \u2068الرباط\u2069"


def test_a_message_alone_has_no_cards_of_its_links(rpc, standin):
    rpc.create("bldimagaz.bc")
    [message] = standin.wait_for(1, timeout=5)
    assert message["flags"] == 4


def test_a_name_that_only_discord_refuses_is_said_and_not_used_again(
    admin, rpc, standin
):
    channel = Channel(admin, rpc, standin, "nom", username="groundsphere")
    here = channel.webhook.channel_id
    channel.tell("un")
    [message] = standin.wait_for(1, 15, here)
    assert message["username"] == "nom"
    fields = ["username_problem", "state"]
    [webhook] = admin.call("discord.webhook", "read", [channel.webhook_id], fields)
    assert "groundsphere" in webhook["username_problem"]
    assert webhook["state"] == "ok"
    standin.reset()
    channel.tell("deux")
    standin.wait_for(1, 15, here)
    [request] = standin.requests()
    assert request["status"] == 200


def test_a_picture_that_discord_refuses_costs_one_request_and_no_more(
    admin, rpc, standin
):
    logo = "https://asg.example/logo.png"
    channel = Channel(admin, rpc, standin, "image", username="ASG", avatar_url=logo)
    here = channel.webhook.channel_id
    wrong = {"_errors": [{"code": "URL_TYPE_INVALID_URL", "message": "Not a URL."}]}
    body = {"code": 50035, "message": "Invalid", "errors": {"avatar_url": wrong}}
    fault = {"status": 400, "json": body, "headers": {"Via": "1.1 google"}}
    standin.misbehave(fault, channel_id=here, matching=logo)
    channel.tell("un")
    standin.wait_for(1, 15, here)
    eventually(lambda: channel.states() == ["sent"])
    [webhook] = admin.call(
        "discord.webhook", "read", [channel.webhook_id], ["avatar_problem", "state"]
    )
    assert logo in webhook["avatar_problem"]
    assert webhook["state"] == "ok"
    before = len(channel.requests())
    assert before == 2
    channel.tell("deux")
    [_first, message] = standin.wait_for(2, 15, here)
    assert message["username"] == "ASG"
    assert len(channel.requests()) == before + 1
