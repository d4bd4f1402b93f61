"""One pytest session, although some of its tests run in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

from sandbox.paths import ADDON_TESTS
from sandbox.session import E2E, UNIT, selection

NO_OTHER_PLUGINS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
TESTS = Path(__file__).parents[1]


def run_both(folder, inner, outer="def test_ours(): pass"):
    """Run a session with ``outer`` that tells of another one with ``inner``."""
    for name, text in (("test_inner.py", inner), ("test_outer.py", outer)):
        (folder / name).write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\n")
    options = ["-c", "pytest.ini", "-p", "sandbox.other_sessions"]
    other = ["--beside=test_inner.py", "test_outer.py"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *other],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(TESTS), **NO_OTHER_PLUGINS},
        capture_output=True,
        text=True,
        check=False,
    )


def test_all_results_are_counted_in_one_closing_line(tmp_path):
    inner = (
        "import pytest\n"
        "def test_good(): pass\n"
        "def test_bad(): assert 1 == 2\n"
        "def test_lazy(): pytest.skip('no browser')\n"
    )
    session = run_both(tmp_path, inner)
    assert session.returncode == 1
    assert "2 failed, 2 passed" in session.stdout.splitlines()[-1]
    assert "assert 1 == 2" in session.stdout
    assert "skipped, which counts as failed: Skipped: no browser" in session.stdout


def test_a_session_that_dies_without_a_word_fails_the_whole(tmp_path):
    inner = "import os\ndef test_good(): pass\ndef test_deadly(): os._exit(3)"
    session = run_both(tmp_path, inner)
    assert session.returncode == 1
    assert "ended with status 3" in session.stdout
    assert "1 failed, 2 passed" in session.stdout.splitlines()[-1]


def test_a_file_that_cannot_be_imported_fails_the_whole(tmp_path):
    session = run_both(tmp_path, "import no_such_module")
    assert session.returncode == 1
    assert "1 passed, 1 error" in session.stdout.splitlines()[-1]


def test_odoos_tests_alone_need_no_second_session():
    arguments = selection([ADDON_TESTS], "test_1", ["-x"])
    assert arguments == ["--odoo-database=test_1", "--odoo-http", ADDON_TESTS, "-x"]


def test_a_file_of_other_tests_starts_neither_odoo_nor_workers():
    file = E2E / "test_told.py"
    assert selection([file], None) == ["-p", "no:odoo", file]


def test_all_tests_run_beside_odoos_and_what_measures_time_after_them():
    arguments = selection([UNIT, ADDON_TESTS, E2E], "test_1", ["-x"])
    assert f"--beside={ADDON_TESTS}" in arguments
    assert "--after=--timed" in arguments
    assert arguments[-4:] == ["no:odoo", UNIT, E2E, "-x"]
    assert "-n" in arguments
