"""One line of the log about one record, in the words of the user's plan."""

from ...discord.clip import clip
from ...discord.markdown import flat_line
from ...template.syntax import fill_plain

# [NOUVEAU] and [SKIP] are the plan's; the others follow them.
MARKS_OF_STATES = {"canceled": "[SKIP]", "error": "[ERREUR]"}
MARKS_OF_EVENTS = {
    "created": "[NOUVEAU]",
    "changed": "[MODIFIÉ]",
    "edited": "[ÉDITION]",
    "deleted": "[SUPPRIMÉ]",
    "withdrawn": "[RETIRÉ]",
    "recap": "[RÉCAP]",
    "manual": "[ENVOI]",
    "test": "[ESSAI]",
}


def audit_line(rule, event, told):
    """Return for example `[SKIP] Odoo id=12 ref=ALM/2026/0002 : Client non renseigné`.

    :param rule: a `discord.rule` record, maybe none
    :param told: a `Saying` or a `discord.notification`
    """
    mark = MARKS_OF_STATES.get(told.state) or MARKS_OF_EVENTS[event]
    described = fill_plain(rule.audit_line or "", told.values or {})
    words = [mark, f"Odoo id={told.res_id}", described]
    reason = f" : {flat_line(told.failure_reason)}" if told.failure_reason else ""
    return clip(" ".join(filter(None, words)) + reason)
