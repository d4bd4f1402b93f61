"""``tests/run``: install what the proofs need, and run them in one pytest session."""

import subprocess
import sys
from contextlib import ExitStack
from itertools import takewhile

from .changed import changed_files, chosen_for
from .chromium import find_or_install
from .containers.engine import check_machine
from .containers.session import run_compose
from .databases import APPS, Databases
from .odoo import Sandbox
from .paths import ADDON_TESTS, CHECKOUT, TESTS
from .progress import Failure, note
from .python_env import TEST_TOOLS
from .session import E2E, LINT, UNIT, is_addon_test, run_pytest, selection
from .stop_signals import heed_signals

ALL, CHANGED = "--all", "--changed"
COMPOSE = "compose"  # not among the parts: it needs root, and a kernel that allows it
PARTS = {"lint": LINT, "unit": UNIT, "addon": ADDON_TESTS, "e2e": E2E}

USAGE = f"""\
usage: tests/run [--all] [PART or FILE ... | --changed[=COMMIT]] [PYTEST OPTION ...]
       tests/run compose [PYTEST OPTION ...]
       tests/run bench [cost | delivery | sync | recap | servers] [--help]
       tests/run page | pictures | translations

Install what the proofs need, and run them in one pytest session.

  PART    {", ".join(PARTS)} (default: all of them)
  FILE    a test file or folder instead
  --all   the long proofs too, and those of `compose` where they can run
  --changed  what can break by what differs from COMMIT, committed or not; by default
          from where the branch has left origin/main
  compose   start docker-compose.yml for real, in an engine of its own; needs root
  bench     print what noticing, reconciling and recaps cost, how fast messages leave
            and what a second server adds; proves nothing
  page      make the addon's page on Odoo's Apps, and the manual inside Odoo, from
            the readme/ fragments
  pictures  make the documentation's pictures, of the real product
  translations  write the addon's terms anew, and print what has no French yet

The options after these are pytest's own, for example: tests/run unit -k words -x"""


def main(arguments):
    """Run what ``arguments`` ask for; returns pytest's exit status."""
    what, flags, pytest_options = _parse(arguments)
    try:
        heed_signals()
        if what[:1] == ["bench"]:
            return _program("bench", *what[1:], *pytest_options)
        if what in (["page"], ["pictures"], ["translations"]):
            return _program(f"documentation/{what[0]}.py")
        if what == [COMPOSE]:
            check_machine()
            return run_compose(_with_test_tools(), pytest_options)
        paths = _changed(flags) if CHANGED in flags else _chosen_paths(what)
        status = _run(paths, ALL in flags, pytest_options) if paths else 0
        if ALL in flags and paths == list(PARTS.values()):
            return _compose_too(pytest_options) or status
        return status
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _with_test_tools():
    sandbox = Sandbox()
    sandbox.python_env.install(TEST_TOOLS, "Installing the test tools")
    return sandbox


def _compose_too(pytest_options):
    try:
        check_machine()
    except Failure as failure:
        note(f"Left out: tests/run {COMPOSE}; {failure.what}")
        return 0
    return run_compose(_with_test_tools(), pytest_options)


def _run(paths, with_long, pytest_options):
    sandbox = _with_test_tools()
    with_odoo = any(map(is_addon_test, paths))
    with_servers = any(E2E in (path, *path.parents) for path in paths)
    if with_odoo or with_servers:
        find_or_install()
    # The last -m wins over the one in pytest.ini, which leaves the long proofs out.
    options = [*(["-m", ""] if with_long else []), *pytest_options]
    with ExitStack() as stack:
        stack.enter_context(sandbox.cluster.in_use())
        database, databases = None, Databases(sandbox)
        if with_servers:
            databases.prepare(APPS)
        if with_odoo:
            database = stack.enter_context(databases.temporary())
        return run_pytest(sandbox, selection(paths, database, options))


def _program(path, *arguments):
    """Run a program of the tests' folder with their tools; returns its status."""
    sandbox = _with_test_tools()
    command = [str(sandbox.python_env.python), str(TESTS / path), *arguments]
    environ = {**sandbox.python_env.environ(), "PYTHONPATH": str(TESTS)}
    return subprocess.call(command, cwd=CHECKOUT, env=environ)


def _chosen_paths(what):
    if not what:
        return list(PARTS.values())
    return [PARTS.get(word, CHECKOUT / word) for word in what]


def _changed(flags):
    """The tests that what has changed can break."""
    files = changed_files(flags[CHANGED])
    paths = chosen_for(files)
    note(f"{len(files)} files have changed; what they can break is in:")
    for path in paths or ["no test"]:
        note(f"  {path}")
    return paths


def _parse(arguments):
    """What to run, our own flags with their values, and what is left for pytest."""
    if {"-h", "--help"} & set(arguments) and arguments[0] != "bench":
        print(USAGE)
        sys.exit()
    split = [argument.partition("=") for argument in arguments]
    flags = {name: value for name, _, value in split if name in (ALL, CHANGED)}
    others = [one for one in arguments if one.partition("=")[0] not in flags]
    what = list(takewhile(lambda argument: not argument.startswith("-"), others))
    return what, flags, others[len(what) :]
