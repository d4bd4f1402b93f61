"""Odoo 19 from Debian's package, with what it links to, in one folder."""

import shutil

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


def make(unpacked, cache, given_package=None):
    """Make the folder ``unpacked``, of ``given_package`` or of the one fetched.

    :raise Failure: where the network, a program or disk space is missing.
    """
    if given_package and not given_package.is_file():
        raise Failure(f"there is no file {given_package}", OTHER_WAYS)
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
    wanted = [*(["odoo-19"] if with_odoo else []), *LINKED_PACKAGES]
    what = "Odoo 19 (125 MB)" if with_odoo else "Odoo's fonts and scripts (4 MB)"
    apt = Apt(folder, SUITES, NETWORK)
    with step("Fetching Debian's package lists (20 MB)") as shown:
        apt.update(shown)
    with step(f"Fetching {what} from Debian") as shown:
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
