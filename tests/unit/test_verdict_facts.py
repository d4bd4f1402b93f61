"""What a verdict tells beside its row."""

import json
import ssl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests import ConnectionError, ReadTimeout

from discord.answer import LONGEST_WAIT, Answer
from discord.judge import judge_exception, judge_response
from discord.policy import Outcome
from discord.verdict import ORPHANED, Verdict

JSON = {"Content-Type": "application/json"}
TOO_LONG = {"_errors": [{"code": "MAX", "message": "Must be 4096 or fewer in length."}]}


def judge(status, body, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return judge_response(status, {**JSON, **headers}, json.dumps(body).encode())


def test_a_stored_message_is_known_by_its_numbers():
    verdict = judge(
        200,
        {"id": "111", "channel_id": "222"},
        X_RateLimit_Limit="5",
        X_RateLimit_Remaining="0",
        X_RateLimit_Reset_After="1.25",
    )
    assert (verdict.message_id, verdict.channel_id) == ("111", "222")
    assert verdict.bucket == (5, 0, 1.25)
    assert verdict.bucket_pause == 1.25
    assert verdict.scope is None


@pytest.mark.parametrize(
    ("errors", "path"),
    [
        (
            {"embeds": {"0": {"description": TOO_LONG}}},
            "embeds[0].description: Must be 4096 or fewer in length.",
        ),
        (
            {"content": TOO_LONG, "username": TOO_LONG},
            "content: Must be 4096 or fewer in length.; "
            "username: Must be 4096 or fewer in length.",
        ),
        ({"embeds": ["0"]}, ""),
        ({"_errors": "odd"}, ""),
        ("odd", ""),
        (None, ""),
    ],
)
def test_discords_tree_of_errors_becomes_one_line(errors, path):
    verdict = judge(400, {"code": 50035, "message": "Invalid", "errors": errors})
    assert verdict.error_path == path
    assert path in verdict.reason


@pytest.mark.parametrize(
    ("errors", "places", "part"),
    [
        ({"content": TOO_LONG}, set(), "content"),
        (None, set(), ""),
        (
            {"embeds": {"0": {"title": TOO_LONG}, "7": {"title": TOO_LONG}}},
            {0, 7},
            "embeds.title",
        ),
        (
            {"embeds": {"2": {"fields": {"5": {"name": TOO_LONG}}}}},
            {2},
            "embeds.fields.name",
        ),
        (
            {"embeds": {"2": {"title": TOO_LONG}}, "content": TOO_LONG},
            set(),
            "content embeds.title",
        ),
        ({"embeds": {**TOO_LONG, "1": TOO_LONG}}, set(), "embeds"),
    ],
)
def test_the_embeds_that_are_wrong_are_known_if_nothing_else_is(errors, places, part):
    body = {"code": 50035, "message": "Invalid Form Body", "errors": errors}
    verdict = judge(400, body)
    assert (verdict.blamed_embeds, verdict.blamed_part) == (places, part)


@pytest.mark.parametrize(
    ("asked", "header", "seconds"),
    [
        (0.376, None, 0.376),
        (64.57, "1337", 1337),
        (5, "2", 5),
        (None, "30", 30),
        ("7", None, 7),
        (1e30, None, LONGEST_WAIT),
        (float("inf"), None, None),
        (float("nan"), None, None),
        (-1, None, None),
        (True, None, None),
        ([1], "Fri, 31 Dec 2027 23:59:59 GMT", None),
    ],
)
def test_the_longer_of_the_two_waiting_times_counts_if_it_is_one(
    asked, header, seconds
):
    headers = {"Retry_After": header} if header else {}
    assert judge(429, {"retry_after": asked}, **headers).retry_after == seconds


@pytest.mark.parametrize(
    ("status", "scope", "invalid"),
    [
        (401, None, True),
        (403, None, True),
        (429, "user", True),
        (429, None, True),
        (429, "shared", False),
        (404, None, False),
        (200, None, False),
        (None, None, False),
    ],
)
def test_what_leads_to_a_ban_is_counted(status, scope, invalid):
    verdict = Verdict("limited", http_status=status, scope=scope)
    assert verdict.is_invalid_request is invalid


@pytest.mark.parametrize(
    ("case", "error", "began"),
    [
        ("unanswered", ReadTimeout("read"), True),
        ("unanswered", ConnectionError("reset"), True),
        ("unanswered", ssl.SSLError("record"), True),
        ("offline", ConnectionError("refused"), False),
        ("offline", TimeoutError(), False),
        ("untrusted", ssl.SSLCertVerificationError("bad"), False),
        ("untrusted", ConnectionError(ssl.SSLError("handshake")), False),
    ],
)
def test_only_a_request_that_began_is_in_doubt(case, error, began):
    verdict = judge_exception(error, began)
    assert verdict.case == case
    assert verdict.detail == type(error).__name__
    assert judge_exception(error, began, describing=True).outcome != Outcome.IN_DOUBT


def test_a_reason_is_one_line_for_a_person():
    verdict = judge(404, {"code": 10015, "message": "Unknown\r\nWebhook\x1b[31m"})
    assert verdict.reason == (
        "The webhook was deleted in Discord "
        "(HTTP 404, Discord 10015, Unknown  Webhook [31m)."
    )
    assert ORPHANED.reason == "The server stopped while the message was being sent."


def test_a_secret_that_an_answer_repeats_is_left_out():
    message = {"_errors": [{"message": "no s3cret here"}]}
    errors = {"content": message, "s3cret": message}
    body = {"code": 50035, "message": "s3cret", "errors": errors}
    verdict = judge(400, body).without("s3cret")
    assert "s3cret" not in f"{verdict} {verdict.reason}"


def test_an_answer_nested_beyond_reason_is_survived():
    deep = b'{"errors":' + b'{"a":' * 9000 + b"1" + b"}" * 9001
    for body in (b"[" * 60_000, deep, b'{"code": ' + b"9" * 60_000 + b"}", b"\xff"):
        answer = Answer(400, JSON, body)
        assert answer.code is None
        assert answer.errors == {}


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
words = st.sampled_from(["code", "message", "errors", "_errors", "id", "retry_after"])
bodies = st.binary() | st.dictionaries(words, json_values).map(json.dumps).map(
    str.encode
)


@given(st.integers(200, 599), bodies, st.booleans(), st.booleans())
def test_any_answer_has_a_verdict(status, body, in_thread, describing):
    verdict = judge_response(
        status, JSON, body, in_thread=in_thread, describing=describing
    )
    assert verdict.reason.isprintable()
