"""Odoo 19: the one that is there, else Debian's package, unpacked in the cache."""

import os
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from .apt import Apt
from .progress import Failure, note, step
from .unpack import unpack

TESTED_PACKAGE = "odoo-19_19.0.0+dfsg-1_all.deb"
SUITES = ("sid", "bookworm")  # only sid has odoo-19
# The package's scripts and fonts are links into these; without them the web client
# answers 500. Version 4 of Font Awesome, later ones have another layout.
LINKED_PACKAGES = (
    "libjs-jquery libjs-jquery-form libjs-underscore fonts-font-awesome/bookworm "
    "fonts-inconsolata/bookworm fonts-roboto-unhinted fonts-montserrat fonts-ocr-b"
).split()
OTHER_WAYS = (
    "Say where Odoo 19 is: ODOO_HOME=<a source checkout or unpacked package, or an "
    "odoo-19 .deb file>, or run this with a Python that can import odoo 19."
)
NETWORK = f"Is the network up? Otherwise: {OTHER_WAYS}"


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
        _make(unpacked, cache, Path(home) if home else None)
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


def _make(unpacked, cache, given_package):
    """Unpack Odoo and what it links to beside ``unpacked``, then move it there."""
    for tool in ("apt-get", "dpkg-deb", "tar"):
        if not shutil.which(tool):
            raise Failure(f"{tool} is missing on this machine", OTHER_WAYS)
    part = unpacked.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    packages = [given_package] if given_package else []
    packages += _download(cache / "apt", with_odoo=not given_package)
    with step("Unpacking Odoo 19") as shown:
        for package in packages:
            unpack(package, part, shown)
    _mend(part / "usr/lib/python3/dist-packages/odoo/addons")
    shutil.rmtree(cache / "apt")
    part.rename(unpacked)


def _download(folder, with_odoo):
    wanted = (["odoo-19"] if with_odoo else []) + LINKED_PACKAGES
    apt = Apt(folder, SUITES, NETWORK)
    with step("Fetching Debian's package lists (20 MB)") as shown:
        apt.update(shown)
    with step("Fetching Odoo 19 from Debian (125 MB)") as shown:
        files = apt.download(shown, wanted)
    for file in files:
        if file.name.startswith("odoo-19") and file.name != TESTED_PACKAGE:
            note(f"Debian now has {file.name}; this was tested with {TESTED_PACKAGE}")
    return files


def _mend(addons):
    """Put a file where Debian leaves one out (not free): without it the browser
    logs an error, and Odoo's browser tests fail at any.
    """
    script = addons / "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text("// Left out of Debian's package.\n")
