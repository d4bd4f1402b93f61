"""Servers that the sandbox starts, and that do not always do well."""

import os
import sys

import pytest

from sandbox import ports
from sandbox.progress import Failure
from sandbox.server_process import ServerProcess


@pytest.fixture
def server(tmp_path):
    """A server process that runs the Python ``code`` with its port as argument."""

    def make(*arguments):
        port = ports.free_port()
        command = [sys.executable, *arguments, str(port)]
        return ServerProcess("It", command, port, os.environ, tmp_path / "log")

    return make


def test_one_that_answers_is_ready_and_stops_with_the_block(server):
    with server("-m", "http.server", "--bind", ports.HOST) as answering:
        assert not ports.is_free(answering.port)
    assert answering.process.poll() is not None
    assert ports.is_free(answering.port)


def test_one_that_fails_at_once_shows_the_end_of_its_log(server):
    with pytest.raises(Failure) as failure:
        server("-c", "raise SystemExit('no such database')").start()
    assert "It stopped:\n    no such database" in failure.value.what
    assert "log" in failure.value.remedy


def test_one_that_was_killed_can_be_started_again(server):
    with server("-m", "http.server", "--bind", ports.HOST) as killed:
        killed.kill()
        with pytest.raises(Failure):
            killed.check()
        killed.start()
        killed.check()
