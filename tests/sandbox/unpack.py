"""Unpack a Debian package, telling how far it is, without what nobody needs here."""

import subprocess

from .progress import Failure

# Half of Odoo's package: localisations, translations other than French, and a second,
# misplaced copy of some addons.
LEFT_OUT = (
    "./usr/lib/python3/dist-packages/addons",
    "./usr/lib/python3/dist-packages/doc",
    "./usr/lib/python3/dist-packages/setup",
    "./usr/lib/python3/dist-packages/odoo/addons/l10n_*",
    "./usr/share/doc",
    "*/i18n/[!f]*.po",
    "*/i18n/f[!r]*.po",
    "*/i18n/*.pot",
)
BLOCK = 1 << 20  # bytes


def unpack(package, folder, step=None):
    """Unpack the .deb file ``package`` into ``folder``; with a step, tell how far.

    :raise Failure: where dpkg-deb or tar fail.
    """
    folder.mkdir(parents=True, exist_ok=True)
    total = _unpacked_size(package)
    excludes = [f"--exclude={pattern}" for pattern in LEFT_OUT]
    reader = subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE
    )
    writer = subprocess.Popen(
        ["tar", "-x", "--no-same-owner", "-C", folder, *excludes],
        stdin=subprocess.PIPE,
    )
    done = 0
    with reader, writer:
        while block := reader.stdout.read(BLOCK):
            writer.stdin.write(block)
            done += len(block)
            if step:
                step.reach(done, total, "MB")
    if reader.returncode or writer.returncode:
        raise Failure(
            f"{package.name} cannot be unpacked into {folder}",
            "Is the disk full? About 1.5 GB are needed.",
        )


def _unpacked_size(package):
    field = ["dpkg-deb", "--field", package, "Installed-Size"]
    kilobytes = subprocess.run(field, capture_output=True, text=True, check=False)
    return int(kilobytes.stdout or 0) * 1024
