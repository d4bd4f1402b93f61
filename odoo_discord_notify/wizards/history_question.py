"""A wizard that tells history asks before it does: how much, and how long it lasts."""

from ..models.syncing.sync_estimate import estimate


def ask_once(wizard, sync_type):
    """Return the action that opens a wizard's form once more, with its question.

    None if the question was asked already, or nothing would be told.

    :param wizard: has `date_from` and `question`
    """
    if wizard.question:
        return None
    rules = wizard.env["discord.sync"]._rules(sync_type)
    wizard.question = estimate(rules, wizard.date_from).in_words(wizard.env)
    if not wizard.question:
        return None
    title = wizard.env._("Tell history, too?")
    return wizard._get_records_action(name=title, target="new")
