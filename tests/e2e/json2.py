"""Odoo's JSON-2 API, as a program with a user's API key calls it."""

import requests

NEW_KEY = """
keys = env["res.users.apikeys"].with_user({user_id}).sudo()
action = keys._generate(None, "e2e", False)
"""


class Json2:
    """Calls models' methods as the user that ``key`` belongs to."""

    def __init__(self, url, key):
        self._url = f"{url}/json/2"
        self._headers = {"Authorization": f"bearer {key}"}

    def call(self, model, method, **named):
        """Call ``method`` of ``model`` and return its result."""
        url = f"{self._url}/{model}/{method}"
        answer = requests.post(url, json=named, headers=self._headers, timeout=30)
        answer.raise_for_status()
        return answer.json()

    def create(self, model, **values):
        """Create one record and return its id."""
        return self.call(model, "create", vals_list=[values])[0]


def new_key(admin, user_id):
    """Let ``admin`` make an API key for a user; returns the key."""
    return run_code(admin, NEW_KEY.format(user_id=user_id))


def run_code(admin, code):
    """Run ``code`` on the server, in a transaction, as a server action of ``admin``.

    :return: what it assigned to ``action``
    """
    model_id = admin.find("ir.model", ("model", "=", "res.users"))[0]
    action_id = admin.create(
        "ir.actions.server", name="e2e", model_id=model_id, state="code", code=code
    )
    return admin.call("ir.actions.server", "run", [action_id])
