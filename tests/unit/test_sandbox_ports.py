"""Which port a server takes."""

import socket

import pytest

from sandbox import ports
from sandbox.progress import Failure


@pytest.fixture
def taken():
    with socket.create_server((ports.HOST, 0)) as listener:
        yield listener.getsockname()[1]


def test_the_usual_port_is_taken_where_it_is_free():
    usual = ports.free_port()
    assert ports.choose(None, usual, "--port", "Odoo") == usual


def test_another_free_port_is_taken_where_the_usual_one_is_not(taken, capsys):
    port = ports.choose(None, taken, "--port", "Odoo")
    assert port != taken and ports.is_free(port)
    assert f"Port {taken} is taken: Odoo takes {port}" in capsys.readouterr().err


def test_a_port_that_was_asked_for_is_never_replaced(taken):
    with pytest.raises(Failure) as failure:
        ports.choose(taken, ports.free_port(), "--port", "Odoo")
    assert f"port {taken} is taken" in str(failure.value)
    assert "--port" in failure.value.remedy


def test_a_port_given_to_a_server_is_kept_for_it_while_it_is_down():
    port = ports.free_port()
    for _ in range(2):
        with socket.create_server((ports.HOST, port)):  # it asks to reuse addresses
            pass
        with socket.socket() as other, pytest.raises(OSError):
            other.bind((ports.HOST, port))
