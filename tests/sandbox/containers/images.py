"""The images that docker-compose.yml names, made of Debian's packages.

Not the official ones, which cannot be had without their registry, but like them in what
the file relies on: entrypoint, user, folders, volumes, ports, and time zone data that
are older than Morocco's last change.
"""

import hashlib
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from ..commands import run
from ..progress import step
from .packages import make_root

FILES = Path(__file__).with_name("images")
REMEDY = "Is the disk full? The images and their making need 4 GB."
USUAL = ("base-files", "bash", "coreutils", "dash", "findutils", "grep", "sed")
PEOPLE = {"root": 0, "nobody": 65534}


@dataclass(frozen=True)
class Image:
    """An image: its name, its packages, its user, and what Docker is to know of it."""

    name: str
    packages: tuple
    user: tuple  # (name, number)
    entrypoint: str
    files: dict  # {in FILES: in the image}
    folders: tuple  # the user's own
    settings: tuple  # as a Dockerfile has them
    slow_modules: tuple = ()  # folders of Python's modules, to be compiled
    changes: tuple = field(default=("LABEL made.by=odoo_discord_notify",))

    @property
    def digest(self):
        """What tells whether it has to be made anew."""
        texts = [repr(self), *((FILES / file).read_text() for file in self.files)]
        return hashlib.sha256("".join(texts).encode()).hexdigest()[:12]


ODOO = Image(
    "odoo:19.0",
    ("odoo-19/sid", "tzdata/bookworm", "python3-pip", "curl", "postgresql-client"),
    ("odoo", 100),
    "/entrypoint.sh",
    {
        "odoo-entrypoint.sh": "entrypoint.sh",
        "wait-for-psql.py": "usr/local/bin/wait-for-psql.py",
    },
    ("var/lib/odoo", "mnt/extra-addons", "etc/odoo"),
    (
        'CMD ["odoo"]',
        "ENV ODOO_RC=/etc/odoo/odoo.conf",
        "EXPOSE 8069 8071 8072",
        'VOLUME ["/var/lib/odoo", "/mnt/extra-addons"]',
        "USER odoo",
    ),
    ("usr/lib/python3/dist-packages",),
)
POSTGRES = Image(
    "postgres:17",
    ("postgresql-17", "gosu"),
    ("postgres", 999),
    "/usr/local/bin/docker-entrypoint.sh",
    {"postgres-entrypoint.sh": "usr/local/bin/docker-entrypoint.sh"},
    ("var/lib/postgresql/data", "run/postgresql"),
    (
        'CMD ["postgres"]',
        "ENV PATH=/usr/lib/postgresql/17/bin:/usr/sbin:/usr/bin",
        "ENV PGDATA=/var/lib/postgresql/data LANG=C.UTF-8",
        "EXPOSE 5432",
        'VOLUME ["/var/lib/postgresql/data"]',
        "STOPSIGNAL SIGINT",
    ),
)
IMAGES = (ODOO, POSTGRES)


def prepare(image, cache):
    """Make the files of ``image``, unless they or the image itself are there.

    :raise Failure: where the network, a program or disk space is missing.
    """
    if _made(image, cache).is_file() or _root(image, cache).is_dir():
        return
    root = cache / f"the image {image.name}"
    shutil.rmtree(root, ignore_errors=True)
    make_root(root, "trixie", (*USUAL, *image.packages), cache)
    with step(f"Making the image {image.name}"):
        _finish(root, image)
    root.rename(_root(image, cache))


def bring(image, engine, cache):
    """Give ``engine`` the image, if it has been made since."""
    if _made(image, cache).is_file():
        return
    said = [f'ENTRYPOINT ["{image.entrypoint}"]', *image.settings, *image.changes]
    changes = [part for change in said for part in ("--change", change)]
    root = _root(image, cache)
    tar = f"tar -C '{root}' -c . | docker import {{}} - {image.name}"
    quoted = " ".join(f"'{part}'" for part in changes)
    with step(f"Importing the image {image.name}"):
        engine.shell(tar.format(quoted))
    _made(image, cache).touch()
    shutil.rmtree(root)


def _finish(root, image):
    """Do what the scripts of its packages would have done, as far as it counts."""
    name, number = image.user
    people = {**PEOPLE, name: number}
    lines = [f"{who}:x:{n}:{n}::/:/bin/sh" for who, n in people.items()]
    (root / "etc/passwd").write_text("\n".join(lines) + "\n")
    groups = [f"{who}:x:{n}:" for who, n in people.items()]
    (root / "etc/group").write_text("\n".join(groups) + "\n")
    for file, target in image.files.items():
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(FILES / file, root / target)
    for folder in image.folders:
        (root / folder).mkdir(parents=True, exist_ok=True)
        os.chown(root / folder, number, number)
    (root / "tmp").chmod(0o1777)
    if certificates := sorted((root / "usr/share/ca-certificates").rglob("*.crt")):
        bundle = root / "etc/ssl/certs/ca-certificates.crt"
        bundle.parent.mkdir(parents=True, exist_ok=True)
        bundle.write_text("".join(one.read_text() for one in certificates))
    for folder in image.slow_modules:
        compiler = ["chroot", root, "python3", "-m", "compileall", "-q"]
        run([*compiler, f"/{folder}"], REMEDY)


def _made(image, cache):
    return cache / f"{image.name.replace(':', '-')}-{image.digest}.made"


def _root(image, cache):
    return cache / f"{image.name.replace(':', '-')}-{image.digest}"
