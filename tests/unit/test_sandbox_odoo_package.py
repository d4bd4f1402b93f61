"""An Odoo 19 that is already there is found, and another one refused."""

import pytest

from sandbox.odoo_package import find_or_fetch
from sandbox.progress import Failure

NINETEEN = "version_info = (19, 0, 0, FINAL, 0, '')"


@pytest.fixture
def at_home(tmp_path, monkeypatch):
    """Makes files of an Odoo in a folder that ODOO_HOME names."""
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))

    def make(script, package, release=NINETEEN):
        for name, text in ((script, ""), (f"{package}/release.py", release)):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        (tmp_path / package / "addons").mkdir()
        return tmp_path

    return make


def test_a_source_checkout_has_addons_in_two_folders(at_home, tmp_path):
    home = at_home("odoo-bin", "odoo")
    (home / "addons").mkdir()
    odoo = find_or_fetch(tmp_path)
    assert odoo.script == home / "odoo-bin"
    assert odoo.addons == (home / "odoo/addons", home / "addons")


def test_an_unpacked_package_has_all_in_one(at_home, tmp_path):
    packages = "usr/lib/python3/dist-packages"
    home = at_home("usr/bin/odoo", f"{packages}/odoo")
    odoo = find_or_fetch(tmp_path)
    assert odoo.script == home / "usr/bin/odoo"
    assert odoo.python_path == home / packages
    assert odoo.addons == (home / packages / "odoo/addons",)


def test_another_version_is_refused(at_home, tmp_path):
    at_home("odoo-bin", "odoo", "version_info = (18, 0, 0, FINAL, 0, '')")
    with pytest.raises(Failure, match=r"is not Odoo 19\.0"):
        find_or_fetch(tmp_path)


def test_a_folder_without_odoo_is_refused_with_the_ways_to_get_one(at_home, tmp_path):
    with pytest.raises(Failure) as failure:
        find_or_fetch(tmp_path)
    assert "holds no Odoo" in failure.value.what
    assert "ODOO_HOME" in failure.value.remedy
