"""The stand-in's messages are edited and deleted by Discord's rules."""

import pytest
import requests


@pytest.fixture
def webhook(standin):
    return standin.add_webhook("Alertes BL")


@pytest.fixture
def ask(standin, webhook):
    """Ask something of a message: ``ask("PATCH", id, {...}, thread_id=...)``."""

    def ask(method, message_id, payload=None, of=webhook, **query):
        url = f"{standin.address(of)}/messages/{message_id}"
        return requests.request(method, url, json=payload, params=query, timeout=5)

    return ask


@pytest.fixture
def post(standin, webhook):
    def post(payload, **query):
        query["wait"] = "true"
        address = standin.address(webhook)
        answer = requests.post(address, json=payload, params=query, timeout=5)
        return answer.json()["id"]

    return post


def test_an_edit_replaces_what_it_names_and_keeps_the_rest(standin, ask, post):
    id_ = post({"content": "a", "embeds": [{"title": "t"}], "username": "ASG"})
    answer = ask("PATCH", id_, {"content": "b"})
    assert (answer.status_code, answer.json()["content"]) == (200, "b")
    [message] = standin.messages()
    assert message["shown"] == "b\n\nt"
    assert message["username"] == "ASG"
    assert message["edited_timestamp"]
    ask("PATCH", id_, {"embeds": []})
    assert standin.messages()[0]["shown"] == "b"


def test_embeds_that_come_to_a_message_without_cards_are_not_seen(standin, ask, post):
    id_ = post({"content": "a", "flags": 4})
    ask("PATCH", id_, {"embeds": [{"title": "t"}]})
    assert standin.messages()[0]["shown"] == "a"
    ask("PATCH", id_, {"embeds": [{"title": "t"}], "flags": 0})
    assert standin.messages()[0]["shown"] == "a\n\nt"


def test_an_edit_pings_nobody(standin, ask, post):
    id_ = post({"content": "a", "allowed_mentions": {"parse": ["everyone"]}})
    everyone = {"parse": ["everyone"]}
    ask("PATCH", id_, {"content": "@everyone", "allowed_mentions": everyone})
    assert standin.messages()[0]["mentions_pinged"] == []


def test_a_bad_edit_changes_nothing(standin, ask, post):
    id_ = post({"content": "a"})
    for payload, code in (
        ({"content": "x" * 2001}, 50035),
        ({"content": ""}, 50006),
        ({"content": "b", "flags": 4096}, 50035),
    ):
        answer = ask("PATCH", id_, payload)
        assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert standin.messages()[0]["shown"] == "a"


def test_a_deleted_message_is_unknown_from_then_on(standin, ask, post):
    id_, other = post({"content": "a"}), post({"content": "b"})
    assert ask("DELETE", id_).status_code == 204
    for method in ("DELETE", "GET", "PATCH"):
        answer = ask(method, id_, {"content": "c"})
        assert (answer.status_code, answer.json()["code"]) == (404, 10008)
    standin.delete_message(other)
    assert ask("PATCH", other, {"content": "c"}).status_code == 404
    assert standin.messages() == []


def test_nobody_edits_the_message_of_another_webhook(standin, webhook, ask, post):
    other = standin.add_webhook("Other", webhook.channel_id)
    answer = ask("PATCH", post({"content": "a"}), {"content": "b"}, of=other)
    assert answer.json()["code"] == 10008


def test_a_message_in_a_thread_is_found_by_who_names_it(standin, webhook, ask, post):
    thread_id = standin.add_thread(webhook.channel_id, "a thread")
    id_ = post({"content": "a"}, thread_id=thread_id)
    assert ask("PATCH", id_, {"content": "b"}).json()["code"] == 10008
    assert ask("PATCH", id_, {"content": "b"}, thread_id="1").json()["code"] == 10003
    assert ask("PATCH", id_, {"content": "b"}, thread_id=thread_id).ok


def test_edits_have_a_bucket_of_their_own(standin, ask, post):
    standin.limits = True
    id_ = post({"content": "a"})
    answers = [ask("PATCH", id_, {"content": str(n)}) for n in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[-1].headers["X-RateLimit-Scope"] == "user"
    assert post({"content": "b"})


def test_a_fault_can_be_at_edits_alone(standin, ask, post):
    with standin.misbehave("edited_too_often", method="PATCH"):
        id_ = post({"content": "a"})
        answer = ask("PATCH", id_, {"content": "b"})
    assert (answer.status_code, answer.json()["code"]) == (429, 30046)
    assert answer.json()["retry_after"] == 1
