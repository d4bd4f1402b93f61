"""Where the placeholders of a template stand."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discord.places import places

MARKS = "*_~|`[]()<>\\#-+>@! 1.:/\n"


@pytest.mark.parametrize(
    ("template", "contexts"),
    [
        ("", []),
        ("{} MAD", ["plain"]),
        ("💸 **Nouvelle !**\n\n> **Client** : `{}`\n> **Montant** : **{} MAD**",
         ["code", "marked"]),
        ("> [🔗 Voir dans ASG]({}) _(connexion ASG requise)_", ["link_target"]),
        ("[BC {} ({})](https://b.c/{}?x={})", ["link_text"] * 2 + ["link_target"] * 2),
        ("Voir https://b.c/{}/{} ou {}", ["link_target"] * 2 + ["plain"]),
        ("```\n{}\n{}```{}", ["fence", "fence", "plain"]),
        ("``{} ` {}``{}", ["code", "code", "plain"]),
        (r"\`{} `{}`", ["plain", "code"]),
        ("un ` seul {}", ["plain"]),
        ("{}{}`{}{}`", ["plain", "plain", "code", "code"]),
        ("[{}] ({})", ["plain", "plain"]),
        ("<{}> <https://b.c/{}>", ["plain", "link_target"]),
        ("> {} **{}** _{}_\n{}", ["quote", "marked", "marked", "plain"]),
        ("# {}\n-# {}\n- {}\n1. **{}**", ["line"] * 3 + ["marked"]),
        (">>> {}\n{}\n- {}", ["quote", "quote", "line"]),
        ("**[{}]({})**", ["link_text", "link_target"]),
        ("||~~{}~~|| *{}", ["marked", "plain"]),
    ],
)  # fmt: skip
def test_each_placeholder_is_known_by_where_it_stands(template, contexts):
    assert [place.context for place in places(template.split("{}"))] == contexts


def test_a_title_has_no_lines_and_no_links():
    title = "# {} **{}** [x]({})".split("{}")
    contexts = [place.context for place in places(title, is_title=True)]
    assert contexts == ["line", "marked", "line"]


def test_a_placeholder_knows_its_neighbours():
    found = places("{}, {} a\n{}\n> {}{}".split("{}"))
    assert [place.is_glued for place in found] == [True, False, False, True, False]
    assert [place.begins_line for place in found] == [True, False, True, True, False]


@given(st.lists(st.text(MARKS + "a{}"), min_size=1))
def test_every_placeholder_stands_somewhere(literals):
    assert len(places(literals)) == len(literals) - 1


@pytest.mark.parametrize("hostile", [" ", "[](", "`a``", "1"])
def test_no_template_takes_long_however_hostile(hostile):
    started = time.process_time()
    places([hostile * 2_000, ""])
    assert time.process_time() - started < 2
