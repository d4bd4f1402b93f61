"""Debian's packages with all that they depend on, unpacked as the root of a system."""

import shutil

from ..apt import Apt
from ..progress import step
from ..unpack import unpack

SUITES = ("sid", "trixie", "bookworm")
REMEDY = "Is the network up, and does this machine's apt reach Debian's archive?"
MERGED = ("bin", "sbin", "lib", "lib64")


def make_root(root, release, packages, cache):
    """Unpack ``packages`` of ``release`` and their dependencies into ``root``.

    Their scripts are not run: see `images` for the little of it that counts.

    :param packages: names; ``name/suite`` for one from elsewhere
    :raise Failure: where the network, a program or disk space is missing.
    """
    part = root.with_name(f"{root.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    (part / "usr").mkdir(parents=True)
    for name in MERGED:
        (part / "usr" / name).mkdir()
        (part / name).symlink_to(f"usr/{name}")
    for package in _fetched(root.name, release, packages, cache):
        unpack(package, part)
    part.rename(root)


def _fetched(name, release, packages, cache):
    apt = Apt(cache / "apt", SUITES, REMEDY)
    if not any((cache / "apt/lists").glob("*_Packages*")):
        with step("Fetching Debian's package lists (30 MB)") as shown:
            apt.update(shown)
    with step(f"Fetching {name} from Debian") as shown:
        return apt.download_all(shown, release, packages)
