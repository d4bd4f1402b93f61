"""A request's body, as Discord reads it."""

import json
from email.message import Message

from . import refusals
from .exchange import Answer, Request
from .kinds import problem


def read_json(request: Request) -> object | Answer:
    """The body as JSON, or the answer to one that is not."""
    header = Message()
    header["Content-Type"] = request.headers.get("Content-Type", "")
    if header.get_content_type() != "application/json":
        shown = "Expected \"Content-Type\" header to be one of {'application/json'}."
        return refusals.invalid_form_body(problem("CONTENT_TYPE_INVALID", shown))
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError):
        return refusals.invalid_json()
