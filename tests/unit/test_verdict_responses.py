"""The policy table, row by row, from what Discord and others answer."""

import json

import pytest

from discord.judge import judge_response
from discord.policy import POLICY, STOPS, Holds, Outcome, Step
from discord_standin.faults.codes import CODES, coded

JSON = {"Content-Type": "application/json"}
HTML = {"Content-Type": "text/html; charset=UTF-8"}
LIMITS = {
    "X-RateLimit-Limit": "5",
    "X-RateLimit-Remaining": "4",
    "X-RateLimit-Reset-After": "1.25",
}
STORED = {"id": "111", "channel_id": "222", "content": "x"}
PAGE = b"<html><title>Sign in to the network</title></html>"
WRONG = {"_errors": [{"code": "X", "message": "Wrong."}]}
BLOCKED = {"code": 0, "message": "You are being blocked from accessing our API"}


def error(code, **more):
    return {"code": code, "message": "Words of Discord", **more}


def form(**errors):
    return error(50035, errors=errors)


def wait(seconds, is_global=False):
    return {"message": "Limited.", "retry_after": seconds, "global": is_global}


def scope(name):
    return {**JSON, **LIMITS, "X-RateLimit-Scope": name, "Via": "1.1 google"}


ROWS = [
    # 2xx: delivered only with a proof
    ("delivered", 200, JSON, STORED),
    ("delivered", 201, JSON, STORED),
    ("delivered_unnamed", 204, {}, b""),
    ("delivered_unnamed", 200, JSON, b'{"id": "11'),
    ("delivered_unnamed", 200, JSON, b""),
    ("delivered_unnamed", 200, LIMITS, b""),
    ("intercepted", 200, HTML, PAGE),
    ("intercepted", 200, {}, b""),
    ("intercepted", 200, JSON, {"status": "ok"}),
    ("intercepted", 200, {**JSON, **LIMITS}, {**STORED, "token": "secret"}),
    # 3xx
    ("redirected", 301, {"Location": "https://elsewhere.example"}, b""),
    ("redirected", 302, HTML, PAGE),
    ("redirected", 308, {}, b""),
    # 400 and 413
    ("invalid", 400, JSON, error(50035)),
    ("invalid", 400, JSON, form(content=WRONG)),
    ("invalid", 400, JSON, form(embeds={"3": {"image": {"url": WRONG}}})),
    ("invalid", 400, JSON, form(username=WRONG, content=WRONG)),
    ("invalid", 400, JSON, form(**WRONG)),
    ("invalid", 400, JSON, error(50035, errors={"embeds": ["0"]})),
    ("misnamed", 400, JSON, form(username=WRONG)),
    ("misnamed", 400, JSON, form(avatar_url=WRONG, username=WRONG)),
    ("misconfigured", 400, JSON, form(thread_id=WRONG)),
    ("unexplained", 400, JSON, form(allowed_mentions={"roles": WRONG})),
    ("unexplained", 400, JSON, error(50109)),
    ("unexplained", 400, JSON, error(0)),
    ("unexplained", 400, JSON, error(987654)),
    ("unexplained", 404, JSON, error(10014)),
    ("disabled", 400, JSON, error(40006)),
    ("disabled", 403, JSON, error(40004)),
    ("slowed", 400, JSON, error(20016)),
    ("slowed", 429, JSON, error(20028, retry_after=3)),
    ("slowed", 403, JSON, error(20029)),
    ("misconfigured", 400, JSON, error(30033)),
    ("misconfigured", 403, JSON, error(160006)),
    ("misconfigured", 400, JSON, error(220004)),
    ("rejected", 400, JSON, error(50006)),
    ("rejected", 400, JSON, error(20009)),
    ("rejected", 400, JSON, error(200000)),
    ("rejected", 400, JSON, error(240000)),
    ("misconfigured", 400, JSON, error(220001)),
    ("misconfigured", 400, JSON, error(220003)),
    ("misconfigured", 400, JSON, error(40067)),
    ("misconfigured", 400, JSON, error(50083)),
    ("misconfigured", 403, JSON, error(160005)),
    ("misconfigured", 400, JSON, error(50024)),
    ("unproven", 400, HTML, PAGE),
    ("too_large", 413, HTML, PAGE),
    ("too_large", 413, JSON, error(40005)),
    ("unexplained", 415, JSON, error(0)),
    # 401, 403, 404, 405, 408
    ("token_unknown", 401, JSON, error(50027)),
    ("unauthorized", 401, JSON, error(0)),
    ("unauthorized", 401, JSON, error(50014)),
    ("unproven", 401, HTML, PAGE),
    ("unproven", 407, HTML, PAGE),
    ("forbidden", 403, JSON, error(50013)),
    ("forbidden", 403, JSON, error(50001)),
    ("barred", 403, JSON, error(40333)),
    ("barred", 403, {"Content-Type": "text/plain"}, b"error code: 1010"),
    ("barred", 403, HTML, PAGE),
    ("webhook_unknown", 404, JSON, error(10015)),
    ("channel_unknown", 404, JSON, error(10003)),
    ("unproven", 404, JSON, error(0)),
    ("unproven", 404, HTML, PAGE),
    ("unproven", 404, JSON, {"code": True, "message": "x"}),
    ("unproven", 404, JSON, {"code": 10015}),
    ("not_allowed", 405, JSON, error(0)),
    ("not_allowed", 405, HTML, PAGE),
    ("unreached", 408, JSON, error(0)),
    # 429
    ("limited", 429, scope("user"), wait(0.376)),
    ("limited", 429, {**JSON, "Via": "1.1 google"}, wait(1)),
    ("limited", 429, {**scope("user"), "Retry-After": "2"}, b"<html>"),
    ("limited_old", 429, scope("user"), {**wait(45), **error(30046)}),
    ("slowed", 429, scope("user"), error(30046)),
    ("limited_channel", 429, scope("shared"), wait(45)),
    ("limited_channel", 429, {**JSON, **LIMITS}, wait(45)),
    ("limited_all", 429, scope("global"), wait(1)),
    ("limited_all", 429, scope("user"), wait(1, is_global=True)),
    ("limited_all", 429, {**scope("user"), "X-RateLimit-Global": "true"}, wait(1)),
    ("banned", 429, JSON, BLOCKED),
    ("banned", 429, {**JSON, "Retry-After": "30"}, BLOCKED),
    ("banned", 429, JSON, wait(5)),
    ("banned", 429, HTML, PAGE),
    ("banned", 429, {**HTML, "Retry-After": "2285"}, PAGE),
    ("banned", 429, {**HTML, "Via": "1.1 proxy", "Retry-After": "9"}, PAGE),
    # 5xx
    *(("unreached", s, HTML, PAGE) for s in (502, 503, 521, 522, 523, 525, 526, 530)),
    ("unreached", 500, JSON, error(130000)),
    *(("server_error", s, HTML, PAGE) for s in (500, 504, 520, 524, 507, 599)),
    ("server_error", 500, JSON, error(0)),
]


@pytest.mark.parametrize(("case", "status", "headers", "body"), ROWS)
def test_an_answer_falls_under_its_row(case, status, headers, body):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    assert judge_response(status, headers, body).case == case


def test_every_row_of_the_policy_is_reached():
    not_answers = {"described", "thread_unknown"}  # see below
    not_answers |= {"blamed", "barred_again"}  # what earlier answers say of this one
    not_answers |= {"edited", "message_gone", "unconfirmed"}  # of edits
    no_answer = {"offline", "untrusted", "unanswered", "orphaned"}
    assert {row[0] for row in ROWS} | not_answers | no_answer == set(POLICY)


@pytest.mark.parametrize("code", [10003, 10008])
def test_a_thread_that_is_gone_does_not_break_the_webhook(code):
    body = json.dumps(error(code)).encode()
    verdict = judge_response(404, JSON, body, in_thread=True)
    assert (verdict.case, verdict.step) == ("thread_unknown", Step.LOOK)


def test_a_name_that_was_not_given_cannot_be_blamed():
    body = json.dumps(form(username=WRONG)).encode()
    assert judge_response(400, JSON, body, named=False).case == "unexplained"


BLAMING = {20009, 40005, 50006, 50035, 200000, 200001, 240000}


@pytest.mark.parametrize("code", sorted({*CODES, *range(0, 600_000, 9973)}))
def test_of_all_codes_only_those_that_blame_the_message_condemn_it(code):
    answer = coded(code)
    verdict = judge_response(answer.status, answer.headers, answer.body)
    condemns = verdict.step in (Step.REPAIR, Step.REJECT)
    assert condemns == (code in BLAMING)
    assert verdict.outcome not in (Outcome.DELIVERED, Outcome.IN_DOUBT)


@pytest.mark.parametrize(
    ("case", "status", "body"),
    [
        ("described", 200, {**STORED, "name": "Spidey", "token": "secret"}),
        ("unproven", 200, {"hello": "world"}),
        ("webhook_unknown", 404, error(10015)),
        ("token_unknown", 401, error(50027)),
        ("unreached", 500, error(0)),
        ("unauthorized", 401, error(0)),
        ("redirected", 302, {}),
    ],
)
def test_a_question_about_the_webhook_leaves_no_doubt(case, status, body):
    verdict = judge_response(status, JSON, json.dumps(body).encode(), describing=True)
    assert verdict.case == case
    assert verdict.outcome != Outcome.IN_DOUBT


def test_a_description_tells_name_and_channel_and_no_message_or_token():
    body = json.dumps({**STORED, "name": "Spi\ndey", "token": "sec-ret"}).encode()
    verdict = judge_response(200, JSON, body, describing=True)
    assert (verdict.webhook_name, verdict.channel_id) == ("Spi dey", "222")
    assert verdict.message_id is None
    assert "sec-ret" not in repr(verdict)


@pytest.mark.parametrize("case", sorted(POLICY))
def test_each_row_of_the_policy_agrees_with_itself(case):
    policy = POLICY[case]
    is_done = policy.outcome == Outcome.DELIVERED
    assert is_done == (policy.step == Step.DONE)
    assert (policy.outcome == Outcome.IN_DOUBT) == (policy.step == Step.DOUBT)
    assert (policy.step in STOPS) <= (policy.outcome in (Outcome.GONE, Outcome.BLOCKED))
    assert (policy.step == Step.ASK) <= (policy.outcome == Outcome.GONE)
    assert (policy.step in STOPS) <= bool(policy.pauses and policy.patience)
    assert (policy.step == Step.PROBE) <= (policy.holds == Holds.EVERYTHING)
    assert not (policy.counts and policy.outcome in (Outcome.LIMITED, Outcome.BLOCKED))
    assert policy.reason and "http" not in policy.reason
