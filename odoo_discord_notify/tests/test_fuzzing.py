"""Whatever is typed or sent: an answer in words, and nothing done by half."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DiscordCase

PIECES = [
    *("{", "}", "{{", "}}", "{display_name}", "{solde", ":", ".2f}", "{client.name}"),
    *(
        "{client.",
        "!r}",
        "{old.solde}",
        "{create_date",
        ":%d-%m}",
        ":%}",
        "{__class__}",
    ),
    *("{old.solde}", "{0}", "{}", "[0]", "`", "\n", "](", "{agent:>99999999}"),
]
# What PostgreSQL can hold: Odoo itself refuses to write the rest, in any field.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
TEMPLATES = st.lists(st.sampled_from(PIECES) | TEXTS, max_size=8)
FEW = settings(
    max_examples=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@tagged("post_install", "-at_install")
class TestFuzzing(DiscordCase):
    def test_any_template_is_refused_in_words_or_tells_something(self):
        rule = self.rule("solde")
        topup = self.new_topup()

        @FEW
        @given(TEMPLATES.map("".join))
        def try_template(template):
            preview = rule.new({"template": template}, origin=rule).preview
            self.assertTrue({"problems", "message"} & preview.keys())
            try:
                with self.env.cr.savepoint():
                    rule.template = template
                    self.env.flush_all()
            except UserError as error:
                self.assertTrue(str(error))
                self.env.invalidate_all()
                return
            rule.preview_res_id = topup.id
            preview = rule.preview
            self.assertTrue({"problems", "message"} & preview.keys())
            told = self.told(self.new_topup(), rule)
            self.assertIn(told.state, ("outgoing", "error"))

        try_template()
