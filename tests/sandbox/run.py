"""``tests/run``: install what the proofs need, and run them in one pytest session."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from itertools import takewhile

from .chromium import find_or_install
from .databases import Databases
from .odoo import Sandbox
from .paths import CHECKOUT, TESTS
from .progress import Failure
from .python_env import TEST_TOOLS
from .stop_signals import stopped_by_signals

ADDON_TESTS = CHECKOUT / "odoo_discord_notify/tests"
PARTS = {
    "lint": TESTS / "lint",
    "unit": TESTS / "unit",
    "addon": ADDON_TESTS,
    "e2e": TESTS / "e2e",
}

USAGE = f"""\
usage: tests/run [--all] [PART or FILE ...] [PYTEST OPTION ...]
       tests/run bench [cost | delivery | sync | servers] [--help]
       tests/run page | pictures | translations

Install what the proofs need, and run them in one pytest session.

  PART    {", ".join(PARTS)} (default: all of them)
  FILE    a test file or folder instead
  --all   the long proofs too
  bench     print what noticing and reconciling cost, how fast messages leave and what
            a second server adds; proves nothing
  page      make the addon's page on Odoo's Apps from its readme/ fragments
  pictures  make the documentation's pictures, of the real product
  translations  write the addon's terms anew, and print what has no French yet

The options after these are pytest's own, for example: tests/run unit -k words -x"""


def main(arguments):
    """Run what ``arguments`` ask for; returns pytest's exit status."""
    what, with_long, pytest_options = _parse(arguments)
    try:
        with stopped_by_signals():
            if what[:1] == ["bench"]:
                return _program("bench", *what[1:], *pytest_options)
            if what in (["page"], ["pictures"], ["translations"]):
                return _program(f"documentation/{what[0]}.py")
            return _run(_chosen_paths(what), with_long, pytest_options)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run(paths, with_long, pytest_options):
    sandbox = Sandbox()
    sandbox.python_env.install(TEST_TOOLS, "Installing the test tools")
    addon = [path for path in paths if _is_addon_test(path)]
    others = [path for path in paths if not _is_addon_test(path)]
    if addon or PARTS["e2e"] in others:
        find_or_install()
    # The last -m wins over the one in pytest.ini, which leaves the long proofs out.
    options = [*(["-m", ""] if with_long else []), *pytest_options]
    with ExitStack() as stack:
        stack.enter_context(sandbox.cluster.in_use())
        database = None
        if addon:
            database = stack.enter_context(Databases(sandbox).temporary())
        return _pytest(sandbox, [*selection(others, addon, database), *options])


def _program(path, *arguments):
    """Run a program of the tests' folder with their tools; returns its status."""
    sandbox = Sandbox()
    sandbox.python_env.install(TEST_TOOLS, "Installing the test tools")
    command = [str(sandbox.python_env.python), str(TESTS / path), *arguments]
    environ = {**os.environ, "PYTHONPATH": str(TESTS)}
    return subprocess.call(command, cwd=CHECKOUT, env=environ)


def selection(others, addon, database):
    """pytest's arguments that choose the tests.

    Odoo's own tests need Odoo started in their process, so they have one of their own;
    where there are other tests too, its results are told in their session.
    """
    if not addon:
        return ["-p", "no:odoo", *others]
    in_odoo = [f"--odoo-database={database}", "--odoo-http", *addon]
    if not others:
        return in_odoo
    inner = [f"--odoo-session={argument}" for argument in in_odoo]
    return ["-p", "no:odoo", "-p", "sandbox.odoo_session", *inner, *others]


def _pytest(sandbox, arguments):
    plugin = ["-p", "sandbox.no_skips"]
    ini = ["-c", TESTS / "pytest.ini", f"--rootdir={CHECKOUT}"]
    command = [sandbox.python_env.python, "-m", "pytest", *ini]
    environ = {**sandbox.environ(), "PYTHONPATH": str(TESTS)}
    # pytest-odoo would take a configuration file's name as a request to start Odoo.
    del environ["ODOO_RC"]
    process = subprocess.Popen(
        [str(part) for part in [*command, *plugin, *arguments]],
        cwd=CHECKOUT,
        env=environ,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for us; pytest hears of it once, below
    )
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        process.wait()
        raise


def _chosen_paths(what):
    if not what:
        return list(PARTS.values())
    return [PARTS.get(word, CHECKOUT / word) for word in what]


def _is_addon_test(path):
    return str(path).startswith(str(ADDON_TESTS))


def _parse(arguments):
    """What to run, whether the long proofs too, and what is left for pytest."""
    if {"-h", "--help"} & set(arguments) and arguments[0] != "bench":
        print(USAGE)
        sys.exit()
    others = [argument for argument in arguments if argument != "--all"]
    what = list(takewhile(lambda argument: not argument.startswith("-"), others))
    return what, "--all" in arguments, others[len(what) :]
