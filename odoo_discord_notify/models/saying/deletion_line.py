"""The last line of a message that is struck out: who deleted its record, and when."""

from odoo import fields

from ...discord.striking import DELETED, DELETED_BY
from ..words import translated
from .field_text import text_writer


def deletion_line(env, lang, user_id):
    """Return for example “Supprimé par Amina, 02-05-2025 13:00”, plain text.

    :param user_id: who deletes it now, maybe nobody who is there
    """
    moment = env["discord.rule"]._fields["create_date"]
    when = text_writer(moment, env, "", lang)(fields.Datetime.now())
    agent = env["res.users"].sudo().browse(user_id or ()).exists().name
    words = translated(lang, DELETED_BY if agent else DELETED)
    return words % {"agent": agent, "when": when}
