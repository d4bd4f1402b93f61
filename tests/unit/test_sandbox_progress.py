"""What a person, or a log, is told while the sandbox works."""

import io

import pytest

from sandbox import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_sees_bytes_and_percent_on_one_line():
    terminal = Terminal()
    step = progress.Step("Fetching", terminal)
    step._shown_at = 0
    step.reach(61_000_000, 122_000_000, "MB")
    assert terminal.getvalue().endswith("\r\033[KFetching … 50% (61 of 122 MB)")
    step.finish()
    assert terminal.getvalue().count("\n") == 1


def test_a_log_is_not_flooded(capsys):
    with progress.step("Unpacking") as step:
        for done in range(1000):
            step.reach(done, 1000)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Unpacking …"
    assert lines[1].startswith("Unpacking ✓")
    assert len(lines) == 2


def test_a_step_that_fails_is_marked(capsys):
    with pytest.raises(OSError), progress.step("Fetching"):
        raise OSError
    assert "Fetching ✗" in capsys.readouterr().err


def test_a_failure_tells_what_happened_and_what_to_do():
    failure = progress.Failure("the port is taken", "Choose another.")
    assert str(failure) == "✗ the port is taken\n  Choose another."
