"""Ports on this machine's own address."""

import socket

from .progress import Failure, note

HOST = "127.0.0.1"


def is_free(port):
    """Whether a server could listen on ``port`` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port():
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def choose(asked, usual, option, what):
    """``asked``, else the ``usual`` port, else any free one, saying so.

    :raise Failure: where the port asked for is taken.
    """
    if asked:
        if not is_free(asked):
            raise Failure(
                f"port {asked} is taken by another program",
                f"Choose another one for {what} with {option}, or leave it out.",
            )
        return asked
    if is_free(usual):
        return usual
    other = free_port()
    note(f"Port {usual} is taken: {what} takes {other} ({option} chooses)")
    return other
