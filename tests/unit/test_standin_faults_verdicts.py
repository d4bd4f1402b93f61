"""What our client makes of every fault, beside what the stand-in says of it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from discord.client import Client
from discord.webhook_url import parse
from discord_standin import Standin
from discord_standin.faults import FAULTS

STATUSES_UNREACHED = (502, 503, 521, 522, 523, 525, 526, 530)
STATUSES_UNKNOWN = (500, 504, 520, 524)


def both(*names):
    return [f"{name}_{when}" for name in names for when in ("before", "after")]


# (outcome, case) → faults
VERDICTS = {
    ("delivered", "delivered"): ["late"],
    ("delivered", "delivered_unnamed"): [
        *("no_content", "invalid_json", "empty_json", "broken_chunks"),
        *("cut", "stalls", "drips", "endless", "huge"),
    ],
    ("in_doubt", "intercepted"): [
        *both("portal", "cut_head"),
        "portal_json",
    ],
    ("unavailable", "redirected"): [
        f"redirect_{status}" for status in (301, 302, 303, 307, 308)
    ],
    ("refused", "invalid"): ["invalid_content", "invalid_embed"],
    ("refused", "misnamed"): ["invalid_username"],
    ("refused", "rejected"): [
        *("empty", "explicit", "automod", "automod_title", "harmful_link"),
    ],
    ("refused", "too_large"): ["too_large", "too_large_page"],
    ("blocked", "misconfigured"): [
        *("thread_missing", "thread_twice", "thread_refused", "thread_unstarted"),
        *("tag_missing", "thread_archived", "thread_locked", "channel_type"),
        *("thread_full", "threads_full", "forum_refused"),
    ],
    ("blocked", "disabled"): ["messages_disabled", "feature_disabled"],
    ("limited", "slowed"): ["slow_mode", "channel_writes", "server_writes"],
    ("blocked", "unexplained"): ["unheard_of", "general_error"],
    ("gone", "token_unknown"): ["invalid_token"],
    ("gone", "unauthorized"): ["unauthorized"],
    ("gone", "webhook_unknown"): ["unknown_webhook"],
    ("gone", "channel_unknown"): ["unknown_channel"],
    ("blocked", "forbidden"): ["no_permission", "no_access"],
    ("blocked", "barred"): ["barred_agent", "barred_page", "barred_json"],
    ("blocked", "thread_unknown"): ["unknown_message"],
    ("blocked", "not_allowed"): ["not_allowed"],
    ("unavailable", "unproven"): [
        *("no_route", "not_found_page", "bad_request_page", "proxy_login"),
    ],
    ("limited", "limited"): ["limited", "limited_hours"],
    ("limited", "limited_old"): ["edited_too_often"],
    ("limited", "limited_channel"): ["limited_channel", "limited_channel_hours"],
    ("limited", "limited_all"): ["limited_all"],
    ("blocked", "banned"): ["ban_page", "ban_page_told", "ban_json"],
    ("unavailable", "unreached"): [
        "overloaded",
        *(f"status_{status}" for status in STATUSES_UNREACHED),
    ],
    ("in_doubt", "server_error"): [
        *both("failed", *(f"status_{status}" for status in STATUSES_UNKNOWN)),
    ],
    ("in_doubt", "unanswered"): [
        *both("closes", "resets", "silent", "garbage", "drips_head"),
        "held",
    ],
}
ROWS = [(name, *verdict) for verdict, names in VERDICTS.items() for name in names]

# Only here is it known that no answer will end by itself.
ENDLESS = {*both("silent", "drips_head"), "held", "stalls", "drips"}
IN_THREAD = {"unknown_message"}


@pytest.fixture(scope="module")
def standin():
    with Standin(limits=False) as standin:
        yield standin


@pytest.fixture(scope="module")
def webhooks(standin):
    return {name: standin.add_webhook(name) for name in FAULTS}


@pytest.fixture(scope="module")
def ask_for_all(standin, webhooks):
    """Ask ``ask(client, name, address)`` under each of the faults, many at a time."""

    def ask_for_all(ask, names):
        with (
            closing(Client(standin.url, "1.0", timeout=0.25, total=0.25)) as hasty,
            closing(Client(standin.url, "1.0", timeout=9, total=9)) as patient,
            ThreadPoolExecutor(16) as threads,
        ):

            def verdict(name):
                client = hasty if name in ENDLESS else patient
                with standin.misbehave(name, webhooks[name].id):
                    return ask(client, name, parse(webhooks[name].url))

            return dict(zip(names, threads.map(verdict, names), strict=False))

    return ask_for_all


@pytest.fixture(scope="module")
def verdicts(ask_for_all, standin):
    """The verdict on one message per fault."""

    def post(client, name, address):
        thread_id = "3" * 19 if name in IN_THREAD else None
        return client.execute(address, {"content": "a", "username": "b"}, thread_id)

    verdicts = ask_for_all(post, list(FAULTS))
    standin.wait_for(sum(fault.stores for fault in FAULTS.values()), timeout=5)
    return verdicts


def test_every_fault_has_a_verdict():
    assert sorted(name for name, *_ in ROWS) == sorted(FAULTS)


@pytest.mark.parametrize(("name", "outcome", "case"), ROWS)
def test_the_client_concludes_what_it_may(verdicts, name, outcome, case):
    assert (verdicts[name].outcome, verdicts[name].case) == (outcome, case)
    assert FAULTS[name].outcome == outcome


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_the_message_is_stored_as_the_table_says(standin, webhooks, verdicts, name):
    webhook = webhooks[name]
    stored = [message["id"] for message in standin.messages(webhook.channel_id)]
    posted = [r for r in standin.requests() if r["method"] == "POST"]
    [request] = [r for r in posted if r["webhook_id"] == webhook.id]
    assert len(stored) == FAULTS[name].stores
    assert request["fault"] == name
    assert request["stored"] == (stored[0] if stored else None)


def test_the_client_reads_what_a_fault_tells(verdicts):
    assert verdicts["limited_hours"].retry_after == 7200
    assert verdicts["limited_channel_hours"].retry_after == 7200
    assert verdicts["ban_page"].retry_after is None
    assert verdicts["ban_page_told"].retry_after == 2285
    assert verdicts["ban_json"].retry_after is None
    where = "embeds[0].description: Must be 4096 or fewer in length."
    assert verdicts["invalid_embed"].error_path == where


def test_a_question_under_a_fault_is_neither_answered_nor_in_doubt(ask_for_all):
    # A question cannot tell a webhook from a webhook.
    spoiling = {name for name, fault in FAULTS.items() if not fault.stores}
    names = sorted(spoiling - {"portal_json"})
    verdicts = ask_for_all(lambda client, _, address: client.describe(address), names)
    outcomes = {name: verdict.outcome for name, verdict in verdicts.items()}
    assert not {"delivered", "in_doubt"} & set(outcomes.values()), outcomes
