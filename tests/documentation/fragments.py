"""The fragments of the manual, readme/*.md, and how they become HTML: no tag of theirs
does, nor any script."""

from pathlib import Path

from markdown_it import MarkdownIt

ADDON = Path(__file__).parents[2] / "odoo_discord_notify"
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def tokens_of(text):
    """What a fragment consists of, as markdown-it's tokens."""
    return _MARKDOWN.parse(text)


def render(tokens):
    """Return the HTML of these tokens."""
    return _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
