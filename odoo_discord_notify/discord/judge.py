"""How an answer, or its absence, becomes a verdict: pure, and careful about proof."""

import re
import ssl

from .answer import Answer
from .policy import (
    CASE_OF_CODE,
    INVALID_FORM,
    OLD_MESSAGES,
    THREAD_CODES,
    UNKNOWN_MESSAGE,
    UNREACHED_STATUSES,
)
from .verdict import Verdict

TEXT_MAX = 500
# What the first part of a form error's path blames, by the body's own names.
TEXT_PARTS = frozenset({"content", "embeds"})
NAME_PARTS = frozenset({"username", "avatar_url"})
THREAD_PARTS = frozenset({"thread_id", "thread_name", "applied_tags"})


def judge_response(
    status, headers, body, *, in_thread=False, describing=False, named=True, verb="post"
):
    """Judge an answer.

    :param headers: a mapping; the case of its names does not matter.
    :param body: as many of its bytes as came.
    :param in_thread: whether the request named a thread.
    :param describing: whether it asked about the webhook (GET) instead of posting.
    :param named: whether the request gave a name or picture to post under.
    :param verb: "post", or what it did to a message of ours: "patch" or "delete".
    """
    answer = Answer(status, headers, body)
    case = None if verb == "post" else _edit_case(answer, in_thread, verb)
    case = case or _case(answer, in_thread, describing)
    if case == "misnamed" and not named:
        case = "unexplained"
    is_delivered, is_described = case == "delivered", case == "described"
    known = answer.json if is_delivered or is_described else {}
    errors = answer.errors.items()
    return Verdict(
        case=case,
        http_status=status,
        discord_code=answer.code,
        detail=_line(answer.message),
        error_path=_line("; ".join(f"{path}: {' '.join(e)}" for path, e in errors)),
        paths=tuple(answer.errors),
        retry_after=answer.retry_after,
        scope=answer.scope if status == 429 else None,
        bucket=answer.bucket,
        message_id=known["id"] if is_delivered else None,
        channel_id=known.get("channel_id"),
        guild_id=known["guild_id"] if _is_id(known.get("guild_id")) else None,
        webhook_name=_line(str(known.get("name") or "")) if is_described else None,
    )


def judge_exception(error, began, *, describing=False):
    """Judge a request that ended without an answer.

    :param error: what was raised; only its class is told, for its text has the URL.
    :param began: whether any byte of the request may have left.
    """
    detail = type(error).__name__
    if began and not describing:
        return Verdict("unanswered", detail=detail)
    is_untrusted = any(isinstance(e, ssl.SSLError) for e in _chain(error))
    return Verdict("untrusted" if is_untrusted else "offline", detail=detail)


def _case(answer, in_thread, describing):
    status = answer.status
    if 200 <= status < 300:
        return _description_case(answer) if describing else _success_case(answer)
    if 300 <= status < 400:
        return "redirected"
    if answer.code == OLD_MESSAGES:
        return "slowed" if answer.retry_after is None else "limited_old"
    if status == 429:
        return _limit_case(answer)
    if answer.code in THREAD_CODES and in_thread:
        return "thread_unknown"
    if answer.code == INVALID_FORM:
        return _form_case(answer)
    if answer.code in CASE_OF_CODE:
        return CASE_OF_CODE[answer.code]
    if 400 <= status < 500:
        return _refusal_case(answer)
    return "unreached" if status in UNREACHED_STATUSES or describing else "server_error"


def _edit_case(answer, in_thread, verb):
    """What an answer says of the message that was to be changed; None: nothing.

    To delete what is gone already is no failure: an earlier request may have done it.
    """
    is_gone = answer.code == UNKNOWN_MESSAGE or (
        in_thread and answer.code in THREAD_CODES  # it went with its thread
    )
    if verb == "delete" and (is_gone or answer.status == 204):
        return "edited"
    return "message_gone" if is_gone else None


def _form_case(answer):
    """A form error without a path is held against the message, whose form it is."""
    blamed = {re.split(r"[.[]", path)[0] for path in answer.errors} - {""}
    if not blamed or blamed & TEXT_PARTS:
        return "invalid"
    if blamed <= NAME_PARTS:
        return "misnamed"
    return "misconfigured" if blamed <= THREAD_PARTS else "unexplained"


def _success_case(answer):
    """A proof is asked for: proxies and captive portals answer 200 too."""
    message = answer.json
    if _is_id(message.get("id")) and _is_id(message.get("channel_id")):
        # Discord's description of the webhook: what a redirected POST ends in.
        return "intercepted" if "token" in message else "delivered"
    if answer.status == 204 or answer.has_limits:
        return "delivered_unnamed"
    return "delivered_unnamed" if answer.is_json and not message else "intercepted"


def _description_case(answer):
    known = _is_id(answer.json.get("id")) and _is_id(answer.json.get("channel_id"))
    return "described" if known else "unproven"


def _limit_case(answer):
    """A limit is Discord's own; a ban comes from Cloudflare, in front of Discord."""
    if CASE_OF_CODE.get(answer.code) == "slowed":
        return "slowed"
    through = answer.has_limits or (answer.json and "via" in answer.headers)
    if answer.retry_after is None or not through:
        return "banned"
    cases = {"global": "limited_all", "shared": "limited_channel"}
    return cases.get(answer.scope, "limited")


def _refusal_case(answer):
    """4xx with a code that says nothing, or without one."""
    status, code = answer.status, answer.code
    if code is None:
        pages = {403: "barred", 405: "not_allowed", 413: "too_large"}
        return pages.get(status, "unproven")
    if status == 404 and not code:
        return "unproven"  # a route that Discord does not know: says nothing of ours
    return {
        401: "unauthorized",
        403: "forbidden",
        405: "not_allowed",
        408: "unreached",
        413: "too_large",
    }.get(status, "unexplained")


def _is_id(value):
    return isinstance(value, str) and value.isascii() and value.isdigit()


def _line(text):
    """One printable line, so that no answer can forge a line of a log."""
    flat = "".join(c if c.isprintable() else " " for c in text)
    return flat[:TEXT_MAX].strip()


def _chain(error):
    """The error and all those behind it, however the libraries have wrapped them."""
    seen = []
    while isinstance(error, BaseException) and error not in seen:
        seen.append(error)
        wrapped = getattr(error, "reason", None) or (error.args or [None])[0]
        inner = wrapped if isinstance(wrapped, BaseException) else None
        error = inner or error.__cause__ or error.__context__
    return seen
