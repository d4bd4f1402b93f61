"""After the chaos everything goes out; a person decides about what is in doubt."""

import requests
from waiting import eventually

# Every doubt and hold of the hurried policy, several times over, and the hidden limit.
DRAIN_SECONDS = 200
IN_DOUBT = "SELECT id FROM discord_notification WHERE state = 'in_doubt'"
REFUSED_EDITS = """
SELECT id FROM discord_notification WHERE state = 'error' AND edit_of_id IS NOT NULL"""
# An edit that rests though its message has arrived is woken by the sender's next run.
UNFINISHED = """
SELECT (SELECT count(*) FROM discord_notification n
          LEFT JOIN discord_notification message ON message.id = n.edit_of_id
         WHERE n.state = 'outgoing'
            OR n.state = 'resting' AND message.state = 'sent') AS waiting,
       (SELECT count(*) FROM discord_delivery WHERE state = 'sending') AS sending"""


def restore(world, clients):
    """Let all go out that waits; returns the ids of what a person had sent again."""
    world.standin.behave()
    asked_again = set()

    def is_calm():
        if refused := [row["id"] for row in world.rows(REFUSED_EDITS)]:
            _press(world, "action_retry", refused)
        if in_doubt := [row["id"] for row in world.rows(IN_DOUBT)]:
            asked_again.update(in_doubt)
            _press(world, "action_retry", in_doubt)
        [unfinished] = world.rows(UNFINISHED)
        return not any(unfinished.values()) and not in_doubt and not refused

    for client in clients:
        client.save()
    eventually(is_calm, DRAIN_SECONDS)
    return asked_again


def _press(world, button, ids):
    try:
        world.call("discord.notification", button, ids=ids)
    except requests.RequestException:
        pass  # somebody else was quicker; we look again
