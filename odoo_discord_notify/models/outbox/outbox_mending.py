"""What could not be written when it happened is written once its rule is mended.

With what its notification kept: texts that were read then, old values, who did it and
why. The rest is read now.
"""

from ..saying.say import say
from ..watching.record_changes import COMPANY, OLD, SAID, RecordChanges, from_json
from .addressing import addressed_apart
from .discord_outbox import changed
from .edits_mending import write_edits_anew
from .matching import matching


class Kept(RecordChanges):
    """A record of which something was to be told, in another transaction."""

    @classmethod
    def of(cls, row, rule, model):
        """Return what a notification kept of it.

        :param model: an empty recordset of the record's model
        """
        known = dict(row.values or {})
        old, reason = known.pop(OLD, {}), known.pop(SAID, "")
        kept = cls(
            row.user_id.id or None,
            silenced=False,
            company_id=known.pop(COMPANY, None),
            created=row.event == "created",
            reason=reason,
        )
        kept.words = {(rule.rule_id, name): text for name, text in known.items()}
        kept.happened = row.create_date
        kept.written = set() if "reason" in known else {rule.reason_field}
        kept.old = {
            (name, rule.lang): from_json(model._fields[name].type, value)
            for name, value in old.items()
            if name in model._fields
        }
        return kept

    def is_silenced(self, rule):
        return False


def write_anew(rule, rows):
    """Write the texts of notifications that have none, and queue those.

    :param rule: a `RuleWatch`
    :param rows: notifications of the model that the rule is about
    """
    edits = rows.filtered("edit_of_id")
    write_edits_anew(rule, edits, _keep)
    for event, same in (rows - edits).grouped("event").items():
        watch = rule
        if rule.event != event:  # somebody asked, or the rule was another then
            watch = rule._replace(trigger="on_demand", watched_fields=())
        while same:  # of several about one record, one at a time
            turn = same.browse({row.res_id: row.id for row in reversed(same)}.values())
            _write_anew(watch, turn)
            same -= turn


def _write_anew(rule, rows):
    env = rows.env
    model = env[rows[0].res_model]
    model = env["discord.watch"]._reading(model, rule.lang, rule.company_id)
    traces = {row.res_id: Kept.of(row, rule, model) for row in rows}
    records = model.browse(traces).exists()
    gone = model.browse(traces) - records
    records = _without_needless(rule, rows, records, traces)
    sayings = say(rule, records, traces) if records else []
    sayings = addressed_apart(rule, records, traces, sayings)
    sayings += _say_of_gone(rule, gone, traces)
    rows = {row.res_id: row for row in rows.exists()}
    for saying in sayings:
        _keep(rows[saying.res_id], saying)


def _say_of_gone(rule, gone, traces):
    """Return a `Saying` for each record that is no more: from what was kept alone."""
    env, rule = gone.env, rule._replace(required_fields=())
    lost = env._("The record is gone, and not all that is to be said of it was kept.")
    template = env["discord.template"]
    sayings = template._say_aloud(rule, gone, traces) if gone else []
    return [
        saying._replace(state="canceled", failure_type="lost", failure_reason=lost)
        if saying.state == "error"
        else saying
        for saying in sayings
    ]


def _keep(row, saying):
    row.mentions = saying.mentions or row.mentions
    row.webhook_id = saying.webhook_id or row.webhook_id
    failure = {"failure_type": saying.failure_type}
    failure["failure_reason"] = saying.failure_reason
    if saying.content:
        said = {"content": saying.content, "embed": saying.embed, "reported": False}
        row._set_state(saying.state, values=saying.values, **said, **failure)
    else:  # what was known stays known
        values = {**(row.values or {}), **saying.values}
        row._set_state(saying.state, values=values, **failure)


def _without_needless(rule, rows, records, traces):
    """Return `records` without those of which there is nothing to tell.

    Of what failed before anybody looked, neither is known whether it changed at all
    nor whether it matches. As always, what needs no telling leaves no notification.
    """
    unasked = rows.filtered(
        lambda row: row.failure_type in ("internal", "forbidden")
        and (row.event != "changed" or _knows_old(row))
    )
    asked_now = records & records.browse(unasked.mapped("res_id"))
    hidden = unasked.filtered(lambda row: row.failure_type == "forbidden")
    needed = asked_now & records.browse(hidden.mapped("res_id"))
    needed |= changed(rule, asked_now - needed, traces)
    needed = matching(rule, needed, traces)
    needless = asked_now - needed
    unasked.filtered(lambda row: row.res_id in needless.ids).unlink()
    return records - needless


def _knows_old(row):
    """Whether a notification knows what was before, or that it did change."""
    return row.failure_type == "forbidden" or OLD in (row.values or {})
