"""A message while it is filled: a content, and then embeds.

Texts stand in one another's company, in order: first in the content, then in the
descriptions of embeds. Clients draw so many nodes of each, Discord takes so many code
points of each, and of all embeds together.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from .calling import NOBODY, Call, broken, calling
from .drawing import SUPPRESS_EMBEDS, count
from .embeds import text_length, with_own_urls
from .limits import (
    CONTENT_MAX,
    EMBED_DESCRIPTION_MAX,
    EMBED_TOTAL_MAX,
    EMBEDS_MAX,
    NODES_MAX,
)
from .reader import read
from .writing import BETWEEN, closed, quiet


@dataclass(frozen=True)
class Text:
    """A notification's text, within the limits of a content of its own."""

    text: str

    @cached_property
    def nodes(self) -> int:
        return count(read(self.text))

    @cached_property
    def is_solitary(self) -> bool:
        """Whether it would swallow what stands behind it in the same text."""
        return closed(self.text) is None

    @cached_property
    def quiet(self) -> str:
        """As it is written where Discord would add cards of its links."""
        return quiet(self.text)


class Block:
    """Texts that are one content or one description.

    :ivar share: how much of its limits it fills, its first text aside
    """

    def __init__(self, most: int, share: float = 1.0):
        self.texts: list[Text] = []
        self._most, self._share = most, share
        self._length = self._nodes = 0

    def add(self, text: Text) -> bool:
        """Add the text; returns whether it had room."""
        length = self._length + len(self._written(text))
        nodes = self._nodes + text.nodes
        share = self._share if self.texts else 1
        if self.texts:
            length += len(BETWEEN)
            if self.texts[-1].is_solitary:
                return False
        if length > self._most * share or nodes > NODES_MAX * share:
            return False
        self.texts.append(text)
        self._length, self._nodes = length, nodes
        return True

    def joined(self) -> str:
        return BETWEEN.join(map(self._written, self.texts))

    def _written(self, text):
        return text.text


class _Content(Block):
    """Texts behind a call, if there is one: Discord hears of no other mention."""

    def __init__(self, call: Call):
        super().__init__(CONTENT_MAX)
        self._call = call
        self._length, self._nodes = call.length, len(call)

    def joined(self) -> str:
        return calling(self._call, super().joined())

    def _written(self, text):
        return broken(text.quiet) if self._call else text.quiet


class Message:
    """A content first, and embeds once that is full or an embed of its own comes."""

    def __init__(self, call: Call = NOBODY):
        self._call = call
        self._content = _Content(call)
        self._embeds = []  # each for one item, or a block of texts
        # Of the embeds: how many are for one item, the others' texts, code points.
        self._own = self._texts = self._length = 0

    def add_embed(self, embed: dict) -> bool:
        """Add an embed of its own; returns whether it had room."""
        length = text_length(embed)
        if len(self._embeds) == EMBEDS_MAX or not self._has_room(length, own=1):
            return False
        self._embeds.append(embed)
        self._own += 1
        self._length += length
        return True

    def add_text(self, text: Text) -> bool:
        """Add a text below all others; returns whether it had room."""
        if not self._embeds and self._content.add(text):
            return True
        if not self._has_room(len(text.text), texts=1) or not self._describe(text):
            return False
        self._texts += 1
        self._length += len(text.text)
        return True

    def payload(self) -> dict:
        """What Discord takes: no cards of links, which it would add to a content."""
        texts = self._content.texts
        if not self._own and len(texts) + self._texts == 1:
            texts = texts or self._embeds[0].texts
        elif self._embeds:
            content = self._content.joined()
            payload = {"embeds": with_own_urls(self._spread())}
            return {"content": content, **payload} if content else payload
        alone = BETWEEN.join(text.text for text in texts)
        return quiet_payload(calling(self._call, alone))

    def _describe(self, text):
        """Add a text to the last description, or to one of its own."""
        last = self._embeds[-1] if self._embeds else None
        if isinstance(last, Block) and last.add(text):
            return True
        if len(self._embeds) == EMBEDS_MAX:
            return False
        self._embeds += filled([text])
        return True

    def _has_room(self, length, own=0, texts=0):
        """Whether the embeds' sum has room, spread over as many as there may be."""
        between = max(0, self._texts + texts - (EMBEDS_MAX - self._own - own))
        total = self._length + length + len(BETWEEN) * between
        return total <= EMBED_TOTAL_MAX

    def _spread(self):
        """Return the embeds, their texts spread over no more than their sum needs."""
        blocks = sum(isinstance(embed, Block) for embed in self._embeds)
        between = (EMBED_TOTAL_MAX - self._length) // len(BETWEEN)
        more = max(0, self._texts - between - blocks)
        embeds = []
        for is_text, run in groupby(self._embeds, lambda e: isinstance(e, Block)):
            if not is_text:
                embeds += run
                continue
            run = list(run)
            texts = [text for block in run for text in block.texts]
            many = min(len(texts), len(run) + more)
            more -= many - len(run)
            embeds += [{"description": b.joined()} for b in even(texts, many)]
        return embeds


def quiet_payload(content: str) -> dict:
    """What Discord takes of a content alone: it adds no cards of its links."""
    return {"content": content, "flags": SUPPRESS_EMBEDS}


def filled(texts: list[Text], share: float = 1) -> list[Block]:
    """Descriptions of these texts, each filled before the next begins."""
    blocks = []
    for text in texts:
        if not blocks or not blocks[-1].add(text):
            blocks.append(Block(EMBED_DESCRIPTION_MAX, share))
            blocks[-1].add(text)
    return blocks


def even(texts: list[Text], many: int) -> list[Block]:
    """The same in so many descriptions, about as full as one another.

    :param many: at least as many as :func:`filled` makes, at most one for each text
    """
    shares = [number / 32 for number in range(1, 33)]  # more of it, fewer blocks
    least = bisect_left(shares, -many, key=lambda share: -len(filled(texts, share)))
    blocks = filled(texts, shares[least])
    while len(blocks) < many:
        longest = max(blocks, key=lambda block: len(block.texts))
        at, half = blocks.index(longest), len(longest.texts) // 2
        parts = longest.texts[:half], longest.texts[half:]
        blocks[at : at + 1] = [block for part in parts for block in filled(part)]
    return blocks
