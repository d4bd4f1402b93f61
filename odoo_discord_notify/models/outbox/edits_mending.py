"""Edits that could not be written when they happened are written once they can be."""

from functools import partial

from ..saying.deletion_line import deletion_line
from ..saying.discord_template import Saying
from ..watching.record_changes import RecordChanges
from ..watching.rule_watch import EDIT
from .told_messages import told_messages


def write_edits_anew(rule, rows, keep):
    """Write the newest of each message as things are now; the others leave nothing.

    :param rule: a `RuleWatch`
    :param rows: edits without a text, of the model that the rule is about
    :param keep: function of (row, `Saying`)
    """
    env, newest = rows.env, {row.res_id: row for row in rows.sorted("id")}
    if not newest:
        return
    model_name = rows[0].res_model
    told = told_messages(env, rule, model_name, newest, rows.ids)
    struck = [id_ for id_ in told if newest[id_].event == "deleted"]
    reading = env["discord.watch"]._reading
    left = env[model_name].browse(id_ for id_ in told if id_ not in struck).exists()
    sayings = [
        *_edits(rule, reading(left, rule.lang, rule.company_id), told, newest),
        *(_strike(rule.lang, newest[id_], told[id_]) for id_ in struck),
    ]
    for saying in sayings:
        keep(newest[saying.res_id], saying)
    needed = rows.browse(newest[saying.res_id].id for saying in sayings)
    (rows - needed).unlink()


def _edits(rule, records, told, rows):
    follows = frozenset(rule.follow)
    agents = {id_: rows[id_].user_id.id or None for id_ in records._ids}
    changes = {
        id_: RecordChanges(agents[id_], silenced=False, unsilenced=follows)
        for id_ in records._ids
    }
    told = {id_: told[id_] for id_ in records._ids}
    outbox = records.env["discord.outbox"]
    return outbox._edits(rule.edits(EDIT), records, told, changes, agents)


def _strike(lang, row, told):
    blank = (row.user_id.id or None, "outgoing", "", {}, None, None)
    line_of = partial(deletion_line, row.env, lang)
    farewell = Saying(row.res_id, *blank)
    return row.env["discord.outbox"]._struck(farewell, told, line_of)
