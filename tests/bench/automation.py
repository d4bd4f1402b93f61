"""Core's own way to tell another program: an automation rule that posts."""

from sandbox.servers import ask


def automation(model_id, url, field_ids=()):
    """The values of a rule that posts these fields of each new record to ``url``."""
    action = {
        "name": "Tell Discord",
        "model_id": model_id,
        "state": "webhook",
        "webhook_url": url,
        "webhook_field_ids": [(6, 0, list(field_ids))],
    }
    return {
        "name": "Tell Discord",
        "model_id": model_id,
        "trigger": "on_create",
        "action_server_ids": [(0, 0, action)],
    }


def add_address(standin_url):
    """Add a webhook to the stand-in; returns its address, for core's action."""
    webhook = ask(standin_url, "webhooks", {"name": "Core", "channel": "core"})
    return f"{standin_url}/api/v10/webhooks/{webhook['id']}/{webhook['token']}"
