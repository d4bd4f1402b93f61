"""The machine's own Debian source, in every way a machine may have it."""

import pytest

from sandbox.debian_sources import debian_source, for_suites

DEB822 = """\
# taken from an image
Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Types: deb
# a comment between the fields
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian.gpg
"""
ONE_LINE = """\
deb-src http://mirror.example/debian bookworm main
deb http://mirror.example/debian-security bookworm-security main
deb [arch=amd64 signed-by=/keys/debian.gpg] http://mirror.example/debian/ bookworm main
"""


@pytest.fixture
def apt(tmp_path):
    (tmp_path / "sources.list.d").mkdir()
    return tmp_path


def test_the_archive_is_found_past_comments_and_the_security_archive(apt):
    (apt / "sources.list.d/debian.sources").write_text(DEB822)
    source = debian_source(apt)
    assert source["URIs"] == "http://mirror.example/debian"
    assert source["Signed-By"] == "/usr/share/keyrings/debian.gpg"


def test_the_archive_is_found_in_the_old_one_line_form(apt):
    (apt / "sources.list").write_text(ONE_LINE)
    source = debian_source(apt)
    assert source["URIs"] == "http://mirror.example/debian/"
    assert source["Signed-By"] == "/keys/debian.gpg"
    assert source["Architectures"] == "amd64"


def test_a_machine_of_another_distribution_has_none(apt):
    (apt / "sources.list").write_text("deb http://mirror.example/ubuntu noble main\n")
    assert debian_source(apt) is None


def test_only_suites_and_components_are_changed(apt):
    (apt / "sources.list.d/debian.sources").write_text(DEB822)
    assert for_suites(debian_source(apt), ["sid", "bookworm"]) == (
        "Types: deb\n"
        "URIs: http://mirror.example/debian\n"
        "Suites: sid bookworm\n"
        "Components: main\n"
        "Signed-By: /usr/share/keyrings/debian.gpg\n"
    )
