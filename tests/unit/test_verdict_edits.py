"""What an answer says of a message that was to be edited or deleted."""

import json

import pytest

from discord.judge import judge_exception, judge_response
from discord.policy import Holds, Outcome, Step
from discord.verdict import ORPHANED

JSON = {"Content-Type": "application/json"}


def judge(status, code=None, *, verb="patch", in_thread=False, **body):
    if code is not None:
        body.update(code=code, message="said")
    data = json.dumps(body).encode() if body else b""
    return judge_response(status, JSON, data, verb=verb, in_thread=in_thread)


def test_an_edited_message_comes_back():
    verdict = judge(200, id="111", channel_id="222")
    assert (verdict.step, verdict.message_id) == (Step.DONE, "111")


def test_a_deletion_is_answered_with_nothing():
    assert judge(204, verb="delete").step is Step.DONE


@pytest.mark.parametrize(
    ("code", "in_thread"), [(10008, False), (10008, True), (10003, True)]
)
def test_a_message_that_is_gone_concerns_that_message_only(code, in_thread):
    verdict = judge(404, code, in_thread=in_thread)
    assert (verdict.step, verdict.holds) == (Step.DROP, Holds.NOTHING)
    assert not verdict.stops
    again = judge(404, code, verb="delete", in_thread=in_thread)
    assert again.step is Step.DONE


@pytest.mark.parametrize("verb", ["patch", "delete"])
def test_a_webhook_that_is_gone_is_gone_for_edits_too(verb):
    assert judge(404, 10015, verb=verb).step is Step.ASK
    assert judge(401, 50027, verb=verb).step is Step.ASK


def test_old_messages_wait_for_as_long_as_discord_says():
    verdict = judge(429, 30046, retry_after=12.5)
    assert (verdict.outcome, verdict.retry_after) == (Outcome.LIMITED, 12.5)
    assert verdict.holds is Holds.OLD


@pytest.mark.parametrize(
    "verdict",
    [
        judge(500, 0),
        judge_response(200, {"Content-Type": "text/html"}, b"<html>", verb="patch"),
        judge_response(200, {"Content-Type": "text/html"}, b"<html>", verb="delete"),
        judge_exception(ConnectionResetError(), began=True),
        ORPHANED,
    ],
)
def test_nothing_of_an_edit_is_in_doubt(verdict):
    assert verdict.step is Step.DOUBT
    assert (verdict.of_edit.step, verdict.of_edit.outcome) == (
        Step.RESEND,
        Outcome.UNAVAILABLE,
    )


def test_what_is_certain_of_an_edit_stays_so():
    verdict = judge(503, 130000)
    assert verdict.of_edit is verdict
