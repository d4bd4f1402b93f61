"""A recap's figures as a message: of what, when, a table, a link to the records."""

from typing import NamedTuple

from ...discord.clip import clip
from ...discord.limits import CONTENT_MAX, EMBED_TITLE_MAX
from ...discord.markdown import escape
from ...discord.recap import (
    AMOUNTS,
    BEFORE,
    DIFFERENCE,
    FROM_TO,
    NOTHING,
    OTHERS,
    SEE,
    SO_FAR,
    TOTAL,
)
from ...discord.table import Line, table
from ..words import translated
from .figures import Figures
from .periods import DAY
from .recap_words import RecapWords

ROOM = CONTENT_MAX - 150  # the rest is for the line of a test, or of a repeat
MOST_PERCENT = 999  # a difference beyond says nothing in per cent


class Recap(NamedTuple):
    """All that a message says."""

    title: str
    when: str
    url: str  # "" where no link would lead anywhere
    is_whole: bool  # the period is over, and may be compared with the one before
    figures: Figures
    words: RecapWords

    def text(self):
        """Return the message; as many groups are named as it has room for."""
        count = len(self.figures.groups)
        while len(text := self._text(count)) > ROOM and count:
            count -= 1
        return text

    def _text(self, count):
        lines = [f"📊 **{escape(clip(self.title, EMBED_TITLE_MAX))}**", self.when]
        if self.figures.now.count or self.figures.before.count:
            lines.append(table(self.words.header(), list(self._lines(count))))
        if not self.figures.now.count:
            lines.append(self.words.word(NOTHING))
        if len(names := self.words.currencies(self._currencies)) == 1:
            lines.append(f"-# {self.words.word(AMOUNTS) % names.pop()}")
        if self.url:
            lines.append(f"[🔗 {self.words.word(SEE)}]({self.url})")
        return "\n".join(lines)

    def _lines(self, count):
        now, before, groups = self.figures
        named = groups[:count]
        for group in named:
            yield from self._pair(self.words.name(group), group.now, group.before)
        rest = now.without([group.now for group in named])
        if named and rest.count:
            former = before.without([group.before for group in named])
            yield from self._pair(self.words.word(OTHERS), rest, former)
        yield from self._pair(self.words.word(TOTAL), now, before)
        changes = self._changes(now, before)
        if len(changes) > 1 and any(map(any, changes)):
            yield Line(f" {self.words.word(DIFFERENCE)}", changes)

    def _pair(self, label, now, before):
        """Yield what some records come to, and below it what they came to before."""
        yield Line(label, self.words.cells(now, self._currencies))
        if self.figures.before.count:
            [changed] = self._changes(now, before)[min(1, len(now.amounts))]
            below = f" {self.words.word(BEFORE)} {changed}"
            yield Line(below, self.words.cells(before, self._currencies))

    @property
    def _currencies(self):
        """All currencies of each measure, in order."""
        both = self.figures.now.amounts, self.figures.before.amounts
        return [tuple({**now, **before}) for now, before in zip(*both, strict=True)]

    def _changes(self, now, before):
        """Return the differences in per cent, by column; "" where it says nothing."""
        numbers = [(now.count, before.count)]
        for mine, theirs in zip(now.amounts, before.amounts, strict=True):
            same = mine.keys() == theirs.keys() and len(mine) == 1
            numbers.append((*mine.values(), *theirs.values()) if same else (0, 0))
        return tuple((self._change(*pair),) for pair in numbers)

    def _change(self, now, before):
        if not self.is_whole or before <= 0:
            return ""
        percent = round(100 * (now - before) / before)
        if not percent:
            return "="
        return self.words.difference(percent) if abs(percent) <= MOST_PERCENT else ""


def period_in_words(period, is_whole, is_of_days, zone, lang):
    """Return when it was, as clocks of a zone show it.

    :param is_of_days: whether the records have a date without an hour
    """
    start, end = (zone.fromutc(moment) for moment in (period.start, period.end))
    form = "%d-%m-%Y %H:%M"
    if is_of_days or not (start.hour or start.minute or end.hour or end.minute):
        start, end, form = period.first, period.last - DAY, "%d-%m-%Y"
        if start == end:
            return start.strftime(form)
    words = translated(lang, FROM_TO if is_whole or is_of_days else SO_FAR)
    return words % {"start": start.strftime(form), "end": end.strftime(form)}
