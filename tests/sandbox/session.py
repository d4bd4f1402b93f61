"""The pytest session that runs what was chosen, and the arguments it is given."""

import os
import signal
import subprocess

from .odoo import CHEAP_PASSWORDS
from .paths import ADDON_TESTS, CHECKOUT, TESTS

WORKERS = 2  # as many as the processors of the least machine; -n chooses otherwise
LINT, UNIT, E2E = (TESTS / name for name in ("lint", "unit", "e2e"))
NO_SKIPS = ["-p", "sandbox.no_skips"]
PARALLEL = [
    *("-p", "sandbox.side_by_side", "-n", WORKERS),
    *("--dist", "loadscope", "--no-loadscope-reorder"),
]


def is_addon_test(path):
    """Whether Odoo's own runner is to run it."""
    return path == ADDON_TESTS or ADDON_TESTS in path.parents


def selection(paths, database, options=()):
    """pytest's arguments that run the tests of ``paths``, with its own ``options``.

    Odoo's own tests need Odoo started in their process, so they have one of their own,
    on ``database``; where there are others too, its results are told in their session.
    """
    addon = [path for path in paths if is_addon_test(path)]
    others = [path for path in paths if not is_addon_test(path)]
    in_odoo = [f"--odoo-database={database}", "--odoo-http", *addon]
    if not others:
        return [*in_odoo, *options]
    arguments = ["-p", "no:odoo", *others]
    sessions = []
    if addon:
        sessions += [f"--beside={argument}" for argument in in_odoo]
    if _is_much(others):
        timed = [*PARALLEL, "--timed", *arguments]
        sessions += [f"--after={argument}" for argument in timed]
        arguments = [*PARALLEL, *arguments]
    if sessions:
        arguments = ["-p", "sandbox.other_sessions", *sessions, *arguments]
    return [*arguments, *options]


def run_pytest(sandbox, arguments, within=()):
    """Run pytest; returns its exit status.

    :param within: the beginning of a command that runs another one, as ``unshare`` does
    """
    ini = ["-c", TESTS / "pytest.ini", f"--rootdir={CHECKOUT}"]
    command = [*within, sandbox.python_env.python, "-m", "pytest", *ini, *NO_SKIPS]
    environ = {**sandbox.environ(), **CHEAP_PASSWORDS, "PYTHONPATH": str(TESTS)}
    # pytest-odoo would take a configuration file's name as a request to start Odoo.
    del environ["ODOO_RC"]
    process = subprocess.Popen(
        [str(part) for part in [*command, *arguments]],
        cwd=CHECKOUT,
        env=environ,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for us; pytest hears of it once, below
    )
    try:
        return process.wait()
    except KeyboardInterrupt:
        os.killpg(process.pid, signal.SIGINT)  # its workers and other sessions, too
        process.wait()
        raise


def _is_much(paths):
    """Whether there is enough for several workers: each costs some seconds."""
    return len(paths) > 1 or E2E in paths
