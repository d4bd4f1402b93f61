"""When a template database is made anew."""

import pytest

from sandbox.source_digest import source_digest


@pytest.fixture
def digest(tmp_path):
    (tmp_path / "addon/tests").mkdir(parents=True)
    (tmp_path / "addon/models.py").write_text("fields")
    return lambda: source_digest(["addon"], [tmp_path])


def test_a_changed_file_needs_a_new_template(digest, tmp_path):
    before = digest()
    (tmp_path / "addon/models.py").write_text("other fields")
    assert digest() != before


def test_a_renamed_file_needs_a_new_template(digest, tmp_path):
    before = digest()
    (tmp_path / "addon/models.py").rename(tmp_path / "addon/model.py")
    assert digest() != before


def test_a_changed_test_does_not(digest, tmp_path):
    before = digest()
    (tmp_path / "addon/tests/test_models.py").write_text("assert True")
    assert digest() == before
