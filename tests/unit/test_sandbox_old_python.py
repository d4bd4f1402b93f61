"""A Python that is too old is told so, before anything it cannot read."""

import ast
import runpy
import sys
from pathlib import Path

import pytest

SANDBOX = Path(__file__).parents[1] / "sandbox/__init__.py"


def test_an_old_python_is_refused_with_a_way_out(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(SANDBOX))
    assert "needs Python 3.10 or newer, and this is 3.9" in stop.value.code


def test_an_old_python_can_read_the_refusal():
    ast.parse(SANDBOX.read_bytes().decode("ascii"), feature_version=(3, 4))
