"""Ports on this machine's own address."""

import socket

from .progress import Failure, note

HOST = "127.0.0.1"
KEPT = []  # sockets


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
    """A port for a server of this process, kept for it until this process ends.

    Nobody else gets it, neither another test's server nor a connection going out,
    even while the server is down.
    """
    keeper = socket.socket()
    keeper.bind((HOST, 0))
    # Whoever asks to reuse addresses, as servers do, can bind beside it.
    keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    KEPT.append(keeper)
    return keeper.getsockname()[1]


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
