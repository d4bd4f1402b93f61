"""`…/messages/{id}` of a webhook: a message that it has posted, read, edited, deleted.

An edit replaces what it names and keeps the rest; nobody hears of it, and nobody is
pinged by it. A message in a thread is found only by who names the thread.
"""

from . import refusals
from .body import read_json
from .exchange import Answer, Request
from .guild import Guild, Webhook
from .messages import as_discord_tells, edited_message
from .validator import is_empty, validate_edit


class MessageApi:
    def __init__(self, guild: Guild):
        self._guild = guild

    def answer(self, request: Request, webhook: Webhook, message_id: str) -> Answer:
        """Answer a request that names a message; ``stored`` says that it was done."""
        message = self._guild.message(message_id)
        place = request.query.get("thread_id") or webhook.channel_id
        if request.query.get("thread_id") and not self._guild.has_thread(
            webhook, place
        ):
            return refusals.unknown_channel()
        is_its = message and message["webhook_id"] == webhook.id
        if not is_its or message["channel_id"] != place:
            return refusals.unknown_message()
        if request.method == "GET":
            return Answer.of_json(200, as_discord_tells(message))
        if request.method == "PATCH":
            return self._edit(request, message)
        if request.method == "DELETE":
            self._guild.delete_message(message_id)
            return Answer(204, stored=message_id)
        return refusals.method_not_allowed()

    def _edit(self, request: Request, message: dict) -> Answer:
        payload = read_json(request)
        if isinstance(payload, Answer):
            return payload
        if errors := validate_edit(payload):
            return refusals.invalid_form_body(errors)
        edited = edited_message(payload, message)
        if is_empty(edited):
            return refusals.empty_message()
        self._guild.edit(edited)
        answer = Answer.of_json(200, as_discord_tells(edited))
        answer.stored = edited["id"]
        return answer
