"""What tests of living messages share: a rule that follows, and what came of it."""

from .common import DiscordCase


class FollowCase(DiscordCase):
    def following(self, template="{solde:.0f} {state}", **values):
        """Return a rule that tells new top-ups, and follows them."""
        values = {"model_name": "alimenteur.solde", "lang": "en_US", **values}
        return self.new_rule(template=template, follow=True, **values)

    def next_transaction(self):
        """Go on as after a commit; what was told stays."""
        self.env.cr.flush()
        self.env.cr.postcommit.clear()
        self.env.invalidate_all()

    def posted(self, records, rule, state="sent"):
        """Return what was told of records, as if Discord had it since."""
        posted = self.told(records, rule)
        posted._set_state(state)
        self.next_transaction()
        return posted

    def edits(self, records):
        """Return the edits of what was told of records, in order."""
        return self.told(records).filtered("edit_of_id")

    def told_and_posted(self, rule, **values):
        """Return a new top-up that Discord has, and its notification."""
        topup = self.new_topup(**values)
        return topup, self.posted(topup, rule)
