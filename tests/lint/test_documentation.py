"""What people read is made from what we write, names every picture, and stays short."""

import re
from pathlib import Path

from documentation.page import ADDON, PAGE, SECTIONS, page

README = Path(__file__).parents[2] / "README.md"
PICTURE = re.compile(r'(?:src="|\()([^"()]*\.png)')
PATHS = re.compile(r"`((?:models|discord|template|wizards)/[\w/.]*)`")


def test_the_page_is_as_the_fragments_are():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: tests/run page"


def test_every_fragment_is_on_the_page():
    assert {path.stem for path in ADDON.glob("readme/*.md")} == set(SECTIONS)


def test_every_picture_shown_exists_and_every_picture_is_shown():
    shown = {PAGE.parent / name for name in PICTURE.findall(PAGE.read_text())}
    shown |= {README.parent / name for name in PICTURE.findall(README.read_text())}
    assert shown == set(PAGE.parent.glob("*.png")) - {PAGE.parent / "icon.png"}


def test_every_path_that_developers_are_sent_to_is_there():
    named = PATHS.findall((ADDON / "readme/DEVELOP.md").read_text(encoding="utf-8"))
    assert len(named) > 20
    assert [name for name in named if not (ADDON / name).exists()] == []


def test_every_room_is_on_the_map():
    rooms = {path.parent for path in ADDON.glob("models/*/__init__.py")}
    rooms |= {ADDON / "discord", ADDON / "template"}
    named = PATHS.findall((ADDON / "readme/DEVELOP.md").read_text(encoding="utf-8"))
    assert rooms <= {ADDON / name for name in named}


def test_the_readme_is_short():
    assert len(README.read_text().splitlines()) <= 150
