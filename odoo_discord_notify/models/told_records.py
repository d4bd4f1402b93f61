"""Rules and webhooks that notifications name stay, though no foreign key holds them.

A foreign key asks of each row that is inserted whether what it names exists: two of
them took a fifth of the insert of 1000 notifications, all of one rule. So what is told
locks its rule and webhook as a foreign key does, once (`outbox_rows`), and who deletes
one of them asks whether it is named, with its row locked.
"""

from odoo import fields


class ToldMany2one(fields.Many2one):
    """A Many2one without a foreign key in the database."""

    def update_db_foreign_key(self, model, column):
        pass


class CarriedMany2many(fields.Many2many):
    """What a delivery carries, without foreign keys in the database.

    They would ask twice of each of the 45 notifications in a message, which is a fifth
    of a claim. The claim has locked them, and made the delivery; nobody deletes what
    was carried, and a delivery takes its part of the relation along.
    """

    def update_db_foreign_keys(self, model):
        pass


def are_named(records, name):
    """Return whether any notification names one of `records`.

    Whoever tells of them now has locked them: then it is refused. And our transaction
    does not see what others have committed since it began: a new one does.

    :param name: the field of notifications that names them
    """
    records.exists().lock_for_update()
    if _is_any_named(records.env, name, records.ids):
        return True
    with records.env.registry.cursor() as cr:
        return _is_any_named(records.env(cr=cr), name, records.ids)


def _is_any_named(env, name, ids):
    notifications = env["discord.notification"].sudo().with_context(active_test=False)
    return bool(notifications.search_count([(name, "in", ids)], limit=1))
