"""A table that a telephone shows: columns keep their place, whatever stands in them."""

import pytest

from discord.table import WIDTH, Line, clipped, table, width_of

HEADER = Line("Client", (("Nb",), ("Montant crédité",)))


def rows(*lines):
    return table(HEADER, [Line(name, cells) for name, *cells in lines])


def test_numbers_stand_below_each_other_and_words_above_have_what_room_is_left():
    assert rows(
        ("Dépôt Maârif", ("12",), ("18 500,00",)),
        (" avant +23%", ("9",), ("15 000,00",)),
    ).splitlines() == [
        "```",
        "Client        Nb  Montant crédité",
        "Dépôt Maârif  12        18 500,00",
        " avant +23%    9        15 000,00",
        "```",
    ]


def test_several_texts_of_a_cell_stand_one_below_the_other():
    [_fence, _header, first, second, _end] = rows(
        ("Total", ("3",), ("1 300,00 MAD", "20,00 EUR"))
    ).splitlines()
    assert first.split() == ["Total", "3", "1", "300,00", "MAD"]
    assert second.strip() == "20,00 EUR"
    assert len(first) == len(second)


@pytest.mark.parametrize(
    "name", ["Épicerie Bab Marrakech, Casablanca", "中文" * 9, "a" * 9999, "👍🏽" * 20]
)
def test_a_long_name_is_cut_and_no_line_is_wider_than_a_telephone(name):
    text = rows((name, ("1 000",), ("1 000 000,00",)))
    for line in text.splitlines():
        assert width_of(line) <= WIDTH
    assert "…" in text


@pytest.mark.parametrize("name", ["```\nx", "`", "\n\n", "شركة", "e\u0301" * 3])
def test_no_name_ends_the_block_or_moves_a_number(name):
    text = rows((name, ("1",), ("2,00",)), ("Total", ("1",), ("2,00",)))
    assert text.count("```") == 2
    named, total = text.splitlines()[-3:-1]
    assert width_of(named) == width_of(total)


def test_columns_without_room_stand_in_a_further_table_of_the_same_labels():
    wide = ("123 456 789,00",)
    header = Line("Client", (("Nb",), ("A",), ("B",)))
    text = table(header, [Line("Total", (("1",), wide, wide))])
    assert text.count("Total") == 2
    assert text.count(wide[0]) == 2


def test_the_label_makes_room_for_a_sum_of_billions_and_its_currency():
    sums = ("12 345 678 901,00 MAD", "1,00 EUR")
    header = Line("Client", (("Nb",), ("A",)))
    text = table(header, [Line("Dépôt Maârif, Casablanca", (("1",), sums))])
    assert sums[0] in text
    for line in text.splitlines():
        assert width_of(line) <= WIDTH


def test_what_is_short_enough_is_not_cut():
    assert clipped("abc", 3) == "abc"
    assert clipped("abcd", 3) == "ab…"
