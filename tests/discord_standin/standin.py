"""The stand-in as a whole, for the process that runs it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .aim import Aim
from .control import Control
from .events import Events
from .exchange import Answer, Request
from .faults import Fault
from .faults.on_demand import as_fault
from .guild import Guild, Webhook
from .journal import Journal
from .misbehaviour import Misbehaviour, Misbehaviours
from .page_files import PageFiles
from .rate_limits import RateLimits
from .server import Server
from .webhook_api import WebhookApi


class Standin:
    """Discord on a local address, within a ``with`` block or from start to stop.

    Port 0 takes a free one; a second start takes the same port again, with all that
    was there before. ``clock`` (seconds) is what the rate limits go by.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        limits: bool = True,
        clock: Callable[[], float] = time.monotonic,
        draw_from: Path | None = None,
    ):
        self._host, self._port = host, port
        self._server: Server | None = None
        self._events = Events()
        self._guild = Guild(self._events.publish)
        self._rate_limits = RateLimits(clock)
        self._journal = Journal()
        self._api = WebhookApi(self._guild, self._rate_limits)
        self._misbehaviours = Misbehaviours(self._guild)
        self._control = Control(self)
        self._page = PageFiles(draw_from)
        self.limits = limits

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exception) -> None:
        self.stop()

    def start(self) -> None:
        """Listen and serve in threads of their own.

        :raise OSError: the port is taken.
        """
        self._server = Server(self._host, self._port, self._answer)
        self._port = self._server.server_port
        self._server.start()

    def stop(self) -> None:
        self._events.close()
        self._server.stop()

    @contextmanager
    def down(self):
        """Refuse all connections within the block."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    @property
    def url(self) -> str:
        """The address in place of https://discord.com."""
        return f"http://{self._host}:{self._port}"

    def address(self, webhook: Webhook) -> str:
        """Where to POST and GET for this webhook."""
        return f"{self.url}/api/v10/webhooks/{webhook.id}/{webhook.token}"

    @property
    def limits(self) -> bool:
        """Whether the rate limits apply; may be changed at any time."""
        return self._rate_limits.enabled

    @limits.setter
    def limits(self, enabled: bool) -> None:
        self._rate_limits.enabled = enabled

    def misbehave(
        self,
        fault: str | Answer | Fault | dict,
        webhook_id: str | None = None,
        channel_id: str | None = None,
        times: int | None = None,
        probability: float = 1.0,
        matching: str | None = None,
        method: str | None = None,
    ) -> Misbehaviour:
        """Do a ``fault`` to requests, ``times`` of them, until it is stopped.

        :param fault: a name of :data:`.faults.FAULTS` or anything else that
            :func:`.faults.on_demand.as_fault` takes.
        :param matching: only to messages with this text in them.
        :param method: only to requests by this one: "POST", "PATCH" or "DELETE".
        :raise ValueError: there is no such fault.
        """
        aim = Aim(webhook_id, channel_id, matching, method)
        started = Misbehaviour(*as_fault(fault), aim, times, probability)
        self._misbehaviours.start(started)
        return started

    def behave(self) -> None:
        """Stop all faults."""
        self._misbehaviours.stop()

    def misbehaviours(self) -> list[dict]:
        """The faults at work, each with how many requests have met it."""
        return self._misbehaviours.told()

    def seed(self, number: int) -> None:
        """Begin a known course of chance for the faults that are not certain."""
        self._misbehaviours.seed(number)

    @property
    def guild_id(self) -> str:
        """The number of the server stood in for, which only a webhook's GET tells."""
        return self._guild.id

    def add_webhook(self, name: str, channel: str | None = None, **known) -> Webhook:
        """See :meth:`.guild.Guild.add_webhook`."""
        return self._guild.add_webhook(name, channel, **known)

    def delete_webhook(self, webhook_id: str) -> None:
        """From now on it is 404, code 10015."""
        self._guild.delete_webhook(webhook_id)

    def add_thread(self, channel_id: str, name: str) -> str:
        """Add a thread to a channel and return its id."""
        return self._guild.add_thread(channel_id, name)

    def delete_message(self, message_id: str) -> None:
        """Delete one by hand, as somebody of the channel may."""
        self._guild.delete_message(message_id)

    def messages(self, channel_id: str | None = None) -> list[dict]:
        """The messages shown, oldest first: Discord's JSON plus ``mentions_pinged``."""
        return self._guild.messages(channel_id)

    def requests(self) -> list[dict]:
        """What was received: see :meth:`.journal.Journal.note`."""
        return self._journal.requests()

    def wait_for(
        self, count: int, timeout: float, channel_id: str | None = None
    ) -> list[dict]:
        """Return the messages once there are ``count``; else raise TimeoutError."""
        return self._guild.wait_for(count, timeout, channel_id)

    def reset(self) -> None:
        """Forget messages, requests, used limits and faults; keep the webhooks."""
        self.behave()
        self._guild.clear()
        self._journal.clear()
        self._rate_limits.clear()

    def events(self) -> Iterator[bytes]:
        """The stream that the page lives on."""
        return self._events.stream(self._guild.snapshot)

    def _answer(self, request: Request) -> Answer:
        if request.path.startswith("/standin/"):
            return self._control.answer(request)
        if not request.path.startswith("/api/"):
            return self._page.answer(request)
        arrived = time.monotonic()
        answer = self._misbehaviours.answer(request, self._api.answer)
        self._journal.note(request, answer, arrived)
        return answer
