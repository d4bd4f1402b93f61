"""Every limit of a message's body: what just fits and what just does not."""

import pytest

from discord_standin import validate
from discord_standin.mentions import pinged


def embed(**parts):
    return {"embeds": [parts]}


def field(**parts):
    return embed(fields=[{"name": "n", "value": "v", **parts}])


# What is made of n characters or items, the most that fit, and where the error is.
LENGTHS = [
    (lambda n: {"content": "é" * n}, 2000, "content"),
    (lambda n: {"content": "💸" * n}, 2000, "content"),
    (lambda n: {"content": " " + "x" * n + "\n"}, 2000, "content"),
    (lambda n: {"username": "x" * n}, 80, "username"),
    (lambda n: {"thread_name": "x" * n}, 100, "thread_name"),
    (lambda n: {"embeds": [{"title": "x"}] * n}, 10, "embeds"),
    (lambda n: embed(title="x" * n), 256, "embeds.0.title"),
    (lambda n: embed(description="x" * n), 4096, "embeds.0.description"),
    (lambda n: embed(footer={"text": "x" * n}), 2048, "embeds.0.footer.text"),
    (lambda n: embed(author={"name": "x" * n}), 256, "embeds.0.author.name"),
    (lambda n: embed(fields=[{"name": "n", "value": "v"}] * n), 25, "embeds.0.fields"),
    (lambda n: field(name="x" * n), 256, "embeds.0.fields.0.name"),
    (lambda n: field(value="x" * n), 1024, "embeds.0.fields.0.value"),
    (lambda n: embed(title="x", color=n), 0xFFFFFF, "embeds.0.color"),
    (lambda n: {"allowed_mentions": {"users": [1] * n}}, 100, "allowed_mentions.users"),
]


@pytest.mark.parametrize(("make", "most", "where"), LENGTHS)
def test_the_limit_is_inclusive(make, most, where):
    assert validate(make(most)) is None
    assert list(errors_of(make(most + 1))) == [where]


def test_the_texts_of_all_embeds_together_have_6000():
    def embeds(last):
        half = {"title": "x" * 100, "description": "x" * 2400}
        parts = {"footer": {"text": "x" * 300}, "author": {"name": "x" * 100}}
        fields = [{"name": "x" * 50, "value": "x" * last}]
        return {
            "content": "x" * 2000,
            "embeds": [half, half, {**parts, "fields": fields}],
        }

    assert validate(embeds(550)) is None
    assert errors_of(embeds(551)) == {"embeds": "MAX_EMBED_SIZE_EXCEEDED"}


REFUSED = [
    ([], "", "MODEL_TYPE_CONVERT"),
    ({"content": []}, "content", "STRING_TYPE_CONVERT"),
    ({"content": True}, "content", "STRING_TYPE_CONVERT"),
    ({"username": ""}, "username", "BASE_TYPE_BAD_LENGTH"),
    ({"username": "My Discord"}, "username", "USERNAME_INVALID_CONTAINS"),
    ({"username": "CLYDE2"}, "username", "USERNAME_INVALID_CONTAINS"),
    ({"username": "everyone"}, "username", "USERNAME_INVALID"),
    ({"username": "Groundsphere"}, "username", "USERNAME_INVALID"),
    ({"avatar_url": ""}, "avatar_url", "URL_TYPE_INVALID_SCHEME"),
    ({"avatar_url": "https://a b"}, "avatar_url", "URL_TYPE_INVALID_URL"),
    ({"tts": "yes"}, "tts", "BOOLEAN_TYPE_CONVERT"),
    ({"flags": 1}, "flags", "BASE_TYPE_CHOICES"),
    ({"embeds": {}}, "embeds", "LIST_TYPE_CONVERT"),
    ({"embeds": ["x"]}, "embeds.0", "MODEL_TYPE_CONVERT"),
    (embed(), "embeds.0.description", "BASE_TYPE_REQUIRED"),
    (embed(color=1), "embeds.0.description", "BASE_TYPE_REQUIRED"),
    (embed(title="x", url="ftp://a.b"), "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
    (embed(title="x", url="https://"), "embeds.0.url", "URL_TYPE_INVALID_URL"),
    (embed(title="x", color="red"), "embeds.0.color", "NUMBER_TYPE_COERCE"),
    (embed(title="x", color=-1), "embeds.0.color", "NUMBER_TYPE_MIN"),
    (embed(title="x", timestamp="hier"), "embeds.0.timestamp", "DATE_TIME_TYPE_PARSE"),
    (embed(footer={"text": " "}), "embeds.0.footer.text", "BASE_TYPE_REQUIRED"),
    (field(name=""), "embeds.0.fields.0.name", "BASE_TYPE_REQUIRED"),
    (field(value=None), "embeds.0.fields.0.value", "BASE_TYPE_REQUIRED"),
    (
        {"allowed_mentions": {"parse": ["all"]}},
        "allowed_mentions.parse.0",
        "BASE_TYPE_CHOICES",
    ),
    (
        {"allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
]


@pytest.mark.parametrize(("payload", "where", "code"), REFUSED)
def test_a_bad_value_is_refused_at_its_place(payload, where, code):
    assert errors_of(payload) == {where: code}


ACCEPTED = [
    {},
    {"content": None, "username": None, "embeds": None, "allowed_mentions": None},
    {"content": 42, "unknown": ["ignored"]},
    {"flags": 4096 | 4, "tts": True, "avatar_url": "http://a.b/c.png"},
    embed(title="x", timestamp="2026-11-23T12:00:00.000Z", color="255"),
    embed(image={"url": "attachment://a.png"}),
    {"allowed_mentions": {"parse": [], "users": ["1"], "roles": ["2"]}},
    {"allowed_mentions": {"parse": ["users"], "users": []}},
]


@pytest.mark.parametrize("payload", ACCEPTED)
def test_a_good_body_has_no_errors(payload):
    assert validate(payload) is None


MENTIONS = [
    ({}, "<@1> <@!2> <@&3> @everyone @here", ["<@1>", "<@!2>"]),
    ({"allowed_mentions": {"parse": []}}, "<@1> <@&3> @everyone", []),
    ({"allowed_mentions": {}}, "<@1> @here", []),
    ({"allowed_mentions": {"parse": ["everyone"]}}, "<@1> `@here` @here", ["@here"]),
    ({"allowed_mentions": {"roles": ["3"]}}, "<@&3> <@&4> <@3>", ["<@&3>"]),
    ({"embeds": [{"title": "<@1>"}]}, "nobody", []),
]


@pytest.mark.parametrize(("more", "content", "expected"), MENTIONS)
def test_only_allowed_mentions_ping(more, content, expected):
    assert pinged({"content": content, **more}) == expected


def errors_of(payload):
    """The errors tree as {path with dots: code}."""
    return dict(leaves(validate(payload) or {}))


def leaves(tree, path=()):
    for key, below in tree.items():
        if key == "_errors":
            yield ".".join(path), below[0]["code"]
        else:
            yield from leaves(below, (*path, key))
