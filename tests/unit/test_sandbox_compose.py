"""`tests/run compose` says what it needs; `--all` goes without it where that lacks."""

from sandbox import run
from sandbox.containers import engine


def test_without_root_it_says_that_it_needs_it(monkeypatch, capsys):
    monkeypatch.setattr(engine.os, "geteuid", lambda: 1000)
    assert run.main(["compose"]) == 1
    said = capsys.readouterr().err
    assert "needs root" in said and "sudo tests/run compose" in said


def test_all_leaves_it_out_where_no_engine_can_run_and_says_so(monkeypatch, capsys):
    monkeypatch.setattr(engine.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(run, "_run", lambda *_: 0)
    assert run.main(["--all"]) == 0
    assert "Left out: tests/run compose" in capsys.readouterr().err


def test_all_runs_it_where_one_can_and_the_plain_run_does_not(monkeypatch):
    ran = []
    monkeypatch.setattr(run, "_run", lambda *_: 0)
    monkeypatch.setattr(run, "check_machine", lambda: None)
    monkeypatch.setattr(run, "_with_test_tools", lambda: None)
    monkeypatch.setattr(run, "run_compose", lambda *_: ran.append(1) or 5)
    assert (run.main([]), ran) == (0, [])
    assert run.main(["unit", "--all"]) == 0 and not ran
    assert (run.main(["--all"]), ran) == (5, [1])
