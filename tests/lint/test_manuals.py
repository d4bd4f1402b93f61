"""The manual inside Odoo is made from the fragments, alike in English and in French."""

import re

import pytest
from documentation.fragments import ADDON, tokens_of
from documentation.manual import FOLDER, FRAGMENTS, SECTIONS, manual

ENGLISH, FRENCH = (
    {
        name: (folder / f"{name}.md").read_text(encoding="utf-8")
        for name in SECTIONS[lang]
    }
    for lang, folder in FRAGMENTS.items()
)
# What an example says in words.
EXAMPLES = {"Name = {field}": "Nom = {champ}"}
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
# An apostrophe of typewriters, a sign that could begin a line, quotes without a space.
UNTYPICAL = re.compile(r"\w'|[^\s\d\u00a0][;?!]|[ \n][:;?!»]|\w:(?=\s)|«[^\u00a0]|\"")
PICTURE = re.compile(r"\(([^()]*\.png)\)")


def parts(text):
    """Of what a fragment consists, in order: what is the same in every language."""
    column = 0
    for token in tokens_of(text):
        if token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            column += 1
        elif token.type == "tr_close":
            yield f"a row of {column}"
        elif token.type == "fence":
            yield token.content
        elif token.type == "inline":
            images = [one for one in token.children if one.type == "image"]
            yield from (one.attrs["src"].rpartition("/")[2] for one in images)
        elif token.type in ("heading_open", "list_item_open", "paragraph_open"):
            yield token.tag


def sections(text):
    """The text below each heading."""
    return re.split(r"(?m)^#+ .*$", text)


@pytest.mark.parametrize("lang", SECTIONS)
def test_the_manual_is_as_the_fragments_are(lang):
    written = (FOLDER / f"{lang}.html").read_text(encoding="utf-8")
    assert written == manual(lang), "run: tests/run page"


@pytest.mark.parametrize("name", ENGLISH)
def test_the_french_manual_is_built_as_the_english_one_is(name):
    assert list(parts(FRENCH[name])) == list(parts(ENGLISH[name]))


@pytest.mark.parametrize("name", ENGLISH)
def test_both_name_the_same_fields_variables_and_examples(name):
    pairs = zip(sections(ENGLISH[name]), sections(FRENCH[name]), strict=True)
    for english, french in pairs:
        in_english = {" ".join(one.strip("`").split()) for one in CODE.findall(english)}
        in_french = {" ".join(one.strip("`").split()) for one in CODE.findall(french)}
        assert in_french == {EXAMPLES.get(one, one) for one in in_english}


@pytest.mark.parametrize("name", FRENCH)
def test_french_is_set_as_the_french_set_it(name):
    prose = CODE.sub("code", re.sub(r"!(?=\[)|\]\([^)]*\)|\|-[-|]*", "", FRENCH[name]))
    found = [match.group() for match in UNTYPICAL.finditer(prose)]
    assert found == []


def test_every_french_picture_is_shown_and_there():
    folder = FRAGMENTS["fr"]
    shown = {
        (folder / path).resolve()
        for text in FRENCH.values()
        for path in PICTURE.findall(text)
    }
    pictures = ADDON / "static/description"
    # Where nothing is in the reader's language.
    in_discord = {pictures / name for name in ("edited.png", "recap.png")}
    assert shown == in_discord | set((pictures / "fr").glob("*.png"))


def test_nothing_in_the_manual_is_asked_of_another_server():
    for lang in SECTIONS:
        asked = re.findall(r'(?:src|href)="([^"]*)"', manual(lang))
        ours = [one for one in asked if one.startswith(("#", f"/{ADDON.name}/static/"))]
        assert asked == ours != []
