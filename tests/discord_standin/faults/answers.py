"""What Discord and those on the way to it answer, where the stand-in does not anyway.

Cloudflare's pages are shortened; no client should look for more than their kind.
"""

from .. import refusals
from ..exchange import Answer

HTML = {"Content-Type": "text/html; charset=UTF-8"}
TEXT = {"Content-Type": "text/plain; charset=UTF-8"}
JSON = {"Content-Type": "application/json"}


def error(status: int, code: int, message: str, **more) -> Answer:
    """An error of Discord's own."""
    answer = refusals.refusal(status, code, message, **more)
    answer.headers.update(refusals.VIA)
    return answer


def limited(retry_after: float, scope: str, **more) -> Answer:
    """Discord's 429. ``scope``: "user" (the webhook), "shared" (channel) or "global".

    As documented, a "shared" limit comes with headers that know nothing of it, and a
    "global" one with none. ``more`` is said in the body, too.
    """
    answer = refusals.rate_limited(retry_after, scope, **more)
    remaining, reset_after = ("0", retry_after) if scope == "user" else ("4", 1.25)
    if scope != "global":
        answer.headers["X-RateLimit-Limit"] = "5"
        answer.headers["X-RateLimit-Remaining"] = remaining
        answer.headers["X-RateLimit-Reset-After"] = f"{reset_after:.3f}"
    answer.headers.update(refusals.VIA)
    return answer


def page(status: int, title: str, **headers: str) -> Answer:
    """A page of whoever is on the way."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    html = f"<!DOCTYPE html><html><title>{title}</title><h1>{title}</h1></html>"
    return Answer(status, html.encode(), {**HTML, **named})


def ban_page(retry_after: int | None = None) -> Answer:
    """Cloudflare's ban 1015; since March 2026 it can say for how many seconds."""
    told = {} if retry_after is None else {"Retry_After": str(retry_after)}
    return page(429, "Error 1015: You are being rate limited", **told)


def ban_json() -> Answer:
    """The ban in Discord's words, which Cloudflare keeps (discord-api-docs#5682)."""
    message = (
        "You are being blocked from accessing our API temporarily due to exceeding our "
        "rate limits frequently. Please read our docs at "
        "https://discord.com/developers/docs/topics/rate-limits to prevent this moving "
        "forward."
    )
    return Answer.of_json(429, {"code": 0, "message": message})


def redirect(status: int) -> Answer:
    """To the same address: who follows with a GET is given the webhook, with a 200."""
    return Answer(status, headers={"Location": "?redirected=true", **HTML})


def webhook_instead() -> Answer:
    """What a followed redirect ends in; its token is nobody's."""
    described = {"type": 1, "id": "1" * 19, "name": "Webhook", "channel_id": "2" * 19}
    return Answer.of_json(200, {**described, "token": "not-a-token"})
