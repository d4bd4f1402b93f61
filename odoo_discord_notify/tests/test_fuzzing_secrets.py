"""As a manager: no answer and no side effect depends on what he may not read."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_author_rights import AuthorCase
from .test_fuzzing import FEW

# A field that he may not read, one of a model that he may not, a record that is hidden.
PATHS = st.sampled_from(
    ["comment", "parent_id.comment", "ref", "parent_id.ref", "child_ids.ref", "name"]
)
OPERATORS = st.sampled_from(
    ["=", "!=", "in", "<", "like", "ilike", "=like", "not like", "not =like", "=ilike"]
)
LETTERS = ["H", "Hunter2", "H%", "Hunter\\", "X\\", "%\\", "_", "2", "", "Hunter\\\\"]
VALUES = st.sampled_from(LETTERS) | st.sampled_from(LETTERS).map(lambda one: [one])
TERMS = st.tuples(PATHS, OPERATORS, VALUES)
FILTERS = st.lists(TERMS, min_size=1, max_size=3).map(str)
TEMPLATES = st.lists(
    PATHS.map(lambda path: f"{{{path}}}") | PATHS.map(lambda path: f"{{{path}:.3}}"),
    min_size=1,
    max_size=3,
).map(" ".join)


@tagged("post_install", "-at_install")
class TestFuzzingSecrets(AuthorCase):
    def setUp(self):
        super().setUp()
        comment = self.env["res.partner"]._fields["comment"]
        self.enterContext(patch.object(comment, "groups", "base.group_system"))
        self.enterContext(mute_logger("odoo.sql_db", "odoo.addons.odoo_discord_notify"))
        self.secret = self.env["res.partner"].create({"name": "Secret"})
        self.child = self.env["res.partner"].create(
            {"name": "Child", "parent_id": self.secret.id}
        )
        self.hide("res.partner", [("name", "!=", "Secret")])
        self.env.cr.flush()

    def answers(self, secret, values):
        """Return all that a manager learns who saves, types and has a rule tell.

        The number of queries stands for how long it takes.
        """
        learnt, asked = [], self.env.cr.sql_log_count
        with self.env.cr.savepoint() as savepoint:
            self.secret.write({"ref": secret, "comment": secret})
            self.child.comment = secret
            self.env.flush_all()
            rules = self.env["discord.rule"].with_user(self.manager)
            values = {**values, "model_name": "res.partner", "name": "Spy"}
            values |= {"webhook_id": self.webhook("solde").id, "trigger": "on_create"}
            spec = {"state": {}, "state_message": {}, "preview": {}}
            learnt.append(rules.onchange(values, [*values], spec)["value"])
            try:
                with self.env.cr.savepoint():
                    rule = rules.create(values)
            except UserError as error:
                learnt.append(str(error))
            else:
                learnt += self.told_of(rule, secret)
            self.env.flush_all()
            learnt.append(self.env.cr.sql_log_count - asked)
            savepoint.rollback()
        self.env.invalidate_all()
        return learnt

    def told_of(self, rule, secret):
        values = {"ref": secret, "comment": secret}
        partners = self.env["res.partner"].create(
            [
                {"name": "Secret", **values},
                {"name": "Open", "comment": secret, "parent_id": self.secret.id},
            ]
        )
        told = self.told(partners, rule.sudo())
        names = {partner.id: partner.name for partner in partners}
        return [
            (names[one.res_id], one.state, one.content, one.values, one.failure_reason)
            for one in told
        ]

    def assert_the_same(self, values):
        self.answers("Other", values)  # what is cached for good is asked here
        self.assertEqual(self.answers("Hunter2", values), self.answers("Other", values))

    def test_no_filter_tells_one_secret_from_another(self):
        @FEW
        @given(FILTERS)
        def try_filter(text):
            self.assert_the_same({"template": "{name}", "filter_domain": text})

        try_filter()

    def test_no_template_tells_one_secret_from_another(self):
        @FEW
        @given(TEMPLATES)
        def try_template(text):
            self.assert_the_same({"template": text})

        try_template()
