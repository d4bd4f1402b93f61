"""A channel of one test's own: a webhook, and a rule that tells new order lines."""

import re

from waiting import PATIENCE, eventually

MODEL = "bldimagaz.linbc"
TEXT = re.compile(r"\bn\d{3}\b")  # what `numbered` makes


def numbered(count, first=1):
    """Short texts to tell, each unlike the others: n001, n002 ..."""
    return [f"n{number:03}" for number in range(first, first + count)]


def know_server(admin, standin, *webhook_ids):
    """Let Odoo know on which server they post: no request of its own asks for it."""
    known = {"guild_id": standin.guild_id}
    admin.call("discord.webhook", "write", list(webhook_ids), known)


class Channel:
    """``tell`` saves order lines; ``heard`` is what the stand-in then shows.

    :param admin: the external API as the administrator, who sets the channel up
    :param rpc: as the ordinary user, who saves the lines
    """

    def __init__(self, admin, rpc, standin, name, **webhook_values):
        self._admin, self._rpc, self._standin = admin, rpc, standin
        self.webhook = standin.add_webhook(name)
        self._order_id = rpc.create("bldimagaz.bc", name=f"BC {self.webhook.id}")
        self.webhook_id = admin.create(
            "discord.webhook", name=name, url=self.webhook.url, **webhook_values
        )
        know_server(admin, standin, self.webhook_id)
        self.rule_id = admin.create(
            "discord.rule",
            name=name,
            model_name=MODEL,
            template="{product}",
            filter_domain=f"[('bc_id', '=', {self._order_id})]",
            webhook_id=self.webhook_id,
        )

    def mend(self):
        """Give it a new webhook of the stand-in, as a person does who pastes a URL."""
        name = self.webhook.name
        self.webhook = self._standin.add_webhook(name)
        self.set(url=self.webhook.url)
        know_server(self._admin, self._standin, self.webhook_id)

    def tell(self, *texts, rpc=None):
        """Save one line per text, all in one transaction."""
        lines = [self.line(text) for text in texts]
        (rpc or self._rpc).call(MODEL, "create", lines)

    def follow(self):
        """Let later changes of the lines edit what was told of them."""
        self._admin.call("discord.rule", "write", [self.rule_id], {"follow": True})

    def change(self, text, to, rpc=None):
        """Let the line of ``text`` say something else."""
        rpc = rpc or self._rpc
        rpc.call(MODEL, "write", self.line_ids(text), {"product": to})

    def delete(self, text):
        """Delete the line of ``text``."""
        self._admin.call(MODEL, "unlink", self.line_ids(text))

    def line_ids(self, text):
        """The ids of the lines that say ``text`` now."""
        mine = [("bc_id", "=", self._order_id), ("product", "=", text)]
        return self._admin.find(MODEL, *mine)

    def shown(self):
        """What a reader sees of each message now, from top to bottom."""
        return [message["shown"] for message in self.messages()]

    def line(self, text):
        """The values of the order line that tells ``text``."""
        return {"bc_id": self._order_id, "product": text}

    def heard(self):
        """The texts that the stand-in shows, in order of arrival."""
        return [text for message in self.messages() for text in texts_of(message)]

    def hears(self, texts, timeout=PATIENCE):
        """Wait until exactly ``texts`` are shown, in this order, each once."""
        eventually(lambda: len(self.heard()) >= len(texts), timeout)
        assert (heard := self.heard()) == list(texts), heard

    def messages(self):
        """The messages that the stand-in shows."""
        return self._standin.messages(self.webhook.channel_id)

    def requests(self):
        """The requests that the stand-in received for this webhook."""
        received = self._standin.requests()
        return [one for one in received if one["webhook_id"] == self.webhook.id]

    def rows(self, *fields):
        """The notifications, oldest first, as dicts of ``fields`` (default: state)."""
        domain = [("webhook_id", "=", self.webhook_id)]
        return self._admin.call(
            "discord.notification",
            "search_read",
            domain,
            fields or ("state",),
            order="id",
        )

    def deliveries(self, *states):
        """The requests that Odoo's own log has, oldest first, as dicts."""
        domain = [("webhook_id", "=", self.webhook_id)]
        if states:
            domain.append(("state", "in", states))
        return self._admin.call("discord.delivery", "search_read", domain, order="id")

    def states(self):
        """The states of the notifications, oldest first."""
        return [row["state"] for row in self.rows()]

    def state(self):
        """The webhook's state and message."""
        row = self._admin.read(
            "discord.webhook", self.webhook_id, "state", "state_message"
        )
        return row["state"], row["state_message"]

    def set(self, **values):
        """Change the webhook, as its administrator would."""
        self._admin.call("discord.webhook", "write", [self.webhook_id], values)


def texts_of(message):
    """The numbered texts in a message, in its content and then its embeds."""
    parts = [message["content"], *(e["description"] for e in message["embeds"])]
    return TEXT.findall("\n".join(parts))
