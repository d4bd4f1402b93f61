"""A channel of the stand-in's container, where an Odoo beside it tells new partners."""

import urllib.request

from sandbox.servers import ask

URL = "http://127.0.0.1:8099"
REPEAT = "répétition possible"


class Partners:
    """``tell`` saves partners; ``heard`` is what the stand-in shows of them.

    :param odoo: the external API as the administrator
    """

    def __init__(self, odoo, name, template="{name}", **webhook_values):
        self.name, self._odoo = name, odoo
        made = ask(URL, "webhooks", {"name": name, "channel": name})
        self._channel_id = made["channel_id"]
        self.webhook_id = odoo.create(
            "discord.webhook", name=name, url=made["url"], **webhook_values
        )
        odoo.create(
            "discord.rule",
            name=name,
            model_name="res.partner",
            template=template,
            filter_domain=f"[('ref', '=', '{name}')]",
            webhook_id=self.webhook_id,
        )

    def tell(self, *texts):
        """Save a partner per text, all in one transaction."""
        values = [{"name": text, "ref": self.name} for text in texts]
        self._odoo.call("res.partner", "create", values)

    def states(self):
        """The states of the notifications."""
        domain = [("webhook_id", "=", self.webhook_id)]
        rows = self._odoo.call("discord.notification", "search_read", domain, ["state"])
        return [row["state"] for row in rows]

    def contents(self):
        """The messages' texts, oldest first."""
        shown = ask(URL, f"messages?channel_id={self._channel_id}")
        for message in shown:
            parts = [message["content"]]
            yield "\n".join(parts + [e["description"] for e in message["embeds"]])

    def heard(self):
        """The lines that the stand-in shows."""
        return [line for text in self.contents() for line in text.split("\n") if line]


def answer_after(seconds):
    """Let the stand-in answer late from now on."""
    ask(URL, "faults", {"fault": {"seconds": seconds}})


def posts():
    """The messages that the stand-in has received, shown or not."""
    return [one for one in ask(URL, "requests") if one["method"] == "POST"]


def forget_faults():
    """Let the stand-in answer at once again."""
    request = urllib.request.Request(f"{URL}/standin/faults", method="DELETE")
    urllib.request.urlopen(request, timeout=10).close()
