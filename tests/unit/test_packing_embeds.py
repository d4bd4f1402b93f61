"""Embeds of their own among texts: in the order of the queue, whole, and accepted."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discord.embeds import ending_with, fitted, in_markdown, text_length
from discord.packing import Item, pack, pack_plain
from discord.writing import quiet
from discord_standin.validator import embed_text_length, is_empty, validate

REPEAT = "répétition possible · réf a1b2"
LINK = "https://asg.example/mail/view?res_id=7"

LETTERS = ["a", "💸", "é", "*", "`", "\\", "[x](https://b.c)", " ", "\u200b"]
LENGTHS = [0, 1, 2, 20, 114, 256, 800, 2000, 4200]

parts = st.builds(
    lambda letter, length: (letter * length)[:length],
    *(st.sampled_from(LETTERS), st.sampled_from(LENGTHS)),
)
fields = st.builds(
    lambda name, value, mark: {"name": name, "value": value, **mark},
    *(parts, parts, st.sampled_from([{}, {"inline": True}])),
)


def embeds(most_fields):
    return st.fixed_dictionaries(
        {"title": parts, "description": parts},
        optional={
            "fields": st.lists(fields, max_size=most_fields),
            "url": st.sampled_from([LINK, f"{LINK}#n2", f"{LINK}#n3"]),
            "color": st.sampled_from([0, 0x5865F2]),
            "timestamp": st.just("2025-05-02T14:30:00+00:00"),
        },
    )


items = st.builds(
    Item, parts, st.sampled_from(["", "a1b2"]), st.none() | embeds(most_fields=3)
)


def numbered(number, item):
    """The item, whose text and title begin with its number: "<3>"."""
    mark, embed = f"<{number}> ", item.embed
    embed = embed and {**embed, "title": mark + embed["title"]}
    return replace(item, text=mark + item.text, embed=embed)


queues = st.lists(items, min_size=1, max_size=12).map(
    lambda drawn: [numbered(number, item) for number, item in enumerate(drawn)]
)


def messages(waiting):
    """Yield what is sent until nothing waits: (payload, the items it carries)."""
    while waiting:
        packed = pack(waiting)
        yield packed.payload, waiting[: packed.count]
        waiting = waiting[packed.count :]


def embed(title, **others):
    return Item(title, embed={"title": title, **others})


def descriptions(payload):
    return [one["description"] for one in payload["embeds"]]


def shown(payload):
    """The texts of a message from top to bottom, and what stands at an embed."""
    blocks = [payload.get("content", "")]
    for one in payload.get("embeds", []):
        blocks.append(one.get("title") or one["description"])
    return "\n\n".join(blocks)


@given(queues)
def test_any_mix_is_accepted_with_every_item_once_whole_and_in_order(waiting):
    read = []
    for payload, carried in messages(waiting):
        assert carried and not validate(payload) and not is_empty(payload)
        urls = [one["url"] for one in payload.get("embeds", []) if "url" in one]
        assert len(set(urls)) == len(urls)
        assert all(url.startswith(LINK) for url in urls)
        text = shown(payload)
        read += re.findall(r"<(\d+)>", text)
        sent = [{**one, "url": ""} for one in payload.get("embeds", [])]
        for item in carried:
            if item.embed:
                assert {**item.fitted_embed, "url": ""} in sent
            else:
                said = item.within(2000)
                assert said in text or quiet(said) in text
    assert read == [str(number) for number in range(len(waiting))]


@given(embeds(most_fields=30))
def test_an_embed_made_to_fit_is_accepted_alone(one):
    fit = fitted(one, REPEAT)
    assert validate({"embeds": [fit]} if fit else {}) is None
    assert text_length(fit) >= embed_text_length([fit])


def test_alone_an_embed_comes_without_content():
    item = embed("Alerte", description="voilà", color=0x5865F2)
    assert pack([item]).payload == {"embeds": [item.embed]}


def test_a_text_after_an_embed_stands_below_it():
    packed = pack([Item("a"), Item("b"), embed("c"), Item("d"), Item("e"), embed("f")])
    assert packed.payload == {
        "content": "a\n\nb",
        "embeds": [{"title": "c"}, {"description": "d\n\ne"}, {"title": "f"}],
    }


def test_a_text_after_a_first_embed_is_no_content():
    payload = pack([embed("a"), Item("b")]).payload
    assert payload == {"embeds": [{"title": "a"}, {"description": "b"}]}


def test_ten_embeds_are_a_message():
    assert pack([embed(f"{number}") for number in range(12)]).count == 10


def test_the_texts_of_all_embeds_share_6000():
    big = embed("a", description="x" * 2500)
    packed = pack([big, Item("y" * 990), Item("z" * 990), big, Item("end")])
    assert packed.count == 3
    assert [len(text) for text in descriptions(packed.payload)] == [2500, 1982]


def test_embeds_about_one_record_have_urls_of_their_own():
    one = embed("a", url=LINK)
    urls = [one["url"] for one in pack([one] * 3).payload["embeds"]]
    assert urls == [LINK, f"{LINK}#n2", f"{LINK}#n3"]


def test_a_long_text_is_shortened_with_its_end_kept():
    long = fitted({"title": "T" * 300, "description": "début " + "x" * 9000 + " fin"})
    assert len(long["title"]) == 256
    assert len(long["description"]) == 4096
    assert long["description"].startswith("début x")
    assert long["description"].endswith("x fin")


def test_where_all_are_too_long_together_the_short_stay_whole():
    many = [{"name": f"n{number}", "value": "v" * 1000} for number in range(24)]
    short = {"name": "Montant", "value": "1 500,00 MAD"}
    fit = fitted(
        {"title": "Alerte", "description": "d" * 4000, "fields": [*many, short]}
    )
    assert fit["title"] == "Alerte"
    assert fit["fields"][-1] == short
    assert len(fit["description"]) == len(fit["fields"][0]["value"])
    assert 5970 < text_length(fit) <= 6000


@pytest.mark.parametrize("blank", ["", " \n", "\u200b"])
def test_a_field_without_a_name_or_value_is_left_out(blank):
    kept = {"name": "n", "value": "v", "inline": True}
    lost = [{"name": "n", "value": blank}, {"name": blank, "value": "v"}]
    assert fitted({"title": blank, "fields": [*lost, kept]}) == {"fields": [kept]}


def test_an_embed_that_shows_nothing_is_sent_as_its_text():
    nothing = Item("mots", embed={"title": " ", "color": 7, "url": LINK})
    assert pack([nothing]).payload == {"content": "mots", "flags": 4}
    assert pack([Item("a"), Item(" ", embed={"color": 7}), Item("b")]).count == 1


def test_a_repeat_says_so_in_the_footer_however_long_the_embed():
    long = Item("a", "a1b2", {"title": "a", "description": "x" * 4096, "fields": []})
    (sent,) = pack([long]).payload["embeds"]
    assert sent["footer"] == {"text": REPEAT}
    assert "footer" not in pack([embed("a")]).payload["embeds"][0]


@given(embeds(most_fields=30))
def test_a_last_line_stays_whole_beside_that_of_a_repeat(one):
    text, ending = ending_with("Essai", "début " + "x" * 9000, one)
    sent = pack([Item(text, "a1b2")]).payload["content"]
    assert sent.endswith(f"x\n-# Essai\n-# {REPEAT}")
    if fit := Item(text, "a1b2", ending).fitted_embed:
        assert fit["footer"] == {"text": f"Essai · {REPEAT}"}
        assert validate({"embeds": [fit]}) is None
        assert text_length(fit) >= embed_text_length([fit])


def test_what_shows_nothing_is_not_shown_by_a_last_line():
    assert ending_with("Essai", " ", None) == (" ", None)
    assert not Item(*ending_with("Essai", "", {"color": 7})).fitted_embed


def test_of_the_plain_form_only_the_words_are_left():
    one = {
        "title": "Alerte",
        "description": "**grave**",
        "fields": [{"name": "Client", "value": "`Maârif`"}],
        "url": LINK,
    }
    text = f"Alerte\n**grave**\n**Client** : `Maârif`\n{LINK}"
    assert in_markdown(one) == text
    plain = pack_plain(Item(text, "a1b2", one)).payload["content"]
    assert plain.startswith("Alerte\n\\*\\*grave\\*\\*\n\\*\\*Client\\*\\* : \\`Maârif")
    assert plain.endswith(f"{LINK}\n-# {REPEAT}")
