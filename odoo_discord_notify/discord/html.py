"""HTML, as Odoo's editors write it, said in Discord's Markdown.

Bold, italic, underline, strike, code, links to the web and lists are kept; the rest is
its words. What Markdown cannot say so that it reads right is words, too, and addresses.
"""

import re
from itertools import groupby
from typing import NamedTuple

from lxml import etree
from lxml.html import fromstring

from .clip import VALUE_MAX
from .drawing import plain
from .markdown import (
    Formatted,
    escape,
    escape_code,
    escape_url,
    flatten,
    is_blank,
    isolated,
)
from .reader import NESTING_MOST, read

# In the order in which they stand in one another.
_MARKS = {"s": "~~", "b": "**", "u": "__", "i": "*", "code": "`"}
_STYLES = {
    **dict.fromkeys(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"), "b"),
    **dict.fromkeys(("i", "em", "cite"), "i"),
    **dict.fromkeys(("u", "ins"), "u"),
    **dict.fromkeys(("s", "del", "strike"), "s"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr li main nav ol p pre section table tbody thead tr ul".split()
)
_SILENT = frozenset(("script", "style", "head", "title", "template"))


_SPACES = re.compile(r"[ \t\n\r]+")  # a space that does not break stays
_WEB = re.compile(r"(?:(https?):)?(//[^\s/].*)", re.IGNORECASE)
# RFC 2397: what is embedded in a page, and how it is encoded.
_EMBEDDED = re.compile(
    r"data:(?:image|audio|video|font|application)/[^,\"'<>\s]{1,99},"
)
_ENCODED = re.compile(r"[^\"'()<>&\s]*")


class _Run(NamedTuple):
    text: str
    styles: frozenset = frozenset()
    href: str = ""


def from_html(html: str) -> str:
    """The HTML as a plain text, a :class:`.Formatted` that knows its Markdown too.

    But not one that is longer than any value that is shown: its middle will be left
    out, and a cut would part marks from one another.
    """
    try:
        root = fromstring(f"<div>{html}</div>")
    except (etree.ParserError, ValueError):  # nothing in it, or control characters
        return Formatted("", "")
    lines = _Lines()
    lines.walk(root, _Run(""))
    written = [
        (mark, runs) for mark, runs in lines.all if any(r.text.strip() for r in runs)
    ]
    texts = [mark + "".join(run.text for run in runs).strip() for mark, runs in written]
    text = "\n".join(texts)
    if len(text) > VALUE_MAX:
        return text
    return Formatted(text, "\n".join(_said(mark, runs) for mark, runs in written))


def without_pictures(html: str, most: int) -> str:
    """The beginning of HTML, at most so long: pictures embedded in it do not count.

    What is behind the beginning is not looked at, whatever its size.
    """
    kept, at, room = [], 0, most
    while room > 0 and at < len(html):
        embedded = _EMBEDDED.search(html, at, at + room)
        end = embedded.end() if embedded else at + room
        kept.append(html[at:end])
        room -= end - at
        at = _ENCODED.match(html, end).end() if embedded else end
    return "".join(kept)


class _Lines:
    """The lines of a document while it is walked through."""

    def __init__(self):
        self.all = [("", [])]  # what begins it, of a list, and its runs
        self._lists = []  # the counters of those we are in, None for bullets

    def walk(self, element, around):
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            return
        is_block = element.tag in _BLOCKS
        if is_block or element.tag == "br":
            self._break(element.tag)
        run = _within(element, around)
        if element.tag in ("ul", "ol"):
            self._lists.append(1 if element.tag == "ol" else None)
        self._add(run._replace(text=element.text or ""))
        for child in element:
            self.walk(child, run)
            self._add(run._replace(text=child.tail or ""))
        if element.tag in ("ul", "ol"):
            self._lists.pop()
        if run.href and len(element) and is_blank("".join(element.itertext())):
            self._add(run._replace(text=run.href))  # it was around a picture
        if is_block:
            self._break("")
        elif element.tag in ("td", "th"):
            self._add(run._replace(text=" "))

    def _break(self, tag):
        mark = ""
        if tag == "li" and self._lists:
            number = self._lists[-1]
            depth = min(len(self._lists) - 1, NESTING_MOST)
            mark = "  " * depth + (f"{number}. " if number else "- ")
            self._lists[-1] = number and number + 1
        elif not self.all[-1][1] and tag != "br":
            return  # a paragraph in a list's item begins no line of its own
        self.all.append((mark, []))

    def _add(self, run):
        text = _SPACES.sub(" ", run.text)
        before = self.all[-1][1]
        if not before or before[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            before.append(run._replace(text=text))


def _within(element, around):
    """Return an empty run as it is inside of an element."""
    styles = around.styles | {style for style in (_STYLES.get(element.tag),) if style}
    if element.tag != "a":
        return around._replace(styles=styles)
    web = _WEB.fullmatch(flatten(element.get("href") or "").strip())
    return _Run("", styles, f"{(web[1] or 'https').lower()}:{web[2]}" if web else "")


def _said(mark, runs):
    """Return a line in Markdown: with less of it if that would read otherwise."""
    words = "".join(run.text for run in runs).strip()
    for styles in (list(_MARKS), []):
        said, seen = _linked(runs, styles)
        if plain(read(said)) == seen:
            break
    else:
        addresses = dict.fromkeys(escape_url(run.href) for run in runs if run.href)
        said = " ".join([escape(words, is_glued=True), *map("<{}>".format, addresses)])
    return mark + isolated(said, words)


def _linked(runs, styles):
    """Return the runs in Markdown, and what is to be seen of them."""
    said, seen = "", ""
    for href, group in groupby(runs, lambda run: run.href):
        group = list(group)
        label = "".join(run.text for run in group)
        if href and ("." in label or "://" in label):
            address = escape_url(href)
            said, seen = f"{said}<{address}>", f"{seen}{address}"
        else:
            inner = _styled(group, styles)
            is_link = href and not is_blank(label)
            said += f"[{inner.strip()}]({escape_url(href)})" if is_link else inner
            seen += label.strip() if is_link else label
    return said.strip(), seen.strip()


def _styled(runs, styles):
    """Return the runs with their marks, white space outside of these."""
    if not styles:
        return "".join(escape(run.text, is_glued=True) for run in runs)
    style, *inner = styles
    said = ""
    for is_styled, group in groupby(runs, lambda run: style in run.styles):
        group = list(group)
        text = "".join(run.text for run in group)
        if not is_styled or is_blank(text):
            said += _styled(group, inner)
            continue
        before = text[: len(text) - len(text.lstrip())]
        behind = text[len(text.rstrip()) :]
        words = escape_code(text.strip()) if style == "code" else _styled(group, inner)
        said += f"{before}{_MARKS[style]}{words.strip()}{_MARKS[style]}{behind}"
    return said
