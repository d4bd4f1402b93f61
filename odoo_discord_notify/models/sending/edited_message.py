"""A message that was posted, and what its edits make of it."""

from dataclasses import replace
from typing import NamedTuple

from odoo.tools import SQL

from ...discord.calling import NOBODY, Call
from ...discord.packing import Item
from ...discord.rewriting import NoRoom, rewrite
from ..precise_time import utc_now
from .claimed_items import called_since
from .delivery_claim import TEXTS, reference_of

# What was written before it, too, and is sent after all: its message is gone.
TOO_LATE = """
SELECT id FROM discord_notification later
 WHERE edit_of_id = ANY(%s) AND state = 'outgoing' AND EXISTS (
        SELECT FROM discord_notification
         WHERE edit_of_id = later.edit_of_id AND event = 'withdrawn'
           AND (state = 'sent' OR state = 'outgoing' AND id < later.id))"""
LOCK_EDITS = """
SELECT id FROM discord_notification
 WHERE edit_of_id = ANY(%s) AND state = 'outgoing' ORDER BY id
   FOR NO KEY UPDATE NOWAIT"""
# Of the calls those that were made: what was posted too late called nobody.
PRESENT_TEXTS = """
SELECT DISTINCT ON (coalesce(edit_of_id, id)) coalesce(edit_of_id, id), id, event, %s, (
        SELECT mentions FROM discord_notification original
         WHERE original.id = coalesce(told.edit_of_id, told.id) AND create_date >= %s)
  FROM discord_notification told
 WHERE id = ANY(%s)
    OR edit_of_id = ANY(%s) AND (state = 'sent' OR id = ANY(%s))
 ORDER BY coalesce(edit_of_id, id), id DESC"""


class Present(NamedTuple):
    """What one notification says in its message now."""

    row_id: int  # its own, or that of the edit that says it
    event: str
    text: str
    embed: dict | None
    mentions: list[dict] | None

    @property
    def item(self):
        call = Call.of(self.mentions)
        return Item(self.text or "", embed=self.embed, call=call)


class EditedMessage:
    """One message that edits wait for.

    :ivar posting: the delivery that has posted it
    """

    def __init__(self, posting):
        self.posting = posting
        self._env = posting.env
        # Also what retention has emptied and archived: its text is in the message.
        carried = posting.with_context(active_test=False).notification_ids.sorted("id")
        self._carried = carried.ids
        # A repeat may have brought some of them anew: that message is what is edited.
        number = posting.discord_message_id
        is_here = carried.filtered(lambda one: one.discord_message_id == number)
        self._edited_here = is_here.ids
        self._is_emptied = not all(carried.mapped("content"))

    @classmethod
    def of(cls, edit, address):
        """Return the message of a notification's edit.

        None where this webhook cannot change it: then its edits are canceled.
        """
        original = edit.edit_of_id
        posting = original._posting()
        if problem := why_not_editable(original._in_its_language(), posting, address):
            kind, reason = problem
            waiting = [("edit_of_id", "=", original.id), ("state", "=", "outgoing")]
            waiting = edit.search(waiting)
            waiting._set_state("canceled", failure_type=kind, failure_reason=reason)
            return None
        return cls(posting)

    def change(self, only=None):
        """Return (payload or None to delete it, the edits that go with it).

        None where nothing is to be changed now.

        :param only: an edit, to leave out all others
        """
        if later := self._rows(TOO_LATE):
            self._cancel(later, later.env._("The message was taken back."))
        edits = self._rows(LOCK_EDITS)
        put_off = max(filter(None, edits.mapped("next_attempt")), default=None)
        if put_off and put_off > utc_now():
            self._put_off(edits, put_off)
            return None
        edits = edits & only if only else self._part(edits)
        while edits:
            present = self._present(edits)
            try:
                return self._payload(present, edits)
            except NoRoom:
                edits = self._give_way(edits)
        return None

    def _payload(self, present, edits):
        """Return what `change` does.

        :raise NoRoom: the message cannot carry all of it
        """
        shown = [one for one in present if one.event != "withdrawn"]
        if not shown:
            return None, edits
        if self._is_emptied:
            reason = edits._in_its_language().env._(
                "The texts of its message were removed after the time that the "
                "settings give."
            )
            self._cancel(edits, reason)
            return None  # not to be changed
        items = _calling([one.item for one in shown])
        if len(items) > 1 and self._refuse_blank(shown, items, edits):
            return None
        if repeated := self.posting.repeat_of_id:
            items[-1] = replace(items[-1], reference=reference_of(repeated))
        edited = {n for n, one in enumerate(shown) if one.row_id not in self._carried}
        return rewrite(items, edited, self.posting.form == "plain"), edits

    def _refuse_blank(self, shown, items, edits):
        """Give up edits that show nothing: Discord would refuse them, if alone."""
        pairs = zip(shown, items, strict=True)
        blank = [one.row_id for one, item in pairs if item.is_blank]
        if refused := edits.filtered(lambda edit: edit.id in blank):
            self._fail(refused, edits.env._("There would be nothing to see of it."))
        return refused

    def _give_way(self, edits):
        """Return fewer edits to be tried, the first ones; of one alone: none."""
        if len(edits) > 1:
            return edits[: len(edits) // 2]
        self._fail(edits, edits.env._("Its message has no room for it any more."))
        return edits[:0]

    def _part(self, edits):
        """Return the first of `edits` that go on together after a refusal."""
        last = edits[:1].delivery_ids.sorted("id")[-1:]
        if last.repair != "split":
            return edits
        together = last.notification_ids
        return (edits & together)[: max(len(together) // 2, 1)]

    def _present(self, edits):
        """Return the `Present` of all that it carries, in order."""
        since = called_since(self.posting.create_date)
        carried = (self._carried, self._carried, edits.ids)
        query = SQL(PRESENT_TEXTS, TEXTS, since, *carried)
        return [Present(*row[1:]) for row in self._env.execute_query(query)]

    def _rows(self, query):
        self._env.flush_all()
        self._env.cr.execute(SQL(query, self._edited_here), log_exceptions=False)
        ids = [id_ for [id_] in self._env.cr.fetchall()]
        return self._env["discord.notification"].browse(ids)._in_its_language()

    def _put_off(self, edits, until):
        """Let what came since wait with the others: by SQL, to the fraction."""
        query = "UPDATE discord_notification SET next_attempt = %s WHERE id = ANY(%s)"
        self._env.cr.execute(SQL(query, until, edits.ids), log_exceptions=False)
        edits.invalidate_recordset(["next_attempt"], flush=False)

    def _cancel(self, edits, reason):
        how = {"failure_type": "message_gone", "failure_reason": reason}
        edits._set_state("canceled", **how)

    def _fail(self, edits, reason):
        how = {"failure_type": "refused", "failure_reason": reason}
        edits._set_state("error", **how)


def _calling(items):
    """Return the items of a message, its call's line in front: what called is done."""
    first, *others = items
    call = next((item.call for item in items if item.call), NOBODY)
    return [replace(first, call=call), *others]


def why_not_editable(original, posting, address):
    """Return (failure type, reason) why a message cannot be changed, or None."""
    env = original.env
    if not original.discord_message_id:
        return "message_unknown", env._("Nobody knows the number of its message.")
    if not posting.posted_by:
        return "message_gone", env._(
            "It was sent before messages could be edited, or too long ago."
        )
    if posting.is_message_gone:
        return "message_gone", env._("The message was deleted in Discord.")
    if not env["discord.database"]._has_posted(posting.id):
        return "message_gone", env._("The database that this is a copy of posted it.")
    if not address or posting.posted_by != address.webhook_id:
        return "message_gone", env._("A former webhook posted it: only that may edit.")
    return None
