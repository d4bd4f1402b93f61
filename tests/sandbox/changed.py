"""``tests/run --changed``: the tests that what has changed can break."""

import os
import subprocess
from fnmatch import fnmatch
from pathlib import Path

from .paths import CHECKOUT
from .progress import Failure
from .rooms import EVERYTHING, TESTS_OF

PUBLISHED = "origin/main"


def changed_files(revision=None):
    """What differs from ``revision``, committed or not, as paths from the checkout.

    By default from where this branch has left what is published.

    :raise Failure: where git knows no such revision.
    """
    since = revision or _git("merge-base", "HEAD", PUBLISHED)[0]
    differing = _git("diff", "--name-only", "--no-renames", since)
    new = _git("ls-files", "--others", "--exclude-standard")
    return sorted({*differing, *new})


def chosen_for(files, checkout=CHECKOUT):
    """The tests that ``files`` can break, as existing paths; whole folders at best."""
    patterns = {pattern for file in files for pattern in _patterns(file)}
    found = {path for pattern in patterns for path in checkout.glob(pattern)}
    return sorted(path for path in found if not found & set(path.parents))


def _patterns(file):
    """Of one file. What nobody has thought of may break everything."""
    fitting = [beginning for beginning in TESTS_OF if file.startswith(beginning)]
    if not fitting:
        return EVERYTHING
    itself = (file,) if fnmatch(Path(file).name, "test_*.py") else ()
    return (*TESTS_OF[max(fitting, key=len)], *itself)


def _git(*arguments):
    # In CI the checkout may belong to another user than the one who runs the tests.
    ours = ["-c", f"safe.directory={CHECKOUT}", "-c", "core.quotePath=off"]
    found = subprocess.run(
        ["git", *ours, *arguments],
        cwd=CHECKOUT,
        env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        raise Failure(
            f"git {arguments[0]} failed: {found.stderr.strip()}",
            "Name a commit to compare with: tests/run --changed=<commit>",
        )
    return found.stdout.splitlines()
