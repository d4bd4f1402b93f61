"""Texts shortened, and put behind one another: what is seen of them stays the same."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discord.drawing import as_json, count, plain, seen
from discord.limits import NODES_MAX
from discord.reader import read
from discord.shortening import MARK, NODES_MARK, shorten
from discord.writing import closed, quiet, write

# Every mark there is, whole constructs and words, in any order.
PIECES = (
    "* ** *** _ __ ~~ || | ` `` ``` ```py\n \n \n\n > >>> # -# - 1. [ ] ( ) < > @here "
    ":a: : \\ a b é 💸 [a](https://b.c) https://b.c <https://b.c> **a** `b` ||c||"
).split(" ")
texts = st.lists(st.sampled_from([*PIECES, " ", "> ", "# ", "- "]), min_size=1).map(
    lambda pieces: "".join(pieces).strip()
).filter(bool)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("abcdefghij", 10, "abcdefghij"),
        ("abcdefghijklm", 12, "abcdef … klm"),
        (r"\*\*\*\*\*\*\*", 12, r"\*\*\* … \*"),
        ("[a](https://b.c) fin", 12, " … fin"),
        ("le https://b.c/d fin", 15, "le  …  fin"),
        ("le https://b.c/d fin des fins", 27, "le https://b.c/d … des fins"),
        ("`abcdefghijklmnop`", 14, "`abcdef` … `p`"),
        ("``abcd`efghijklmnop``", 12, "``abcd`` … "),
        ("👩\u200d👧" * 5, 12, "👩\u200d👧👩\u200d👧 … 👩\u200d👧"),
        ("abcd", 3, " … "),
        ("a\u200d\\*bcdefgh", 6, "a\u200d … h"),  # it joins no escape
    ],
)
def test_a_shortened_text_keeps_its_beginning_and_its_end(text, limit, short):
    assert shorten(text, limit) == short
    assert len(short) <= limit


MESSAGE = """💸 **Nouvelle alimentation détectée !**

> **Client** : `Dépôt Maârif` _(nouveau)_
> **Référence** : [ALM/2025/0042 __urgente__](https://asg.example/alm/42)
> ||**Montant** : ~~1 400~~ *1 500,00* MAD||
# Un **titre** gras
- une *liste*
  - et `une autre`
```py
print("code")
```
-# fin en **petit**"""


@pytest.mark.parametrize("limit", range(20, len(MESSAGE), 3))
def test_a_cut_anywhere_breaks_no_formatting(limit):
    short = shorten(MESSAGE, limit)
    assert len(short) <= limit
    assert MARK in short
    kept = [(kinds, word) for kinds, word in words(read(short)) if word != "…"]
    whole = words(read(MESSAGE))
    before = common(whole, kept)
    behind = common(whole[::-1], kept[::-1])
    # At the cut a word may be half of one, on either side.
    assert before + behind >= len(kept) - 2
    types = {node["type"] for node in as_json(read(short))}
    assert types <= {node["type"] for node in as_json(read(MESSAGE))}
    assert not set("*_~|`[") & set(plain(read(short)))


def words(nodes, kinds=()):
    """Each word that is seen, and the types of all the nodes that it stands in."""
    found = []
    for node in nodes:
        # An item may be all that is left of an outer list.
        is_inside = node.type == "text" or node.type in kinds
        inside = kinds if is_inside else (*kinds, node.type)
        found += [(inside, word) for word in node.text.split()]
        found += words(node.children, inside)
    return found


def common(one, other):
    """How many they have in common before they differ."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), len(other))


@given(texts, st.integers(len(MARK), 99))
def test_whatever_is_shortened_keeps_its_pairs(text, limit):
    short = shorten(text, limit)
    assert len(short) <= limit
    if short != text:
        letters = [letter for letter in plain(read(short)) if letter in "aéc💸"]
        left = iter(plain(read(text)))
        assert all(letter in left for letter in letters)  # in order


@given(st.lists(texts, min_size=2, max_size=5))
def test_closed_texts_are_seen_behind_one_another_as_alone(several):
    several = [text for text in several if closed(text) is not None]
    together = "\n\n".join(map(closed, several))
    alone = "".join(map(plain_words, map(read, several)))
    assert plain_words(read(together)) == alone
    assert count(read(together)) == sum(count(read(text)) for text in several)


def plain_words(nodes):
    return "".join(plain(nodes).split())


@given(texts)
def test_a_closed_text_looks_as_it_was_written(text):
    if closed(text) is not None:
        assert as_json(read(closed(text))) == as_json(read(text))


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("des mots", "des mots"),
        (MESSAGE, MESSAGE),
        ("a **b", r"a \*\*b"),
        ("a `b", r"a \`b"),
        ("```\na", "\\`\\`\\`\na"),
        ("||a", r"\||a"),
        (">>> a\nb", "> a\n> b"),
        ("[TEST] a | b ~ c", "[TEST] a | b ~ c"),
        ("a](b)", r"a\](b)"),
        ("2 * 3", r"2 \* 3"),
    ],
)
def test_what_would_swallow_a_neighbour_is_closed(text, alone):
    assert closed(text) == alone


def test_what_cannot_be_closed_is_to_be_kept_alone():
    assert closed("******") is None


@pytest.mark.parametrize("number", [199, 200, 500])
def test_more_nodes_than_are_drawn_are_shortened_and_it_says_so(number):
    short = shorten("début " + "💸" * number + " fin", 2000)
    nodes, is_cut = seen(read(short))
    assert not is_cut
    assert plain(nodes).startswith("début 💸") and plain(nodes).endswith("💸 fin")
    if number == 199:
        assert short.count("💸") == NODES_MAX
    else:
        assert NODES_MARK in short
        assert NODES_MAX - 2 <= short.count("💸") <= NODES_MAX


def test_formatting_that_is_too_much_is_shortened_by_nodes():
    short = shorten("\n".join(f"**a{at}** `b`" for at in range(120)), 2000)
    assert count(read(short)) in (NODES_MAX - 1, NODES_MAX)
    assert short.startswith("**a0** `b`\n") and short.endswith("**a119** `b`")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a https://b.c, d", "a <https://b.c>, d"),
        ("<https://b.c> [a](https://b.c)", "<https://b.c> [a](<https://b.c>)"),
        ('[a](https://b.c/d_(e) "f")', '[a](<https://b.c/d_(e)> "f")'),
        ("> **[a](https://b.c)**", "> **[a](<https://b.c>)**"),
        ("`https://b.c`", "`https://b.c`"),
    ],
)
def test_links_that_discord_adds_no_cards_of(text, said):
    assert quiet(text) == said
    assert as_json(read(said)) == as_json(read(text))


@given(texts)
def test_a_text_made_quiet_looks_the_same(text):
    assert as_json(read(quiet(text))) == as_json(read(text))


def test_a_link_is_cut_within_its_label_brackets_and_all():
    link = "[BC [1] x" + "y" * 60 + " [2] zzz](https://b.c)"
    short = shorten(link, 60)
    assert short == "[BC [1] xyyyyyyyyyyyyyyy](https://b.c) … [ zzz](https://b.c)"
    assert shorten(link, 67).endswith(r"[\] zzz](https://b.c)")


def test_what_is_written_reads_the_same():
    assert write(read(MESSAGE)) == MESSAGE


@pytest.mark.parametrize("hostile", [" ", "[](", "`a``", "1", "**", "💸", "_a"])
def test_no_text_takes_long_to_shorten_however_hostile(hostile):
    text, started = hostile * 8_000, time.process_time()
    assert len(shorten(text, 2000)) <= 2000
    assert time.process_time() - started < 4


@pytest.mark.parametrize("unit", ["*", "\\*", "`", "\\", "ab "])
def test_of_a_text_of_megabytes_the_ends_alone_are_looked_at(unit):
    """As of one that is just too long: no escape is cut, in whichever place."""
    for odd in ("", "x"):
        text = odd + unit * 2_000_000
        short = shorten(text, 300)
        assert len(short) <= 300
        end = short.rpartition(MARK)[2]
        assert plain(read(text[-1000:])).endswith(plain(read(end)))
        if unit == "\\*":
            assert len(end) % 2 == 0


ARABIC = "\u2068الرباط سلا القنيطرة\u2069"


@pytest.mark.parametrize("limit", range(12, 60, 3))
@pytest.mark.parametrize(
    "text",
    [
        f"de {ARABIC} à {ARABIC} puis {ARABIC}, la fin",
        f"**{ARABIC}** → `{ARABIC}` → ||{ARABIC}|| la fin",
        f"> de {ARABIC}\n> - {ARABIC}\n{ARABIC}",
    ],
    ids=["plain", "marked", "blocks"],
)
def test_a_cut_within_a_value_keeps_it_apart(text, limit):
    short = shorten(text, limit)
    assert len(short) <= limit
    for line in short.split("\n"):  # where directions end, too
        apart = 0
        for letter in line:
            apart += {"\u2068": 1, "\u2069": -1}.get(letter, 0)
            assert apart in (0, 1)
            assert not (apart and letter in "…,→")
