"""A table in a block of code, narrow enough for a telephone: every letter as wide."""

from itertools import zip_longest
from typing import NamedTuple
from unicodedata import category, combining, east_asian_width

from .clip import clip
from .markdown import escape_code, isolated

# Letters that the code blocks of Discord's apps show side by side at 390 px.
WIDTH = 33
LABEL_MIN = 12
LABEL_LEAST = 6  # beside an only column of very large numbers
HEADER_MAX = 8  # beyond, a column is as wide as its numbers
BETWEEN = "  "  # thousands have one space between them
CUT = "…"


class Line(NamedTuple):
    """A label and, for each column, what stands in it: one text or several below."""

    label: str
    cells: tuple[tuple[str, ...], ...]


def table(header: Line, lines: list[Line]) -> str:
    """The lines as Markdown: columns to the right, labels cut to what room they leave.

    Columns for which there is no room stand in a further table of the same labels.
    """
    widths = [
        max(
            min(width_of(header.cells[at][0]), HEADER_MAX),
            *(width_of(text) for line in lines for text in line.cells[at]),
        )
        for at in range(len(header.cells))
    ]
    lines = [header, *lines]
    blocks = []
    for columns in _that_fit(widths):
        room = WIDTH - sum(widths[at] + len(BETWEEN) for at in columns)
        label = min(max(room, LABEL_LEAST), max(width_of(one.label) for one in lines))
        for at in columns:  # what room is left is for the words above them
            more = width_of(header.cells[at][0]) - widths[at]
            more = max(min(more, room - label), 0)
            widths[at], room = widths[at] + more, room - more
        rows = (row for one in lines for row in _rows(one, columns, widths, label))
        blocks.append("\n".join(row.rstrip() for row in rows))
    return "\n".join(f"```\n{block}\n```" for block in blocks)


def width_of(text: str) -> int:
    """How many letters of Latin stand in its place."""
    return sum(map(_width, text))


def clipped(text: str, width: int) -> str:
    """The text, its end cut off where it is wider."""
    if width_of(text) <= width:
        return text
    kept, left = "", width - len(CUT)
    for letter in text:
        left -= _width(letter)
        if left < 0:
            break
        kept += letter
    return kept.rstrip() + CUT


def _that_fit(widths):
    """Yield the numbers of the columns of each table."""
    columns, room = [], WIDTH - LABEL_MIN
    for at, width in enumerate(widths):
        needed = width + len(BETWEEN)
        if columns and needed > room:
            yield columns
            columns, room = [], WIDTH - LABEL_MIN
        columns.append(at)
        room -= needed
    yield columns


def _rows(line, columns, widths, label_width):
    cells = zip_longest(*(line.cells[at] for at in columns), fillvalue="")
    label = clipped(escape_code(clip(line.label)), label_width)
    for row in cells:
        spaces = " " * (label_width - width_of(label))
        fitting = (
            (widths[at], clipped(text, widths[at]))
            for at, text in zip(columns, row, strict=True)
        )
        numbers = (" " * (width - width_of(text)) + text for width, text in fitting)
        yield BETWEEN.join([isolated(label, label) + spaces, *numbers])
        label = ""


def _width(letter):
    if combining(letter) or category(letter) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1
