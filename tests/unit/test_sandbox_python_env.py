"""Odoo and its tests run on the system's own Python, where it has the same version."""

import sys
from pathlib import Path

import pytest

from sandbox.python_env import systems_python

VERSION = "{}.{}".format(*sys.version_info)


@pytest.fixture
def systems(tmp_path):
    """Where a system that has a Python of this version would have it."""
    return tmp_path / f"python{VERSION}"


def test_one_of_the_same_version_is_taken(systems):
    systems.symlink_to(sys._base_executable)
    assert systems_python(VERSION, systems.parent) == systems
    assert systems_python("3.99", systems.parent) is None


def test_one_that_can_make_no_environment_is_left(systems):
    systems.write_text("#!/bin/sh\necho No module named ensurepip >&2; exit 1\n")
    systems.chmod(0o755)
    assert systems_python(VERSION, systems.parent) is None


def test_it_is_what_runs_this_test():
    taken = systems_python(VERSION) or Path(sys._base_executable)
    assert taken.samefile(sys._base_executable)
