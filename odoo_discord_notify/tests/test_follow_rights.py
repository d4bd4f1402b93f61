"""An edit asks for the rights of the rule's present author, as a first telling does."""

from odoo.tests import tagged

from .test_author_rights import AuthorCase


@tagged("post_install", "-at_install")
class TestFollowRights(AuthorCase):
    def setUp(self):
        super().setUp()
        values = {"follow": True, "template": "{name}"}
        self.rule_ = self.rule_of(self.manager, **values)
        self.partner = self.env["res.partner"].create({"name": "A"})
        self.posted = self.told(self.partner, self.rule_)
        self.posted._set_state("sent")
        self.env.cr.postcommit.clear()
        self.env.invalidate_all()

    def edit(self):
        return self.told(self.partner, self.rule_).filtered("edit_of_id")

    def assertForbidden(self):
        edit = self.edit()
        self.assertEqual((edit.state, edit.failure_type), ("canceled", "forbidden"))
        self.assertFalse(edit.content or edit.values or edit.embed)
        self.assertEqual((self.posted.state, self.posted.content), ("sent", "A"))

    def test_what_its_author_may_read_is_edited(self):
        self.partner.name = "B"
        self.assertEqual((self.edit().state, self.edit().content), ("outgoing", "B"))

    def test_what_its_author_may_not_read_any_more_cancels_the_edit_alone(self):
        self.hide("res.partner", [("name", "!=", "B")])
        self.partner.name = "B"
        self.assertForbidden()

    def test_what_is_only_not_edited_was_told_and_its_rule_says_nothing_else(self):
        self.hide("res.partner", [("name", "!=", "B")])
        self.partner.name = "B"
        self.assertForbidden()
        self.assertNotIn("Not told", self.rule_.author_note)
        self.assertHidden(self.partner.create({"name": "B"}), self.rule_)
        self.env.invalidate_all()
        self.assertIn("Not told for that reason: 1", self.rule_.author_note)

    def test_the_present_author_is_asked_not_the_one_of_the_first_telling(self):
        self.hide("res.partner", [("name", "!=", "B")])
        self.rule_.with_user(self.admin).action_take_over()
        self.partner.name = "B"
        self.assertEqual(self.edit().content, "B")

    def test_of_a_deletion_it_is_asked_before(self):
        self.hide("res.partner", [("name", "!=", "A")])
        self.partner.unlink()
        self.assertForbidden()

    def test_a_deletion_that_its_author_may_read_is_struck_out(self):
        self.partner.unlink()
        self.assertTrue(self.edit().content.startswith("~~A~~"))

    def test_a_rule_on_deletion_tells_its_author_no_more_than_he_may_read(self):
        values = {"trigger": "on_unlink", "template": "{name} gone"}
        rule = self.rule_of(self.manager, **values)
        other = self.env["res.partner"].create({"name": "C"})
        self.env.cr.flush()
        self.env.cr.postcommit.clear()
        self.hide("res.partner", [("name", "!=", "A")])
        (self.partner + other).unlink()
        self.assertHidden(self.partner, rule)
        self.assertEqual(self.told(other, rule).content, "C gone")
