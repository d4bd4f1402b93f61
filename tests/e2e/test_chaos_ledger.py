"""The ledger of the chaos test sees what is wrong: a proof that cannot fail is none."""

import pytest
from chaos.ledger import Ledger

MARKED = "-# répétition possible · réf 0007"


def row(topup, state="sent", id_=1):
    return {"topup": topup, "id": id_, "state": state, "reason": "because"}


def delivery(*topups, state="in_doubt"):
    row = {"id": 7, "state": state, "error": "no answer", "topups": topups}
    return {7: {**row, "repeat_of_id": None}}


def ledger(rows, messages, deliveries=None, refused=None, asked_again=()):
    """The ledger of messages in their order; their numbers are their places."""
    messages = {str(place): text for place, text in enumerate(messages)}
    return Ledger(rows, deliveries or {}, messages, {}, refused or {}, set(asked_again))


def test_all_is_well_when_everything_arrived_once_in_order():
    rows = [row("w0-00001"), row("w1-00001"), row("w0-00002")]
    messages = ["**w1-00001**", "**w0-00001**\n\n**w0-00002**"]
    assert ledger(rows, messages).wrong == []


def test_a_repeat_of_a_request_in_doubt_is_well_and_named():
    messages = ["**w0-00001**", f"**w0-00001**\n{MARKED}"]
    compared = ledger([row("w0-00001")], messages, delivery("w0-00001"))
    assert compared.wrong == []
    assert compared.duplicates == {"request 7, no answer": ["w0-00001"]}


def test_an_error_is_well_where_discord_refused_that_very_message():
    rows = [row("w0-00001", "error")]
    assert ledger(rows, [], refused={"w0-00001": "automod"}).wrong == []
    assert ledger(rows, []).wrong == ["w0-00001 is error, arrived: False"]


def test_a_message_says_what_became_of_its_record():
    changed = {**row("w0-00001"), "message_id": "0", "words": "v2", "is_deleted": False}
    assert ledger([changed], ["**w0-00001** v2\n> 1"]).wrong == []
    assert ledger([changed], ["**w0-00001** v1\n> 1"]).wrong
    deleted = {**changed, "words": "", "is_deleted": True}
    assert ledger([deleted], ["~~**w0-00001** v2~~"]).wrong == []
    assert ledger([deleted], ["**w0-00001** v2"]).wrong


def test_what_a_person_sent_again_may_arrive_late():
    rows = [row("w0-00001", id_=5), row("w0-00002", id_=6)]
    messages = ["**w0-00002**", "**w0-00001**"]
    assert ledger(rows, messages, asked_again=[5]).wrong == []
    assert ledger(rows, messages).wrong == ["w0-00001 arrived after w0-00002"]


@pytest.mark.parametrize(
    ("rows", "messages", "deliveries"),
    [
        pytest.param([row("w0-00001")], [], {}, id="lost"),
        pytest.param([row("w0-00001", "outgoing")], [], {}, id="still waiting"),
        pytest.param([row("w0-00001", None)], [], {}, id="never noticed"),
        pytest.param([], ["**w0-00001**"], {}, id="never saved"),
        pytest.param([row("w0-00001")], ["**w0-00001**"] * 2, {}, id="not marked"),
        pytest.param(
            [row("w0-00001")],
            ["**w0-00001**", f"**w0-00001**\n{MARKED}"],
            delivery("w0-00001", state="delivered"),
            id="no doubt",
        ),
        pytest.param(
            [row("w0-00001")],
            ["**w0-00001**", f"**w0-00001**\n{MARKED}"],
            delivery("w0-00002"),
            id="another's doubt",
        ),
        pytest.param(
            [row("w0-00001"), row("w0-00001", id_=2)], ["w0-00001"], {}, id="two rows"
        ),
    ],
)
def test_what_should_not_be_is_named(rows, messages, deliveries):
    assert ledger(rows, messages, deliveries).wrong


def living(words="", message_id="0", is_deleted=False):
    known = {"words": words, "message_id": message_id, "is_deleted": is_deleted}
    return {**row("w0-00001"), **known}


@pytest.mark.parametrize(
    ("row", "messages"),
    [
        pytest.param(living("v2"), ["**w0-00001** v2\n> 1"], id="changed"),
        pytest.param(living(), ["**w0-00001**\n> 1"], id="as it was"),
        pytest.param(living(is_deleted=True), ["~~**w0-00001** v2~~\n"], id="deleted"),
        pytest.param(living("v2", None), ["**w0-00001** v1\n"], id="unknown number"),
    ],
)
def test_a_message_that_shows_the_last_word_is_well(row, messages):
    assert ledger([row], messages).wrong == []


@pytest.mark.parametrize(
    ("row", "messages"),
    [
        pytest.param(living("v2"), ["**w0-00001** v1\n> 1"], id="stale"),
        pytest.param(living("v2"), ["~~**w0-00001** v2~~\n> 1"], id="struck out"),
        pytest.param(living(is_deleted=True), ["**w0-00001** v2\n"], id="not deleted"),
        pytest.param(
            living(), ["**w0-00002**\n> 1\n**w0-00001**\n> 1"], id="out of order"
        ),
    ],
)
def test_a_message_that_does_not_is_named(row, messages):
    assert ledger([row], messages).wrong
