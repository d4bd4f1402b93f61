"""Discord's Markdown: values made harmless where they stand, texts cut where they may.

A backslash before any ASCII punctuation shows the mark itself, everywhere but inside
code. Escaping comes first and shortening after it, never inside an escape, a code
span or a link.
"""

import re
from collections.abc import Sequence
from enum import Enum
from urllib.parse import quote

# Stands for what shorten() leaves out. Without the spaces a URL before it would go on,
# and a backslash would escape it.
MARK = " … "
# A backtick cannot be escaped inside code, and there is no other way to keep one from
# closing the span. This letter looks the same, and is no mark of Markdown.
BACKTICK_LIKE = "\N{MODIFIER LETTER GRAVE ACCENT}"
_HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"  # where a template has a placeholder

_BREAKS = re.compile(r"(?<! ) *(?:[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029] *)+")
# Control characters, halves of surrogate pairs, and what turns the direction of the
# text that follows. The marks that join letters and emoji stay.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_SPECIAL = re.compile(
    r"""
      (?P<url> https?://\S+ )
    | (?P<number> \A\s*\d+(?=\.(?:\s|\Z)) )             # an ordered list
    | (?P<start> \A\s*)(?P<mark> [->#+](?=[->#\s]|\Z) ) # quote, heading, list, subtext
    | [\\*_~|`<\[\]]
    | @(?=everyone|here)
    """,
    re.VERBOSE,
)
_URL_SPECIAL = re.compile(r"[\\*~|`\[\]<>]|@(?=everyone|here)")
_ATOM = re.compile(
    r"""
      \\[^0-9A-Za-z\s]                                                 # escape
    | (?<!`)(?P<fence>`{1,3})(?!`)(?P<code>.*?[^`])(?P=fence)(?!`)
    | \[(?P<label>(?:[^][]|\[[^][]*\])*)\]
      \((?P<target>(?:[^\s()]|\([^\s()]*\))*)\)
    | (?P<url><?https?://[^\s<>]+>?)
    | <[^\s<>]{1,64}>                                                  # time, mention
    | [\U0001f1e6-\U0001f1ff]{2}                                       # flag
    | .(?:[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u20d0-\u20ff\ufe00-\ufe0f]
        | [\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]
        | \u200d[^\x00-\x7f]
        ){0,30}                                                        # letter, emoji
    """,
    re.VERBOSE | re.DOTALL,
)


class Context(str, Enum):
    """Where a value stands in a template."""

    PLAIN = "plain"
    CODE = "code"  #: between backticks
    LINK_TEXT = "link_text"  #: [here](…)
    LINK_TARGET = "link_target"  #: […](here), and within a bare https://…


def is_blank(text: str) -> bool:
    """Whether Discord would see nothing in it: white space, invisible letters."""
    return not any(c.isprintable() and not c.isspace() for c in text)


def flatten(text: str) -> str:
    """One line without control characters; other white space stays as it is."""
    if text.isprintable():  # neither breaks nor control characters are
        return text
    return _CONTROLS.sub("", _BREAKS.sub(" ", text))


def escape(text: str) -> str:
    """The value as Discord will show it: no formatting, no list, no lit-up mention.

    URLs stay links: what would end them or format them is percent-encoded.
    """
    return _SPECIAL.sub(_escape_special, flatten(text))


def escape_code(text: str) -> str:
    """The value for between backticks; a space if empty, for `` `` `` opens another."""
    return flatten(text).replace("`", BACKTICK_LIKE) or " "


def escape_link_text(text: str) -> str:
    """The value for ``[here](…)``: Discord shows no link whose text has a URL in it."""
    text = re.sub("https?://", "", flatten(text)).replace("://", ":/")
    return escape(text.replace("[", "(").replace("]", ")"))


def escape_url(text: str) -> str:
    """The value for ``[…](here)``, percent-encoded where it could end the link."""
    return quote(flatten(text), safe="%/:?#@!$&+,;=~_.-")


_ESCAPES = {
    Context.PLAIN: escape,
    Context.CODE: escape_code,
    Context.LINK_TEXT: escape_link_text,
    Context.LINK_TARGET: escape_url,
}


def escape_in(context: Context, text: str) -> str:
    """The value, escaped for where it stands."""
    return _ESCAPES[context](text)


def hole_contexts(literals: Sequence[str]) -> list[Context]:
    """Where each placeholder of a template stands.

    :param literals: the template's texts between its placeholders, empty ones too:
        one more than there are placeholders.
    """
    contexts = []
    for atom in _ATOM.finditer(_HOLE.join(literals)):
        for group, context in (
            ("code", Context.CODE),
            ("label", Context.LINK_TEXT),
            ("target", Context.LINK_TARGET),
            ("url", Context.LINK_TARGET),
        ):
            contexts += [context] * (atom[group] or "").count(_HOLE)
        if not atom.lastgroup:
            contexts += [Context.PLAIN] * atom[0].count(_HOLE)
    return contexts


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` code points; the middle gives way, for causes stand at the end.

    :param limit: room for :data:`MARK` at least.

    Two thirds of the room are the beginning's. A code span that does not fit is
    shortened inside and closed again; a link that does not fit is left out.
    """
    if len(text) <= limit:
        return text
    atoms = list(_ATOM.finditer(_both_ends(text, 2 * limit)))
    room = limit - len(MARK)
    end = _fill(reversed(atoms), room // 3, _clip_start)
    start = _fill(atoms, room - sum(map(len, end)), _clip_end)
    return "".join([*start, MARK, *reversed(end)])


def _both_ends(text, length):
    """The text without a middle that cannot be shown; never cut inside an escape."""
    if len(text) <= 2 * length:
        return text
    end = len(text) - length
    before = text[:end]
    escapes = len(before) - len(before.rstrip("\\"))
    return text[:length] + text[end + escapes % 2 :]


def _escape_special(found):
    if found["url"]:
        return _URL_SPECIAL.sub(lambda mark: quote(mark[0], safe=""), found[0])
    if found["number"]:
        return f"{found[0]}\\"
    return f"{found['start']}\\{found['mark']}" if found["mark"] else f"\\{found[0]}"


def _fill(atoms, room, clip):
    """As many atoms as there is room for, the last one clipped if it is code."""
    taken = []
    for atom in atoms:
        if len(atom[0]) > room:
            fence, code = atom["fence"], atom["code"]
            inside = room - 2 * len(fence or "")
            code = clip(code, inside).strip("`") if code and inside > 0 else ""
            return [*taken, f"{fence}{code}{fence}"] if code else taken
        taken.append(atom[0])
        room -= len(atom[0])
    return taken


def _clip_end(text, room):
    return text[:room]


def _clip_start(text, room):
    return text[-room:]
