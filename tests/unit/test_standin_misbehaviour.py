"""Which requests meet a fault, and what the stand-in tells of it."""

import threading

import pytest
import requests

from discord_standin.faults.answers import error, limited


@pytest.fixture
def webhook(standin):
    return standin.add_webhook("a")


@pytest.fixture
def post(standin):
    """A function that posts a text and returns the status, None if there is none."""

    def post(webhook, content="a"):
        address = f"{standin.address(webhook)}?wait=true"
        try:
            return requests.post(
                address, json={"content": content}, timeout=5, allow_redirects=False
            ).status_code
        except requests.ConnectionError:
            return None

    return post


def test_a_fault_ends_with_its_block_and_counts(standin, webhook, post):
    with standin.misbehave("unknown_webhook") as fault:
        assert [post(webhook), post(webhook)] == [404, 404]
    assert fault.count == 2
    assert post(webhook) == 200


def test_a_fault_happens_so_many_times(standin, webhook, post):
    fault = standin.misbehave("status_502", times=2)
    assert [post(webhook) for _ in range(3)] == [502, 502, 200]
    assert fault.count == 2


def test_a_fault_meets_only_its_webhook_or_channel(standin, webhook, post):
    other = standin.add_webhook("other")
    neighbour = standin.add_webhook("neighbour", other.channel_id)
    standin.misbehave("no_access", webhook.id)
    standin.misbehave("status_503", channel_id=other.channel_id)
    assert post(webhook) == 403
    assert [post(other), post(neighbour)] == [503, 503]


def test_a_fault_meets_only_the_messages_that_match(standin, webhook, post):
    standin.misbehave("failed_before", matching='é "poison"\n')
    assert post(webhook) == 200
    assert post(webhook, 'un été "poison"\nfin') == 500
    embeds = {"embeds": [{"description": 'été "poison"\n.'}]}
    assert requests.post(standin.address(webhook), json=embeds).status_code == 500
    assert requests.get(standin.address(webhook), timeout=5).status_code == 200


def test_chance_takes_the_same_course_from_the_same_seed(standin, webhook, post):
    standin.misbehave("status_502", probability=0.5)
    standin.seed(7)
    course = [post(webhook) for _ in range(12)]
    standin.seed(7)
    assert [post(webhook) for _ in range(12)] == course
    assert set(course) == {200, 502}


def test_it_tells_which_fault_a_request_met_and_which_message_it_left(
    standin, webhook, post
):
    for name in ("closes_before", "closes_after", "failed_after"):
        standin.misbehave(name, times=1)
    assert [post(webhook) for _ in range(4)] == [None, None, 500, 200]
    ids = [message["id"] for message in standin.messages()]
    told = [(r["fault"], r["status"], r["stored"]) for r in standin.requests()]
    assert told == [
        ("closes_before", None, None),
        ("closes_after", None, ids[0]),
        ("failed_after", 500, ids[1]),
        (None, 200, ids[2]),
    ]


def test_a_fault_after_the_message_spares_what_discord_refuses(standin, webhook, post):
    fault = standin.misbehave("no_content")
    assert post(webhook, content=" ") == 400
    assert post(webhook, content="a") == 204
    assert fault.count == 1


def test_a_held_request_is_stored_once_it_is_let_go(standin, webhook, post):
    with standin.misbehave("held") as held:
        thread = threading.Thread(target=post, args=[webhook])
        thread.start()
        held.wait_for(1, timeout=5)
        assert (standin.messages(), standin.requests()) == ([], [])
    [message] = standin.messages()
    thread.join()
    [request] = standin.requests()
    assert (request["fault"], request["stored"]) == ("held", message["id"])
    with pytest.raises(TimeoutError, match="1 of 2 requests"):
        held.wait_for(2, timeout=0.01)


def test_any_answer_can_be_given(standin, webhook):
    address = standin.address(webhook)
    standin.misbehave(error(400, 220001, "A thread, please"), times=1)
    standin.misbehave(limited(7200, "shared"), times=1)
    standin.misbehave({"status": 418, "text": "tea", "headers": {"A": "b"}}, times=1)
    coded, hours, tea = [requests.post(address, json={}, timeout=5) for _ in range(3)]
    assert (coded.status_code, coded.json()["code"]) == (400, 220001)
    assert (hours.status_code, hours.json()["retry_after"]) == (429, 7200)
    assert (tea.status_code, tea.text, tea.headers["A"]) == (418, "tea", "b")


def test_an_answer_can_be_late(standin, webhook):
    address = standin.address(webhook)
    standin.misbehave({"seconds": 0.1}, times=1)
    late = requests.post(address, json={"content": "a"}, timeout=5)
    assert late.status_code == 204
    assert late.elapsed.total_seconds() >= 0.1
    assert len(standin.messages()) == 1


def test_another_process_can_make_it_misbehave(standin, webhook, post):
    faults = f"{standin.url}/standin/faults"
    asked = {"fault": "no_permission", "webhook_id": webhook.id, "times": 1}
    assert requests.post(faults, json=asked, timeout=5).ok
    asked = {"fault": {"status": 503, "json": {"code": 130000}}, "matching": "a"}
    assert requests.post(faults, json=asked, timeout=5).ok
    assert [post(webhook), post(webhook)] == [403, 503]
    told = requests.get(faults, timeout=5).json()
    assert [(one["fault"], one["count"]) for one in told] == [
        ("no_permission", 1),
        ("503 on demand", 1),
    ]
    assert requests.delete(faults, timeout=5).status_code == 204
    assert requests.get(faults, timeout=5).json() == []
    assert post(webhook) == 200


@pytest.mark.parametrize("asked", [{"fault": "none"}, {}, {"fault": {"colour": 1}}])
def test_a_fault_that_does_not_exist_is_refused(standin, webhook, post, asked):
    faults = f"{standin.url}/standin/faults"
    assert requests.post(faults, json=asked, timeout=5).status_code == 400
    assert post(webhook) == 200


def test_another_process_can_begin_a_course_of_chance(standin, webhook, post):
    settings = f"{standin.url}/standin/settings"
    standin.misbehave("status_502", probability=0.5)
    courses = []
    for _ in range(2):
        requests.post(settings, json={"seed": 3}, timeout=5)
        courses.append([post(webhook) for _ in range(8)])
    assert courses[0] == courses[1]
    assert standin.limits is False


def test_a_reset_ends_all_faults(standin, webhook, post):
    standin.misbehave("ban_json")
    standin.reset()
    assert post(webhook) == 200


def test_a_reset_forgets_what_was_kept_waiting(standin, webhook, post):
    held = standin.misbehave("held")
    thread = threading.Thread(target=post, args=[webhook])
    thread.start()
    held.wait_for(1, timeout=5)
    standin.reset()
    thread.join()
    assert standin.messages() == []


def test_while_it_is_down_nobody_is_connected(standin, webhook, post):
    with standin.down():
        assert post(webhook) is None
    assert post(webhook) == 200
    assert len(standin.requests()) == 1
