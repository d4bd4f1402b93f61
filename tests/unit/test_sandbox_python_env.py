"""Odoo and its tests run on the system's own Python, where it has the same version."""

import sys

import pytest

from sandbox.paths import cache
from sandbox.python_env import PythonEnv, systems_python

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


def test_odoo_runs_in_the_environment_of_its_tests():
    folder = PythonEnv(cache()).folder
    assert folder.samefile(sys.prefix)
    taken = systems_python(VERSION) or sys._base_executable
    assert (folder / "bin/python").samefile(taken)
