"""What the stand-in answers to a webhook's owner, over HTTP."""

import re

import pytest
import requests


@pytest.fixture
def webhook(standin):
    return standin.add_webhook("Alertes BL")


def post(url, payload, **more):
    return requests.post(url, json=payload, timeout=5, **more)


def test_a_webhook_looks_as_a_person_would_paste_it(webhook):
    assert re.fullmatch(
        r"https://discord\.com/api/webhooks/\d{19}/[\w-]{68}", webhook.url
    )
    assert webhook.token not in repr(webhook)


def test_with_wait_the_message_comes_back(standin, webhook):
    answer = post(f"{standin.address(webhook)}?wait=true", {"content": " Été \n"})
    message = answer.json()
    assert answer.status_code == 200
    assert re.fullmatch(r"\d{19}", message["id"])
    assert message["content"] == "Été"
    assert message["channel_id"] == webhook.channel_id
    assert message["webhook_id"] == webhook.id
    assert message["author"]["username"] == "Alertes BL"
    assert "mentions_pinged" not in message


def test_without_wait_nothing_comes_back_but_the_message_is_shown(standin, webhook):
    answer = post(standin.address(webhook), {"content": "Bonjour", "username": "ASG"})
    assert (answer.status_code, answer.content) == (204, b"")
    [message] = standin.messages(webhook.channel_id)
    assert (message["content"], message["username"]) == ("Bonjour", "ASG")


def test_get_describes_the_webhook_and_posts_nothing(standin, webhook):
    described = requests.get(standin.address(webhook), timeout=5).json()
    assert described["channel_id"] == webhook.channel_id
    assert described["token"] == webhook.token
    assert standin.messages() == []


def test_a_wrong_token_is_401_and_an_unknown_webhook_404(standin, webhook):
    wrong = post(standin.address(webhook) + "x", {"content": "a"})
    unknown = post(f"{standin.url}/api/v10/webhooks/1/x", {"content": "a"})
    assert wrong.json() == {"message": "Invalid Webhook Token", "code": 50027}
    assert wrong.status_code == 401
    assert unknown.json() == {"message": "Unknown Webhook", "code": 10015}
    assert unknown.status_code == 404


def test_a_deleted_webhook_is_unknown(standin, webhook):
    standin.delete_webhook(webhook.id)
    assert post(standin.address(webhook), {"content": "a"}).json()["code"] == 10015


def test_other_methods_are_405_and_other_addresses_404(standin, webhook):
    address = standin.address(webhook)
    assert requests.put(address, json={}, timeout=5).status_code == 405
    assert requests.get(f"{standin.url}/api/v10/users/@me", timeout=5).json() == {
        "message": "404: Not Found",
        "code": 0,
    }


def test_a_body_that_is_too_long_names_the_field(standin, webhook):
    answer = post(standin.address(webhook), {"content": "x" * 2001})
    assert answer.status_code == 400
    assert answer.json() == {
        "message": "Invalid Form Body",
        "code": 50035,
        "errors": {
            "content": {
                "_errors": [
                    {
                        "code": "BASE_TYPE_MAX_LENGTH",
                        "message": "Must be 2000 or fewer in length.",
                    }
                ]
            }
        },
    }


@pytest.mark.parametrize("payload", [{}, {"content": " \n"}, {"embeds": []}])
def test_nothing_to_show_is_50006(standin, webhook, payload):
    answer = post(standin.address(webhook), payload)
    assert answer.json() == {"message": "Cannot send an empty message", "code": 50006}


def test_the_body_must_be_json_and_say_so(standin, webhook):
    address = standin.address(webhook)
    json_type = {"Content-Type": "application/json; charset=utf-8"}
    text = requests.post(address, data=b"{}", timeout=5)
    broken = requests.post(address, data=b"{", headers=json_type, timeout=5)
    assert text.json()["errors"]["_errors"][0]["code"] == "CONTENT_TYPE_INVALID"
    assert (broken.status_code, broken.json()["code"]) == (400, 50109)


def test_only_threads_of_the_channel_can_be_posted_to(standin, webhook):
    thread_id = standin.add_thread(webhook.channel_id, "litiges")
    address = standin.address(webhook)
    post(f"{address}?thread_id={thread_id}", {"content": "a"})
    unknown = post(f"{address}?thread_id=77", {"content": "b"})
    both = post(
        f"{address}?thread_id={thread_id}", {"content": "c", "thread_name": "d"}
    )
    assert [message["content"] for message in standin.messages(thread_id)] == ["a"]
    assert unknown.json() == {"message": "Unknown Channel", "code": 10003}
    assert both.json()["code"] == 220002


def test_embeds_with_one_url_show_the_first_only(standin, webhook):
    embeds = [
        {"url": "https://a.b/1", "title": "first"},
        {"url": "https://a.b/1", "title": "hidden"},
        {"title": "without"},
        {"title": "without too"},
    ]
    post(standin.address(webhook), {"embeds": embeds})
    [message] = standin.messages()
    titles = [embed["title"] for embed in message["embeds"]]
    assert titles == ["first", "without", "without too"]


def test_an_address_without_version_gives_the_errors_of_version_6(standin, webhook):
    address = standin.address(webhook).replace("/v10", "")
    answer = post(address, {"embeds": [{"title": "x" * 257}]})
    assert answer.json() == {"embeds": ["0"]}
    assert post(address.replace("/api", "/api/v5"), {"content": "a"}).status_code == 400


def test_answers_have_the_header_that_a_ban_has_not(standin, webhook):
    assert "Via" in post(standin.address(webhook), {"content": "a"}).headers
