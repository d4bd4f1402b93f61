"""Edits: what was told is made to say what is true now, in the user's transaction."""

from functools import cache, partial

from odoo import api, models

from ...discord.striking import struck_message
from ..saying.companies import of_company
from ..saying.deletion_line import deletion_line
from ..saying.discord_template import Saying
from ..watching.record_changes import RecordChanges
from ..watching.rule_watch import EDIT, STRIKE
from ..watching.transaction_changes import TransactionChanges
from . import outbox_rows
from .told_messages import FIRST_STATES, told_messages


class DiscordOutbox(models.AbstractModel):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.outbox"

    def _edited(self, rule, records, traces, changes):
        """Return what edits the messages of `records` that now say something else.

        :param rule: a `RuleWatch` that edits
        :param records: those that are there, in the rule's environment
        """
        known = self._told_before(rule, records._name, traces, changes)
        if rule.company_id:  # what has gone to another one is not for this channel
            own = of_company(records, rule.company_id)
            records = records.filtered_domain(own)
        told = {id_: known[id_] for id_ in records._ids if id_ in known}
        agents = {id_: traces[id_].user_id for id_ in told}
        sayings = self._edits(rule, records, told, traces, agents)
        needed = {saying.res_id for saying in sayings}
        needless = [id_ for id_ in traces if id_ not in needed]
        outbox_rows.delete(self.env, changes, rule, records._name, needless)
        return sayings

    @api.model
    def _follow_up(self, rule_id, model_name, res_ids):
        """Edit what a rule told of records, if it follows them and says otherwise now.

        Whatever made it so; whoever changed a record last makes its message change.
        """
        watch = self.env["discord.watch"]._for_model(model_name)
        for rule in watch.rules if watch else ():
            if rule.rule_id == rule_id and rule.follow:
                self.env.flush_all()
                records = self.env[model_name].sudo().browse(res_ids).exists()
                changes = {one.id: _since(rule, one) for one in records}
                noted, part = TransactionChanges.of(self.env), rule.edits(EDIT)
                self._tell_safely(part, model_name, list(changes), changes, noted)

    @api.model
    def _edits(self, rule, records, told, traces, agents):
        """Return a `Saying` for each of `records` of which something is to be edited.

        :param told: {record id: Told}
        :param agents: {record id: id of the user who makes it to be edited}
        """
        lost = {id_: self._lost(one) for id_, one in told.items()}
        sayings = [
            Saying(id_, agents[id_], "canceled", "", {}, "message_gone", why, None)
            for id_, why in lost.items()
            if why
        ]
        left = records.browse(id_ for id_ in told if not lost[id_])
        first = {id_: told[id_].first_telling(rule, traces[id_]) for id_ in left._ids}
        said = self.env["discord.template"]._say(rule, left, first) if left else ()
        # What could not be written is written anew as a whole: who mends it may not see
        # this change yet.
        said = (
            one
            for one in said
            if one.state == "outgoing" or not told[one.res_id].is_unwritten
        )
        sayings += [one for one in said if not told[one.res_id].says(one)]
        return [_as_edit(one, told[one.res_id], agents[one.res_id]) for one in sayings]

    def _lost(self, told):
        """Return why a message cannot be edited, or None."""
        if told.is_withdrawn:
            return self.env._("Its message was taken back.")
        if told.is_unknown and told.state == "sent":
            return self.env._("Nobody knows what its message says: it is too old.")
        return None

    def _gone(self, rule, gone, traces, changes):
        """Return what is said of records that are no more, as written before that."""
        if rule.trigger == STRIKE:
            return self._strikes(rule, gone, traces, changes)
        return [traces[id_].farewells[rule.rule_id] for id_ in gone._ids]

    def _strikes(self, rule, gone, traces, changes):
        """Return what strikes out what was told of records that are no more."""
        edit = rule.edits(EDIT)
        outbox_rows.delete(self.env, changes, edit, gone._name, gone._ids)
        # Of what is put back later nobody could say then who has deleted it, and when.
        told = self._told_before(rule, gone._name, gone._ids, changes, put_off=True)
        line_of = cache(partial(deletion_line, self.env, rule.lang))
        return [
            self._struck(traces[id_].farewells[rule.rule_id], one, line_of)
            for id_, one in told.items()
            if one.content or not one.is_unwritten
        ]

    @api.model
    def _struck(self, farewell, told, line_of):
        """Return the `Saying` that strikes out a message, or why it cannot be.

        :param farewell: a `Saying` without text
        :param line_of: function of who has deleted it: the last line
        """
        if why := self._lost(told):
            lost = {"failure_type": "message_gone", "failure_reason": why}
            farewell = farewell._replace(state="canceled", **lost)
        elif farewell.failure_type != "forbidden":
            line = line_of(farewell.user_id)
            content, embed = struck_message(told.content, told.embed, line)
            farewell = farewell._replace(content=content, embed=embed)
        if told.state == "canceled" and farewell.state == "outgoing":
            why = self.env._("Canceled with its message.")
            along = {"failure_type": told.failure_type, "failure_reason": why}
            farewell = farewell._replace(state="canceled", **along)
        return _as_edit(farewell, told, farewell.user_id)

    def _told_before(self, rule, model_name, res_ids, changes, put_off=False):
        """Return {record id: Told}, whatever edits this transaction wrote so far.

        :param put_off: see `told_messages`
        """
        rows = changes.rows[outbox_rows.key(rule, model_name)]
        but = [row_id for id_ in res_ids for row_id in rows.get(id_, ())]
        return told_messages(self.env, rule, model_name, res_ids, but, put_off)


def _since(rule, record):
    """Return what is known of a record that may have changed since it was told."""
    agent_id = record.write_uid.id if record._log_access else None
    return RecordChanges(agent_id, silenced=False, unsilenced=frozenset(rule.follow))


def _as_edit(saying, told, agent_id):
    """Return a `Saying` as an edit: who did it is who makes the message change."""
    state = saying.state
    if state == "outgoing":
        state = FIRST_STATES[told.state]
    return saying._replace(user_id=agent_id, edit_of_id=told.id, state=state)
