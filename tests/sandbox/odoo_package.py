"""Odoo 19: the one that is there, else Debian's package, unpacked in the cache."""

import os
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from .odoo_from_debian import OTHER_WAYS, make
from .progress import Failure


@dataclass(frozen=True)
class Odoo:
    """An Odoo 19: its start script, the folder to import it from, its addons."""

    script: Path
    python_path: Path
    addons: tuple


def find_or_fetch(cache):
    """The Odoo 19 to use: ``ODOO_HOME``, else an importable one, else Debian's.

    :raise Failure: where there is none, saying the ways to get one.
    """
    home = os.environ.get("ODOO_HOME")
    if home and not home.endswith(".deb"):
        return _in_folder(Path(home).resolve())
    if not home and (installed := _importable()):
        return installed
    unpacked = cache / ("odoo-given" if home else "odoo")
    if not unpacked.is_dir():
        make(unpacked, cache, Path(home) if home else None)
    return _in_folder(unpacked)


def _in_folder(home):
    packages = home / "usr/lib/python3/dist-packages"
    for script, python_path in (
        (home / "odoo-bin", home),
        (home / "usr/bin/odoo", packages),
    ):
        if script.is_file():
            candidates = (python_path / "odoo/addons", python_path / "addons")
            odoo = _with_its_addons(Odoo(script, python_path, candidates))
            if not _is_19(odoo):
                raise Failure(f"{script} is not Odoo 19.0", OTHER_WAYS)
            return odoo
    raise Failure(f"{home} holds no Odoo: no odoo-bin, no usr/bin/odoo", OTHER_WAYS)


def _importable():
    spec, script = find_spec("odoo"), shutil.which("odoo")
    if not spec or not spec.submodule_search_locations or not script:
        return None
    package = Path(list(spec.submodule_search_locations)[0])
    candidates = (package / "addons", package.parent / "addons")
    installed = Odoo(Path(script), package.parent, candidates)
    return _with_its_addons(installed) if _is_19(installed) else None


def _is_19(odoo):
    release = odoo.python_path / "odoo/release.py"
    return release.is_file() and "version_info = (19, 0," in release.read_text()


def _with_its_addons(odoo):
    addons = tuple(folder for folder in odoo.addons if folder.is_dir())
    return Odoo(odoo.script, odoo.python_path, addons)
