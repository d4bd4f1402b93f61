"""`/standin/...`: what another process may ask of the stand-in, in JSON.

GET  /standin/messages?channel_id=      the messages shown
POST /standin/messages/{id}/delete      somebody deletes it by hand
GET  /standin/requests                  what was received
GET  /standin/events                    both, live, for the page
POST /standin/webhooks {name, channel}  a new webhook, with its token
POST /standin/webhooks/{id}/delete      the webhook is gone: 404, code 10015
POST /standin/threads {channel_id, name}
POST /standin/settings {limits, seed}   switch the rate limits, begin chance anew
POST /standin/faults {fault, ...}       misbehave: see Standin.misbehave
GET  /standin/faults                    those at work, and how often they were met
DELETE /standin/faults                  behave
POST /standin/reset                     forget messages, requests, limits and faults
"""

import json
import re
from typing import TYPE_CHECKING

from .exchange import Answer, Request

if TYPE_CHECKING:
    from .standin import Standin


class Control:
    def __init__(self, standin: "Standin"):
        self._standin = standin

    def answer(self, request: Request) -> Answer:
        """Answer one request; whoever asks wrongly is told so with a 400 or 404."""
        for method, path, view in ROUTES:
            found = re.fullmatch(path, request.path)
            if found and method == request.method:
                try:
                    return view(self._standin, request, *found.groups())
                except (KeyError, TypeError, ValueError) as error:
                    return Answer.of_json(400, {"message": repr(error)})
        return Answer.of_json(404, {"message": "No such control."})


def _messages(standin: "Standin", request: Request) -> Answer:
    return Answer.of_json(200, standin.messages(request.query.get("channel_id")))


def _delete_message(standin: "Standin", request: Request, message_id: str) -> Answer:
    standin.delete_message(message_id)
    return Answer(204)


def _requests(standin: "Standin", request: Request) -> Answer:
    return Answer.of_json(200, standin.requests())


def _events(standin: "Standin", request: Request) -> Answer:
    headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    return Answer(200, headers=headers, stream=standin.events())


def _add_webhook(standin: "Standin", request: Request) -> Answer:
    asked = json.loads(request.body)
    webhook = standin.add_webhook(asked["name"], asked.get("channel"))
    keys = ("id", "token", "channel_id", "url")
    return Answer.of_json(200, {key: getattr(webhook, key) for key in keys})


def _delete_webhook(standin: "Standin", request: Request, webhook_id: str) -> Answer:
    standin.delete_webhook(webhook_id)
    return Answer(204)


def _add_thread(standin: "Standin", request: Request) -> Answer:
    asked = json.loads(request.body)
    thread_id = standin.add_thread(asked["channel_id"], asked["name"])
    return Answer.of_json(200, {"id": thread_id})


def _settings(standin: "Standin", request: Request) -> Answer:
    asked = json.loads(request.body)
    if "limits" in asked:
        standin.limits = bool(asked["limits"])
    if "seed" in asked:
        standin.seed(asked["seed"])
    return Answer.of_json(200, {"limits": standin.limits})


def _misbehave(standin: "Standin", request: Request) -> Answer:
    return Answer.of_json(200, standin.misbehave(**json.loads(request.body)).told())


def _misbehaviours(standin: "Standin", request: Request) -> Answer:
    return Answer.of_json(200, standin.misbehaviours())


def _behave(standin: "Standin", request: Request) -> Answer:
    standin.behave()
    return Answer(204)


def _reset(standin: "Standin", request: Request) -> Answer:
    standin.reset()
    return Answer(204)


ROUTES = (
    ("GET", "/standin/messages", _messages),
    ("POST", r"/standin/messages/(\d+)/delete", _delete_message),
    ("GET", "/standin/requests", _requests),
    ("GET", "/standin/events", _events),
    ("POST", "/standin/webhooks", _add_webhook),
    ("POST", r"/standin/webhooks/(\d+)/delete", _delete_webhook),
    ("POST", "/standin/threads", _add_thread),
    ("POST", "/standin/settings", _settings),
    ("POST", "/standin/faults", _misbehave),
    ("GET", "/standin/faults", _misbehaviours),
    ("DELETE", "/standin/faults", _behave),
    ("POST", "/standin/reset", _reset),
)
