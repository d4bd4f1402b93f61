"""A browser's session without the browser: what the web client and pages send."""

import re

import requests

CSRF_TOKEN = re.compile(r'csrf_token: "(\w+)"')


class WebSession:
    """Somebody logged in to ``server``, whose password is the login, or nobody."""

    def __init__(self, server, login=None):
        self._url = server.url
        self._session = requests.Session()
        if login:
            who = {"db": server.database, "login": login, "password": login}
            self.call("/web/session/authenticate", **who)

    def call_kw(self, model, method, *args, **kwargs):
        """Call a method as the web client does; returns its result, if any."""
        call = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.call(f"/web/dataset/call_kw/{model}/{method}", **call)

    def submit(self, page, action, files=None, **values):
        """Send a form of a page, which gives the token for it."""
        shown = self._session.get(self._url + page, timeout=60)
        values["csrf_token"] = CSRF_TOKEN.search(shown.text)[1]
        return self.post(action, files, **values)

    def post(self, path, files=None, **values):
        """Send a form that needs no token; returns the page that answers."""
        answer = self._session.post(self._url + path, values, files=files, timeout=60)
        answer.raise_for_status()
        return answer.text

    def call(self, path, **params):
        """Call a JSON route of the website; returns its result, if any."""
        body = {"jsonrpc": "2.0", "id": 1, "params": params}
        answer = self._session.post(self._url + path, json=body, timeout=60).json()
        assert "error" not in answer, answer["error"]
        return answer.get("result")
