"""How old versions of Discord's API differ from today's.

An address without a version, as Discord's own settings show it, means version 6.
Source: Discord's change log, "API and Gateway V8", and its reference, "API Versioning".
"""

import json

from .exchange import Answer

DEFAULT_VERSION = 6
VERSIONS = range(6, 11)
LAST_VERSION_OF_MILLISECONDS = 7


def as_version(version: int, answer: Answer) -> Answer:
    """Rewrite an answer of today as ``version`` would have given it."""
    if version > LAST_VERSION_OF_MILLISECONDS or answer.status not in (400, 429):
        return answer
    body = json.loads(answer.body)
    if answer.status == 429:
        body["retry_after"] = round(body["retry_after"] * 1000)
        answer.headers["Retry-After"] = str(body["retry_after"])
    elif "errors" in body:
        # Of an embed it names the position only: {"embeds": ["0"]}.
        body = {key: _flat(tree) for key, tree in body["errors"].items()}
    answer.body = json.dumps(body).encode()
    return answer


def _flat(tree) -> list[str]:
    if isinstance(tree, list):
        return [error["message"] for error in tree]
    if "_errors" in tree:
        return [error["message"] for error in tree["_errors"]]
    return list(tree)
