"""How a synchronization keeps what it says of the records that it found."""

from ..outbox import outbox_rows
from ..watching.transaction_changes import TransactionChanges


def keep(rule, model, sayings, sync_log_id, known):
    """Write the notifications, and have what can go sent after the commit.

    :param known: {record id: (notification id, reason)} of those skipped before
    """
    changes = TransactionChanges()
    rows = {res_id: [row_id] for res_id, (row_id, _reason) in known.items()}
    changes.rows[outbox_rows.key(rule, model._name)] = rows
    outbox_rows.write(*(model.env, changes, rule, model._name, sayings, sync_log_id))
    model.env["discord.dispatcher"]._wake()
