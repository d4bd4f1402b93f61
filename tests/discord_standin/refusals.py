"""Discord's error answers: ``{"message", "code"}`` and what goes with some of them.

Source: Discord's documentation, topics/opcodes-and-status-codes and topics/rate-limits.
"""

import math
from functools import partial

from .exchange import Answer
from .kinds import Tree

# What every answer of Discord's own has, and one of Cloudflare's has not.
VIA = {"Via": "1.1 google"}


def refusal(status: int, code: int, message: str, **more) -> Answer:
    return Answer.of_json(status, {"message": message, "code": code, **more})


not_found = partial(refusal, 404, 0, "404: Not Found")
method_not_allowed = partial(refusal, 405, 0, "405: Method Not Allowed")
unknown_channel = partial(refusal, 404, 10003, "Unknown Channel")
unknown_message = partial(refusal, 404, 10008, "Unknown Message")
unknown_webhook = partial(refusal, 404, 10015, "Unknown Webhook")
body_too_large = partial(refusal, 413, 40005, "Request entity too large")
empty_message = partial(refusal, 400, 50006, "Cannot send an empty message")
invalid_token = partial(refusal, 401, 50027, "Invalid Webhook Token")
invalid_version = partial(refusal, 400, 50041, "Invalid API version provided")
invalid_json = partial(refusal, 400, 50109, "The request body contains invalid JSON.")
thread_named_twice = partial(
    refusal, 400, 220002, "Webhooks cannot have both a thread_name and thread_id"
)
not_a_forum = partial(
    refusal, 400, 220003, "Webhooks can only create threads in forum channels"
)


def invalid_form_body(errors: Tree) -> Answer:
    return refusal(400, 50035, "Invalid Form Body", errors=errors)


def rate_limited(retry_after: float, scope: str, **more) -> Answer:
    """429; the header has whole seconds, the body has milliseconds after the point.

    ``scope``: "user" is the webhook's own limit, "shared" its channel's, "global" that
    of the sender's address.
    """
    answer = Answer.of_json(
        429,
        {
            "message": "You are being rate limited.",
            "retry_after": retry_after,
            "global": scope == "global",
            **more,
        },
    )
    answer.headers["Retry-After"] = str(math.ceil(retry_after))
    answer.headers["X-RateLimit-Scope"] = scope
    if scope == "global":
        answer.headers["X-RateLimit-Global"] = "true"
    return answer
