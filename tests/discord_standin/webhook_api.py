"""`/api/v10/webhooks/{id}/{token}`: what Discord answers to a webhook's owner."""

import hashlib
import re
import time

from . import refusals
from .body import read_json
from .exchange import Answer, Request
from .guild import Guild, Webhook
from .limits import SNOWFLAKE
from .message_api import MessageApi
from .messages import as_discord_tells, shown_message
from .rate_limits import RateLimits, Room
from .validator import is_empty, validate
from .versions import DEFAULT_VERSION, VERSIONS, as_version

ADDRESS = re.compile(
    r"/api(?:/v(\d+))?/webhooks/(?P<webhook>[^/]+)/([^/]+)"
    r"(?:/messages/(?P<message>[^/]+))?/?"
)


class WebhookApi:
    def __init__(self, guild: Guild, rate_limits: RateLimits):
        self._guild = guild
        self._rate_limits = rate_limits
        self._messages = MessageApi(guild)

    def answer(self, request: Request) -> Answer:
        """Answer one request, and show its message if it is a good one."""
        answer = self._versioned(request)
        answer.headers.update(refusals.VIA)
        return answer

    def _versioned(self, request: Request) -> Answer:
        address = ADDRESS.fullmatch(request.path)
        if not address:
            return refusals.not_found()
        version = int(address[1] or DEFAULT_VERSION)
        if version not in VERSIONS:
            return refusals.invalid_version()
        return as_version(version, self._limited(request, *address.groups()[1:]))

    def _limited(
        self, request: Request, webhook_id: str, token: str, message_id: str | None
    ) -> Answer:
        if not self._rate_limits.enabled:
            return self._addressed(request, webhook_id, token, message_id)
        room = self._rate_limits.use_global(request.sender)
        if not room.allowed:
            return refusals.rate_limited(room.reset_after, "global")
        room = self._rate_limits.use_bucket(request.method, webhook_id)
        if room.allowed:
            answer = self._addressed(request, webhook_id, token, message_id)
        else:
            answer = refusals.rate_limited(room.reset_after, "user")
        answer.headers.update(_bucket_headers(request.method, room))
        return answer

    def _addressed(
        self, request: Request, webhook_id: str, token: str, message_id: str | None
    ) -> Answer:
        if wrong := SNOWFLAKE.errors(webhook_id):
            return refusals.invalid_form_body({"webhook_id": wrong})
        webhook = self._guild.webhook(webhook_id)
        if not webhook:
            return refusals.unknown_webhook()
        if token != webhook.token:
            return refusals.invalid_token()
        if message_id:
            return self._messages.answer(request, webhook, message_id)
        if request.method == "GET":
            return Answer.of_json(200, self._described(webhook))
        if request.method == "POST":
            return self._execute(request, webhook)
        return refusals.method_not_allowed()

    def _described(self, webhook: Webhook) -> dict:
        return {
            "type": 1,
            "id": webhook.id,
            "name": webhook.name,
            "avatar": None,
            "channel_id": webhook.channel_id,
            "guild_id": self._guild.id,
            "application_id": None,
            "token": webhook.token,
        }

    def _execute(self, request: Request, webhook: Webhook) -> Answer:
        payload = read_json(request)
        if isinstance(payload, Answer):
            return payload
        if errors := validate(payload):
            return refusals.invalid_form_body(errors)
        thread_id = request.query.get("thread_id")
        if wrong := self._wrong_place(webhook, thread_id, payload.get("thread_name")):
            return wrong
        if is_empty(payload):
            return refusals.empty_message()
        if self._rate_limits.enabled:
            room = self._rate_limits.use_channel(webhook.channel_id)
            if not room.allowed:
                return refusals.rate_limited(room.reset_after, "shared")
        message = shown_message(payload, webhook, thread_id or webhook.channel_id)
        self._guild.post(message)
        if request.query.get("wait", "").lower() in ("true", "1"):
            answer = Answer.of_json(200, as_discord_tells(message))
        else:
            answer = Answer(204)
        answer.stored = message["id"]
        return answer

    def _wrong_place(
        self, webhook: Webhook, thread_id: str | None, thread_name: str | None
    ) -> Answer | None:
        if thread_id and thread_name:
            return refusals.thread_named_twice()
        if thread_name:
            return refusals.not_a_forum()
        if thread_id and not self._guild.has_thread(webhook, thread_id):
            return refusals.unknown_channel()
        return None


def _bucket_headers(method: str, room: Room) -> dict[str, str]:
    """Present on every answer of the route; the hash leaves the webhook out."""
    return {
        "X-RateLimit-Limit": str(room.limit),
        "X-RateLimit-Remaining": str(room.remaining),
        "X-RateLimit-Reset": f"{time.time() + room.reset_after:.3f}",
        "X-RateLimit-Reset-After": f"{room.reset_after:.3f}",
        "X-RateLimit-Bucket": hashlib.md5(f"webhooks {method}".encode()).hexdigest(),
    }
