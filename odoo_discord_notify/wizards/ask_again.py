"""A wizard that asks before it does."""


def ask_again(wizard, title):
    """Return the action that opens a wizard's form once more, with its question."""
    return {
        "type": "ir.actions.act_window",
        "name": title,
        "res_model": wizard._name,
        "res_id": wizard.id,
        "view_mode": "form",
        "target": "new",
    }
