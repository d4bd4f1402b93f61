"""A thousand records, created and changed in turn, through Discord's limits."""

from contextlib import suppress
from xmlrpc.client import Fault

import pytest
from waiting import eventually

COUNT = 1000
# As Odoo writes them while its sender is off.
ALTERNATELY = """
INSERT INTO discord_notification (webhook_id, event, content, state, create_date,
                                  active, attempts, edit_of_id, id)
SELECT {webhook}, CASE WHEN n % 2 = 0 THEN 'created' ELSE 'edited' END,
       CASE WHEN n % 2 = 0 THEN 'first ' ELSE 'last ' END || n / 2 || repeat(' x', 60),
       'outgoing', now() AT TIME ZONE 'utc', TRUE, 0,
       CASE WHEN n % 2 = 1 THEN base.id + n - 1 END, base.id + n
  FROM generate_series(0, 1999) n,
       (SELECT nextval('discord_notification_id_seq') + 10 AS id) base;
SELECT setval('discord_notification_id_seq',
              (SELECT max(id) FROM discord_notification))"""
STATES = """
SELECT count(*) FROM discord_notification
 WHERE webhook_id = {webhook} AND state != 'sent'"""


@pytest.mark.long
def test_they_are_told_and_edited_in_fifty_requests(own_odoo, sandbox, shared_standin):
    standin = shared_standin
    server = own_odoo(demo=True)
    admin = server.rpc("admin")
    webhook = standin.add_webhook("a thousand")
    webhook_id = admin.create("discord.webhook", name="many", url=webhook.url)
    sql = sandbox.cluster.sql
    sql(ALTERNATELY.format(webhook=webhook_id), server.database)
    standin.limits = True
    cron_ids = admin.find("ir.cron", ("model_id.model", "=", "discord.dispatcher"))
    with suppress(Fault):  # it is at work already
        admin.call("ir.cron", "method_direct_trigger", cron_ids)
    left = STATES.format(webhook=webhook_id)
    eventually(lambda: sql(left, server.database) == "0", 150)
    standin.limits = False
    requests = [r for r in standin.requests() if r["webhook_id"] == webhook.id]
    assert len(requests) <= 50, [(r["method"], r["status"]) for r in requests]
    shown = "".join(one["shown"] for one in standin.messages(webhook.channel_id))
    assert shown.count("last ") == COUNT
    assert "first " not in shown
