"""Our numbers, tried on the stand-in's judge of messages."""

import pytest

from discord import limits
from discord_standin.validator import validate

BIG = "💸"  # one code point, two UTF-16 units, four bytes


def embed(**parts):
    return {"embeds": [{"description": "d", **parts}]}


@pytest.mark.parametrize(
    ("most", "payload"),
    [
        (limits.CONTENT_MAX, lambda n: {"content": BIG * n}),
        (limits.USERNAME_MAX, lambda n: {"content": "c", "username": BIG * n}),
        (limits.EMBEDS_MAX, lambda n: {"embeds": [{"title": "t"}] * n}),
        (limits.EMBED_TITLE_MAX, lambda n: embed(title=BIG * n)),
        (limits.EMBED_DESCRIPTION_MAX, lambda n: embed(description=BIG * n)),
        (limits.EMBED_FIELDS_MAX, lambda n: embed(fields=[field()] * n)),
        (limits.EMBED_FIELD_NAME_MAX, lambda n: embed(fields=[field(name=BIG * n)])),
        (limits.EMBED_FIELD_VALUE_MAX, lambda n: embed(fields=[field(value=BIG * n)])),
        (limits.EMBED_FOOTER_MAX, lambda n: embed(footer={"text": BIG * n})),
        (limits.EMBED_AUTHOR_MAX, lambda n: embed(author={"name": BIG * n})),
        (limits.EMBED_TOTAL_MAX, lambda n: {"embeds": descriptions(n)}),
    ],
)
def test_each_limit_is_the_last_that_is_accepted(most, payload):
    assert not validate(payload(most))
    assert validate(payload(most + 1))


def field(**parts):
    return {"name": "n", "value": "v", **parts}


def descriptions(length):
    return [{"description": BIG * 3000}, {"description": BIG * (length - 3000)}]
