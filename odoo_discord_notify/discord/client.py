"""Requests to Discord: posts, edits and deletes messages, or asks about a webhook.

Does HTTP and nothing else (no log, no database), so that threads may do it.
"""

import json
import time
from contextlib import suppress
from dataclasses import replace
from http.cookiejar import DefaultCookiePolicy

import requests

from .calling import NOBODY, Call
from .judge import NAME_PARTS, judge_exception, judge_response
from .transport import HIDDEN, Exchange, ExchangeAdapter
from .verdict import Verdict
from .webhook_url import DEFAULT_API_BASE, WebhookAddress

PROJECT_URL = "https://apps.odoo.com/apps/modules/19.0/odoo_discord_notify"
#: seconds: each wait, and all of a request; after these nothing more is sent or read
TIMEOUT, TOTAL = 15, 20
#: bytes; Discord's answer to the largest message is a third of it
BODY_MAX = 64 * 1024


class Client:
    """Talks to Discord. May be shared by threads; connections are kept for reuse.

    Proxies from the environment are used; ``.netrc`` is not. Never raises for what
    the network or an answer does: whatever happens becomes a :class:`Verdict`.

    :param version: of the addon, for the User-Agent that Discord asks for.
    """

    def __init__(
        self, api_base=DEFAULT_API_BASE, version="0", *, timeout=TIMEOUT, total=TOTAL
    ):
        self._api_base = api_base
        self._timeout, self._total = timeout, total
        self._session = _session(f"DiscordBot ({PROJECT_URL}, {version})")

    def execute(
        self,
        address: WebhookAddress,
        payload: dict,
        thread_id: str | None = None,
        call: Call = NOBODY,
    ) -> Verdict:
        """Post one message and wait until Discord says that it is stored.

        :param payload: as Discord takes it; it never calls anybody, whatever it says
        :param thread_id: instead of the one in the address.
        :param call: who is called by it
        """
        thread_id = thread_id or address.thread_id
        return self._exchange(
            "POST",
            address,
            params={"wait": "true", "thread_id": thread_id},
            data=json.dumps({**payload, "allowed_mentions": call.allowed()}),
            in_thread=bool(thread_id),
            named=not NAME_PARTS.isdisjoint(payload),
        )

    def edit(
        self,
        address: WebhookAddress,
        message_id: str,
        payload: dict,
        thread_id: str | None = None,
    ) -> Verdict:
        """Edit one of the webhook's messages; nobody is ever pinged by that.

        :param thread_id: the one in which it was posted, whichever the address names
        """
        data = json.dumps({**payload, "allowed_mentions": {"parse": []}})
        return self._change("PATCH", address, message_id, thread_id, data=data)

    def delete(
        self, address: WebhookAddress, message_id: str, thread_id: str | None = None
    ) -> Verdict:
        """Delete one of the webhook's messages; see :meth:`edit`."""
        return self._change("DELETE", address, message_id, thread_id)

    def describe(self, address: WebhookAddress) -> Verdict:
        """Ask for the webhook's name and channel; posts nothing."""
        return self._exchange("GET", address, describing=True)

    def close(self):
        """Close the connections that are kept."""
        self._session.close()

    def _change(self, method, address, message_id, thread_id, data=None):
        return self._exchange(
            method,
            address,
            message_id=message_id,
            params={"thread_id": thread_id},
            data=data,
            in_thread=bool(thread_id),
            named=False,
            verb=method.lower(),
        )

    def _exchange(
        self, method, address, *, message_id=None, params=None, data=None, **asked
    ):
        hidden = replace(address, token=HIDDEN)
        url = hidden.execute_url(self._api_base)
        if message_id:
            url = hidden.message_url(self._api_base, message_id)
        started = time.monotonic()
        exchange = Exchange(address.token, started + self._total, self._timeout)
        try:
            with (
                exchange.current(),
                self._session.request(
                    method,
                    url,
                    params=params,
                    data=data,
                    timeout=self._timeout,
                    allow_redirects=False,
                    stream=True,
                ) as response,
            ):
                body = _read(response)
            verdict = judge_response(
                response.status_code, response.headers, body, **asked
            )
        except Exception as error:  # a thread must come back with a verdict
            describing = asked.get("describing", False)
            verdict = judge_exception(error, exchange.began, describing=describing)
        took = time.monotonic() - started
        return replace(verdict.without(address.token), duration=took)


def _session(user_agent):
    session = requests.Session()
    session.headers.update(
        {
            "User-Agent": user_agent,
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",  # answers are small, and bombs are not
        }
    )
    session.auth = lambda request: request  # or requests would look into .netrc
    # Or requests would read the whole body of a redirection that nobody follows.
    session.get_redirect_target = lambda response: None
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.mount("http://", ExchangeAdapter(pool_maxsize=32))
    session.mount("https://", ExchangeAdapter(pool_maxsize=32))
    return session


def _read(response):
    """The body, or what came of it: its status has already said what counts."""
    body = b""
    with suppress(Exception):
        for chunk in response.iter_content(4096):
            body += chunk
            if len(body) > BODY_MAX:
                break
    return body[:BODY_MAX]
