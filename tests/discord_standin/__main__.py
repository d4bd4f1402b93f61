"""`python -m discord_standin`: the stand-in as a process of its own."""

import argparse
import re
import signal
import sys
import threading
from pathlib import Path

from .standin import Standin

WEBHOOK = re.compile(
    r"(?P<webhook_id>\d+)/(?P<token>[\w.-]+):(?P<channel_id>\d+):(?P<name>.+)"
)


def known_webhook(text: str) -> dict[str, str]:
    found = WEBHOOK.fullmatch(text)
    if not found:
        # Not the text itself: it may hold a token.
        raise argparse.ArgumentTypeError("expected ID/TOKEN:CHANNEL_ID:NAME")
    return found.groupdict()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("discord_standin", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument(
        "--no-limits", action="store_true", help="answer as fast as one can send"
    )
    parser.add_argument(
        "--webhook",
        action="append",
        default=[],
        type=known_webhook,
        metavar="ID/TOKEN:CHANNEL_ID:NAME",
        help="a webhook that exists from the start; may be repeated",
    )
    parser.add_argument(
        "--draw-from",
        type=Path,
        metavar="FOLDER",
        help="where discord_message.js and .css are, if not in the addon beside",
    )
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    standin = Standin(
        asked.host, asked.port, limits=not asked.no_limits, draw_from=asked.draw_from
    )
    for webhook in asked.webhook:
        standin.add_webhook(**webhook)
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        standin.start()
    except OSError as error:
        sys.exit(f"{standin.url} cannot be used ({error.strerror}): try another --port")
    print(f"Discord stand-in: {standin.url}", flush=True)
    stopped.wait()
    standin.stop()


if __name__ == "__main__":
    main()
