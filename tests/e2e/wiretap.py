"""All of Odoo's doors for programs, and every answer that comes out of them."""

import itertools
import xmlrpc.client

import requests
from json2 import new_key


class Wiretap:
    """Calls models' methods as a user over each door, and keeps what is answered.

    A refusal is an answer as well: nothing raises but the connection itself.
    """

    def __init__(self, server, login):
        self._url, self._database, self._login = server.url, server.database, login
        self.answers = []
        self._user_id = server.rpc(login).user_id
        self._key = new_key(server.rpc("admin"), self._user_id)
        self._session = requests.Session()
        self._next_door = itertools.cycle(self.doors)
        self._web("/web/session/authenticate", db=self._database, **self._password())

    @property
    def doors(self):
        """The ways in, each called like ``web(model, method, *args, **kwargs)``."""
        return (self.web, self.json_rpc, self.xml_rpc)

    def somewhere(self, model, method, *args, **kwargs):
        """Call it through the next door in turn; returns the answer, as a text."""
        return next(self._next_door)(model, method, *args, **kwargs)

    def web(self, model, method, *args, **kwargs):
        """As the web client does."""
        call = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self._web(f"/web/dataset/call_kw/{model}/{method}", **call)

    def json_rpc(self, model, method, *args, **kwargs):
        """As programs do that know JSON-RPC."""
        call = self._call(model, method, args, kwargs)
        return self._web("/jsonrpc", service="object", method="execute_kw", args=call)

    def xml_rpc(self, model, method, *args, **kwargs):
        """As programs do that know XML-RPC."""
        call = tuple(self._call(model, method, args, kwargs))
        body = xmlrpc.client.dumps(call, "execute_kw", allow_none=True)
        return self._post("/xmlrpc/2/object", data=body.encode())

    def json2(self, model, method, **named):
        """As programs do that have an API key."""
        headers = {"Authorization": f"bearer {self._key}"}
        return self._post(f"/json/2/{model}/{method}", json=named, headers=headers)

    def _password(self):
        return {"login": self._login, "password": self._login}

    def _call(self, model, method, args, kwargs):
        return [self._database, self._user_id, self._login, model, method, args, kwargs]

    def _web(self, path, **params):
        return self._post(path, json={"jsonrpc": "2.0", "id": 1, "params": params})

    def _post(self, path, **how):
        answer = self._session.post(self._url + path, timeout=60, **how)
        self.answers.append(answer.text)
        return answer.text
