"""Commands are quiet, unless they fail."""

import sys

import pytest

from sandbox.commands import SHOWN_LINES, run
from sandbox.progress import Failure


def python(code):
    return [sys.executable, "-c", code]


def test_output_and_errors_are_returned_together():
    code = "import sys; print('one', flush=True); print('two', file=sys.stderr)"
    assert run(python(code), "") == "one\ntwo"


def test_lines_of_progress_are_no_output():
    seen = []
    code = "print('50%'); print('done')"
    shown = run(python(code), "", on_line=lambda line: seen.append(line) or "%" in line)
    assert shown == "done"
    assert seen == ["50%", "done"]


def test_a_failure_shows_the_last_lines_and_the_remedy():
    code = "for n in range(100): print('line', n)\nraise SystemExit(3)"
    with pytest.raises(Failure) as failure:
        run(python(code), "Is the network up?")
    shown = str(failure.value)
    assert "line 99" in shown and f"line {99 - SHOWN_LINES}" not in shown
    assert shown.endswith("Is the network up?")


def test_a_missing_program_is_a_failure_with_the_remedy():
    with pytest.raises(Failure) as failure:
        run(["no-such-program"], "Install it.")
    assert "no-such-program cannot be started" in failure.value.what
