"""An Odoo that waits a tenth as long as a real one, and channels on it."""

from contextlib import contextmanager
from functools import partial

import pytest
import requests
from channel import Channel
from json2 import Json2, new_key
from waiting import eventually

from discord_standin import Standin

from . import HURRY, SETTING

CANCEL = "UPDATE discord_notification SET state = 'canceled' WHERE state = 'outgoing'"
# Webhooks last, as the sender locks them: it may be at work meanwhile.
FORGET = """
DELETE FROM discord_delivery_notification_rel;
DELETE FROM discord_delivery;
UPDATE discord_webhook
   SET held_until = NULL, edits_held_until = NULL, needs_probe = FALSE, failures = 0,
       edit_failures = 0, broken_reason = NULL, broken_since = NULL, trouble = NULL,
       alerted = FALSE, looked_at = NULL"""
SENDING = "SELECT count(*) FROM discord_delivery WHERE state = 'sending'"
SWITCH = """
UPDATE ir_cron SET active = {} WHERE id IN (
    SELECT res_id FROM ir_model_data WHERE name = 'ir_cron_dispatch')"""
HOLDS_OVER = """
UPDATE discord_notification SET next_attempt = NULL WHERE next_attempt IS NOT NULL;
UPDATE discord_webhook
   SET held_until = now() AT TIME ZONE 'utc', edits_held_until = NULL,
       looked_at = NULL"""


class Policy:
    """One test's view of a server: channels of its own, SQL, the passing of time."""

    def __init__(self, server, sandbox, standin):
        self.server, self.standin = server, standin
        self.admin = server.rpc("admin")
        self.json2 = Json2(server.url, new_key(self.admin, self.admin.user_id))
        self.sql = partial(sandbox.cluster.sql, database=server.database)
        self.add_channel = partial(Channel, self.admin, self.admin, standin)

    def end_holds(self):
        """Make as if the time that everybody waits for had passed."""
        self.sql(HOLDS_OVER)
        self.wake()

    def wake(self):
        """Let the sender look at its queue now."""
        domain = [("model_id.model", "=", "discord.dispatcher")]
        cron_ids = self.admin.find("ir.cron", *domain)
        eventually(lambda: self._is_triggered(cron_ids))

    def _is_triggered(self, cron_ids):
        try:
            return self.admin.call("ir.cron", "method_direct_trigger", cron_ids)
        except Exception as error:
            assert "already executing" in str(error), error

    @contextmanager
    def sender_off(self):
        """Deactivate its scheduled action within the block: what is saved waits."""
        self.sql(SWITCH.format("FALSE"))
        try:
            yield
        finally:
            self.sql(SWITCH.format("TRUE"))

    def press(self, model, method, *ids):
        """Press a button; returns what is told then: a toast or why it is refused."""
        try:
            action = self.json2.call(model, method, ids=ids)
        except requests.HTTPError as error:
            assert error.response.status_code == 422, error.response.text
            return error.response.json()["message"]
        is_toast = isinstance(action, dict) and "params" in action
        return action["params"]["message"] if is_toast else None

    def forget(self):
        """Leave nothing that waits or is held to the next test."""
        self.sql(CANCEL)
        self.standin.behave()
        eventually(lambda: self.sql(SENDING) == "0")
        self.sql(FORGET)


@pytest.fixture(scope="session")
def hurried_standin():
    """A stand-in that no other test's faults and repeats can reach."""
    with Standin(limits=False) as standin:
        yield standin


@pytest.fixture(scope="session")
def start_hurried(new_database, start_odoo, hurried_standin):
    """Start an Odoo on a new database that tells only what its test sets up."""
    webhook = hurried_standin.add_webhook("environment")

    def start():
        environ = {
            SETTING: str(HURRY),
            "DISCORD_API_BASE": hurried_standin.url,
            "DISCORD_WEBHOOK_SOLDE": webhook.url,
        }
        server = start_odoo(new_database(demo=True), **environ)
        admin = server.rpc("admin")
        rule_ids = admin.find("discord.rule")
        admin.call("discord.rule", "write", rule_ids, {"active": False})
        return server

    return start


@pytest.fixture(scope="session")
def hurried_odoo(start_hurried):
    """The shared Odoo of these tests."""
    return start_hurried()


@pytest.fixture
def policy(hurried_odoo, sandbox, hurried_standin):
    """See `Policy`."""
    hurried_standin.reset()
    policy = Policy(hurried_odoo, sandbox, hurried_standin)
    yield policy
    policy.forget()


@pytest.fixture
def own_policy(start_hurried, sandbox, hurried_standin):
    """A `Policy` with a server of the test's own."""
    hurried_standin.reset()
    server = start_hurried()
    yield Policy(server, sandbox, hurried_standin)
    server.stop()
