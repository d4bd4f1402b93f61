"""One rule, and what is kept to be told by it."""

from waiting import eventually


class Rule:
    """A rule on any model, made over the external API by its administrator."""

    def __init__(self, admin, model, template, **values):
        self._admin = admin
        self._model = model
        watched = values.get("watched_fields")
        self.rule_id = admin.create(
            "discord.rule",
            name=f"Test {model}",
            model_name=model,
            trigger="on_write" if watched else "on_create",
            template=template,
            webhook_id=admin.find("discord.webhook", ("env_key", "like", "_BC"))[0],
            **values,
        )

    def told(self):
        """The texts, in order: written when the record is saved, not later."""
        return [row["content"] for row in self.rows("content")]

    def rows(self, *fields):
        """The notifications, oldest first, as dicts of ``fields``."""
        domain = [("rule_id", "=", self.rule_id)]
        return self._admin.call(
            "discord.notification", "search_read", domain, fields, order="id"
        )

    def synchronize(self):
        """Run the model's synchronization."""
        synchronize(self._admin, f"sync_{self._model}")

    def state(self):
        """The rule's own state."""
        return self._admin.read("discord.rule", self.rule_id, "state")["state"]

    def close(self):
        """Watch no longer: what other tests do is none of its business."""
        self._admin.call("discord.rule", "write", [self.rule_id], {"active": False})


def synchronize(admin, sync_type):
    """Let the administrator run it from the console, to its end."""
    console_id = admin.create("discord.sync.console", sync_type=sync_type)
    action = admin.call("discord.sync.console", "action_run_now", [console_id])
    log = "discord.sync.log", action["res_id"], "state"
    running = ("queued", "running")
    eventually(lambda: admin.read(*log)["state"] not in running)
    assert admin.read(*log)["state"] == "success"
