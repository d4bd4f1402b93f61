"""Whoever points at a field is told what it is for."""

from lxml import etree

from odoo.tests import tagged

from .common import DiscordCase

MODULE = "odoo_discord_notify"
# Shown without help, and why.
OBVIOUS = {
    "send_failed_label": "the words on a button",
    "sequence": "a handle to drag",
    "question": "a sentence that says all by itself",
    "state_message": "a sentence that says all by itself",
    "preview": "a picture beside its own heading",
}


def is_shown(node):
    """Whether a person ever sees the field of this node."""
    never = (node.get("invisible"), node.get("column_invisible"))
    return not any(value in ("1", "True") for value in never)


def told_beside(node):
    """Whether the field stands in a setting that says what it does."""
    return any(parent.get("help") for parent in node.iterancestors("setting"))


@tagged("post_install", "-at_install")
class TestContextualHelp(DiscordCase):
    def shown(self):
        """Yield (model, field's name) of each field in our views that needs help."""
        ours = [("module", "=", MODULE), ("model", "=", "ir.ui.view")]
        ids = self.env["ir.model.data"].search(ours).mapped("res_id")
        for view in self.env["ir.ui.view"].browse(ids):
            if view.type == "search" or view.model not in self.env:
                continue
            for node in etree.fromstring(view.arch).iter("field"):
                model = self.model_of(view, node)
                named_by_its_model = model.startswith(("discord.", "res.config"))
                ours = named_by_its_model or node.get("name").startswith("discord_")
                if ours and is_shown(node) and not told_beside(node):
                    yield model, node.get("name")

    def model_of(self, view, node):
        """Return the model of a field in a view: of a list in a form, the list's."""
        model = view.model
        for parent in reversed([*node.iterancestors("field")]):
            model = self.env[model]._fields[parent.get("name")].comodel_name or model
        return model

    def test_each_field_that_is_shown_has_a_help(self):
        shown = set(self.shown())
        self.assertGreater(len(shown), 80)
        silent = {
            f"{model}.{name}"
            for model, name in shown
            if not self.env[model]._fields[name].help and name not in OBVIOUS
        }
        self.assertEqual(silent, set())

    def test_what_is_called_obvious_is_shown(self):
        self.assertLessEqual(OBVIOUS.keys(), {name for _model, name in self.shown()})
