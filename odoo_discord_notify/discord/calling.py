"""Who is called by a message, and that nobody else is.

Only a ``content`` calls, an embed never does (resources/message "Allowed Mentions").
A call is kept as a list of ``{"kind", "discord_id", "name"}``: its kind is `role`,
`user`, `here` or `everyone`, the last two without a number. What calls stands on a
line of its own at the beginning, and Discord is told by name whom it may call. As
`@here` and `@everyone` have one permission together, all other mentions in such a
message are broken by a letter that nobody sees.
"""

import re
from collections.abc import Iterable

#: the forms of a call; those of the first two are the form that Discord copies, too
FORMS = {"role": "<@&{}>", "user": "<@{}>", "here": "@here", "everyone": "@everyone"}
PASTED = re.compile(
    r"""\s*(?: <@&(?P<role>\d+)> | <@!?(?P<user>\d+)> | (?P<number>\d+)
        | @?(?P<here>here) | @?(?P<everyone>everyone) )\s*""",
    re.VERBOSE | re.ASCII,
)
#: at once: Discord takes 100 of a kind (resources/message "Allowed Mentions"), and a
#: content of 2000 has to say something, too
CALLED_MAX = 20
#: seconds: what has happened longer ago calls nobody any more
CALLED_WITHIN = 3600
LARGEST_ID = 2**63 - 1  # of Discord's numbers ("Snowflakes", developers/reference)
UNSEEN = "\N{ZERO WIDTH SPACE}"

# Wherever it stands, code and escapes included: rather one too many than one missed.
_MENTION = re.compile(r"@(?=everyone|here)|<@[!&]?(?=\d)", re.IGNORECASE)
# A letter put into an address would lead elsewhere; this says the same.
_URL = re.compile(r"https?://[^\s<>]+")
_URL_MENTION = re.compile(r"@(?=everyone|here)", re.IGNORECASE)


class Call(tuple):
    """Mentions as Discord reads them, each once, in one order: equal calls are one."""

    __slots__ = ()

    @classmethod
    def of(cls, mentions: Iterable[dict] | None) -> "Call":
        """From what is kept of a call; empty for none."""
        return cls(dict.fromkeys(map(written, _in_order(mentions or ()))))

    @property
    def line(self) -> str:
        return " ".join(self)

    @property
    def length(self) -> int:
        """How many code points of a content it takes from the texts behind it."""
        return len(self.line) + len("\n") if self else 0

    def allowed(self) -> dict:
        """Discord's ``allowed_mentions``: these, and nobody else."""
        allowed = {"parse": []}
        for mention in self:
            number = mention.strip("<@&>")
            if number.isdecimal():
                kind = "roles" if mention.startswith("<@&") else "users"
                allowed.setdefault(kind, []).append(number)
            else:
                allowed["parse"] = ["everyone"]
        return allowed


NOBODY = Call()


def written(mention: dict) -> str:
    """How a text mentions somebody: ``<@&1234>``, ``@here``."""
    return FORMS[mention["kind"]].format(mention.get("discord_id") or "")


def names(mentions: Iterable[dict] | None) -> dict[str, str]:
    """What apps show instead of each mention: ``{"<@&1234>": "@compta"}``."""
    return {written(one): shown_name(one) for one in mentions or ()}


def shown_name(mention: dict) -> str:
    """A name as apps show it, with its sign."""
    name = mention.get("name") or mention.get("discord_id") or mention["kind"]
    return name if name.startswith("@") else f"@{name}"


def pasted(text: str) -> tuple[str | None, str] | None:
    """(kind, number or "") of what somebody pastes; None where it is neither.

    The kind is None of a bare number: it may be a role's or a person's.
    """
    found = PASTED.fullmatch(text) if isinstance(text, str) else None
    if not found:
        return None
    kind, value = found.lastgroup, found[found.lastgroup]
    if kind in ("here", "everyone"):
        return kind, ""
    return (None if kind == "number" else kind), value


def broken(text: str) -> str:
    """A text that mentions nobody, and looks as before."""
    if "@" not in text:
        return text
    text = _URL.sub(lambda url: _URL_MENTION.sub("%40", url[0]), text)
    return _MENTION.sub(rf"\g<0>{UNSEEN}", text)


def calling(call: Call, text: str) -> str:
    """A content that begins with its call, and calls nobody else."""
    if not call:
        return text
    return "\n".join(filter(None, [call.line, broken(text)]))


def _in_order(mentions):
    kinds = list(FORMS)
    return sorted(
        mentions,
        key=lambda one: (kinds.index(one["kind"]), one.get("discord_id") or ""),
    )
