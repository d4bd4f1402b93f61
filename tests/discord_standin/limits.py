"""What Discord accepts in the bodies of Execute Webhook and of an edit, as data.

Sources: Discord's documentation, resources/webhook and resources/message ("Embed
Limits", "Allowed Mentions"); lengths are inclusive and in Unicode code points.
"""

from .kinds import Boolean, Choice, ListOf, Model, Number, Text, Timestamp, Url

# Over the title, description, field names and values, footer text and author name
# of all embeds of one message; `content` is not part of it.
EMBED_TEXT_MOST = 6000

CONTENT_MOST = 2000
EMBEDS_MOST = 10

# SUPPRESS_EMBEDS and SUPPRESS_NOTIFICATIONS. Components V2 are not stood in for.
FLAGS = (0, 1 << 2, 1 << 12, 1 << 2 | 1 << 12)

FORBIDDEN_IN_USERNAMES = {
    "clyde": ("USERNAME_INVALID_CONTAINS", 'Username cannot contain "clyde"'),
    "discord": ("USERNAME_INVALID_CONTAINS", 'Username cannot contain "discord"'),
}
# Whole names. The last one was refused to somebody, and nobody knows why: whatever a
# sender knows of the rules, some names only the answer can tell (discord-webhooks#100).
FORBIDDEN_USERNAMES = {
    name: ("USERNAME_INVALID", f'Username cannot be "{name}"')
    for name in ("everyone", "here", "system message", "groundsphere")
}

SNOWFLAKE = Number(0, (1 << 63) - 1, "snowflake")
PICTURE = Url(("http", "https", "attachment"))

FIELD = Model(
    {"name": Text(256), "value": Text(1024), "inline": Boolean()},
    needs=("name", "value"),
)

EMBED = Model(
    {
        "title": Text(256),
        "description": Text(4096),
        "url": Url(),
        "timestamp": Timestamp(),
        "color": Number(0, 0xFFFFFF),
        "footer": Model({"text": Text(2048), "icon_url": PICTURE}, needs=("text",)),
        "image": Model({"url": PICTURE}, needs=("url",)),
        "thumbnail": Model({"url": PICTURE}, needs=("url",)),
        "author": Model(
            {"name": Text(256), "url": Url(), "icon_url": PICTURE}, needs=("name",)
        ),
        "fields": ListOf(FIELD, 25),
    },
    one_of=(
        *("description", "title", "fields", "author", "footer"),
        *("image", "thumbnail", "timestamp"),
    ),
)

ALLOWED_MENTIONS = Model(
    {
        "parse": ListOf(Choice(("users", "roles", "everyone")), 3),
        "users": ListOf(SNOWFLAKE, 100),
        "roles": ListOf(SNOWFLAKE, 100),
        "replied_user": Boolean(),
    }
)

MESSAGE = Model(
    {
        "content": Text(CONTENT_MOST),
        "username": Text(
            80,
            least=1,
            forbidden=FORBIDDEN_IN_USERNAMES,
            reserved=FORBIDDEN_USERNAMES,
        ),
        "avatar_url": Url(),
        "tts": Boolean(),
        "embeds": ListOf(EMBED, EMBEDS_MOST),
        "allowed_mentions": ALLOWED_MENTIONS,
        "flags": Choice(FLAGS),
        "thread_name": Text(100, least=1),
    }
)

# What an edit may name; of the flags it sets or lifts SUPPRESS_EMBEDS alone.
EDIT = Model(
    {
        "content": Text(CONTENT_MOST),
        "embeds": ListOf(EMBED, EMBEDS_MOST),
        "allowed_mentions": ALLOWED_MENTIONS,
        "flags": Choice((0, 1 << 2)),
    }
)
