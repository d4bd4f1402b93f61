"""A stand-in for Discord: webhooks over HTTP, its limits and errors, and a page.

    with Standin(limits=False) as standin:
        webhook = standin.add_webhook("alertes-bl")
        requests.post(standin.address(webhook), json={"content": "Bonjour"}, timeout=5)
        [message] = standin.wait_for(1, timeout=5)

It can also misbehave, in every way that :data:`.faults.FAULTS` names:

        with standin.misbehave("closes_after", webhook.id, times=1):
            ...

Every number and message text in this package is Discord's own, from its public
documentation or from answers that people published; what is inferred says so.
"""

from .guild import Webhook
from .standin import Standin
from .validator import validate

__all__ = ["Standin", "Webhook", "validate"]
