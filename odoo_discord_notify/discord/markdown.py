"""Values made harmless where they stand in Discord's Markdown.

A backslash before any ASCII punctuation shows the mark itself, everywhere but inside
code. Escaping comes first and shortening after it.
"""

import re
from urllib.parse import quote

from . import grammar
from .emoji import NAME
from .reader import balanced

# A backtick cannot be escaped inside code, and there is no other way to keep one from
# closing the span. This letter looks the same, and is no mark of Markdown.
BACKTICK_LIKE = "\N{MODIFIER LETTER GRAVE ACCENT}"
BETWEEN_LINES = " / "  # where a place has no room for several
# Where a template has a placeholder, and where an empty value stands among marks.
HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
ISOLATE, ISOLATED = "\u2068", "\u2069"  # first strong isolate … pop directional isolate
_KEPT_APART = re.compile(f"{ISOLATE}([^{ISOLATE}{ISOLATED}]*){ISOLATED}")

_BREAK = r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]"
_BREAKS = re.compile(rf"(?<! ) *(?:{_BREAK} *)+")
_LINE_BREAKS = re.compile(r" *(?:\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]) *")
# Control characters, halves of surrogate pairs, and what turns the direction of the
# text that follows. The marks that join letters and emoji stay.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffc]"
)
_ODD = re.compile(f"{_BREAK}|{_CONTROLS.pattern}")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_SPECIAL = re.compile(
    rf"""
      (?P<url> https?://\S+ )
    | (?P<number> \A\s*\d+(?=\.(?:\s|\Z)) )             # an ordered list
    | (?P<start> \A\s*)(?P<mark> [->#+](?=[->#\s]|\Z) ) # quote, heading, list, subtext
    | [\\*_~|`<\[\]]
    | @(?=everyone|here)
    | :(?={NAME}:) | (?P<half> :(?={NAME}?\Z) )         # :tada: or half of it
    """,
    re.VERBOSE,
)
_MARKS = re.compile(r"[]\\*_~|`<[>#+:@.-]")  # a text without has nothing special
_URL_SPECIAL = re.compile(r"[\\*~|`\[\]<>]|@(?=everyone|here)")
_BRACKETS = {")": "(", ">": "<", "]": "["}


class Formatted(str):
    """A plain text that ``markdown`` says with bold, lists, links."""

    markdown: str

    def __new__(cls, text, markdown):
        made = super().__new__(cls, text)
        made.markdown = markdown
        return made

    def __getnewargs__(self):
        # For copies: what the cursor remembers is copied by Odoo's tests.
        return str(self), self.markdown

    def __eq__(self, other):
        return str.__eq__(self, other) and self.markdown == getattr(
            other, "markdown", None
        )

    __hash__ = str.__hash__


def is_blank(text: str) -> bool:
    """Whether Discord would see nothing in it: white space, invisible letters."""
    if text.isprintable():  # most are, and a space is all of it that shows nothing
        return not text.strip()
    return not any(c.isprintable() and not c.isspace() for c in text)


def flatten(text: str) -> str:
    """One line without control characters; other white space stays as it is."""
    if not _ODD.search(text):  # most have neither breaks nor control characters
        return text
    return _CONTROLS.sub("", _BREAKS.sub(" ", text))


def lines(text: str) -> list[str]:
    """The lines of a value, without control characters; no empty ones at its ends."""
    if not _ODD.search(text):
        return [text]
    return [flatten(line) for line in _LINE_BREAKS.split(text.strip())]


def one_line(text: str) -> str:
    """The lines of a value where there is room for one."""
    if not _ODD.search(text):
        return text
    return BETWEEN_LINES.join(line for line in lines(text) if line)


def isolated(text: str, value: str) -> str:
    """The text of a value, kept apart from others' if it has right-to-left letters."""
    return f"{ISOLATE}{text}{ISOLATED}" if is_right_to_left(value) else text


def is_right_to_left(value: str) -> bool:
    """Whether a value has letters that would turn the direction of others around it."""
    return not value.isascii() and bool(_RIGHT_TO_LEFT.search(value))


def flat_value(value: str) -> str:
    """A value in a line that is no Markdown: of a log, of a mail."""
    return isolated(one_line(value), value)


def flat_line(line: str) -> str:
    """Such a line as a whole, which nothing in it ends; what is isolated stays so."""
    return _rewritten(line, lambda part, _is_glued: flatten(part))


def escape(text: str, is_glued: bool = False) -> str:
    """The value as Discord will show it: no formatting, no list, no lit-up mention.

    URLs stay links that lead where they led: what would end them or format them is
    percent-encoded, and they are put between ``<>`` where more would be taken for them.
    """
    text = flatten(text)
    if not _MARKS.search(text):
        return text

    def escaped(found):
        if found["half"] and not is_glued:
            return found[0]
        if not found["url"]:
            return _escape_special(found)
        return _escape_url(found, is_glued)

    return _SPECIAL.sub(escaped, text)


def escape_again(text: str) -> str:
    """A line that was escaped, all of its marks shown; directions stay as they are."""
    return _rewritten(text, escape)


def escape_code(text: str) -> str:
    """The value for between backticks; a space if empty, for `` `` `` opens another."""
    return flatten(text).replace("`", BACKTICK_LIKE) or " "


def escape_link_text(text: str) -> str:
    """The value for ``[here](…)``: Discord shows no link whose text has a URL in it,
    and none without a text.
    """
    text = re.sub("https?://", "", flatten(text)).replace("://", ":/")
    return escape(text.replace("[", "(").replace("]", ")")) or "…"


def escape_url(text: str) -> str:
    """The value for ``[…](here)``, percent-encoded where it could end the link."""
    return quote(flatten(text), safe="%/:?#@!$&+,;=~_.-")


def _rewritten(line, write):
    """Return a line with its parts written anew; what is isolated stays so.

    :param write: function of a part, and of whether another stands behind it
    """
    *parts, last = _KEPT_APART.split(line)
    parts = [*(write(part, True) for part in parts), write(last, False)]
    return "".join(
        f"{ISOLATE}{part}{ISOLATED}" if at % 2 else part
        for at, part in enumerate(parts)
    )


def _escape_special(found):
    if found["number"]:
        return f"{found[0]}\\"
    return f"{found['start']}\\{found['mark']}" if found["mark"] else f"\\{found[0]}"


def _escape_url(found, is_glued):
    """Return an address and what stands behind it, up to the next space."""
    url = _without_closing(found)
    behind = _SPECIAL.sub(_escape_special, f"/{found[0][len(url) :]}")[1:]  # no start
    url = _URL_SPECIAL.sub(lambda mark: quote(mark[0], safe=""), url)
    read = grammar.URL.match(url + behind)
    is_read = read and balanced(read[0]) == url.rstrip(""".,:;"'""")
    return f"{url if is_read and not is_glued else f'<{url}>'}{behind}"


def _without_closing(found):
    """Return an address without the brackets and marks that something before it opened.

    Each is counted once: people's values may end in thousands of them.
    """
    text, url, before = found.string, found[0], found.start()
    spare = {
        last: url.count(last) - url.count(opening)
        for last, opening in _BRACKETS.items()
    }
    end = len(url)
    while end > len("https://"):
        last = url[end - 1]
        if spare.get(last, 0) > 0:
            spare[last] -= 1
        elif last in "*_~|`\"'" and text.endswith(last, 0, before):
            before -= 1
        else:
            break
        end -= 1
    return url[:end]
