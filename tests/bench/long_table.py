"""A table as years leave it: top-ups, nearly all of them told, some incomplete."""

from odoo_here import transaction
from topups import clients

from odoo.tools import SQL

SYNC = "sync_AlimentationSolde"
NEW, MENDED = 100, 10
INCOMPLETE = 100  # every so many-th lacks its client
REASON = "Client not filled in"
TEXT = "💸 **Nouvelle alimentation détectée !**\n\n> **Client** : `Dépôt Maârif`" * 2
# What other programs write: no date, an old one, one of today.
DATES = "(ARRAY[NULL, '2019-03-01', now() AT TIME ZONE 'UTC'])[1 + {} % 3]::timestamp"


class LongTable:
    """A database whose rule watches from the first of ``rows`` top-ups on.

    Their ids are even: what comes between them has an odd one.
    """

    def __init__(self, database, rows):
        self.database, self.rows = database, rows
        self._rounds = 0
        with transaction(database) as env:
            self.client_ids = env["res.partner"].create(clients()).ids
            self.rule_id = env.ref("odoo_discord_notify.rule_solde").id
            env.cr.execute(_topups(self.client_ids, rows))
            env.cr.execute(_told(self.rule_id, rows))
            self.watch_from(env, 0)
        self.tidy()

    def tidy(self):
        """Do what autovacuum does in time."""
        with transaction(self.database) as env:
            env.cr.commit()
            env.cr.connection.autocommit = True
            env.cr.execute("VACUUM ANALYZE alimenteur_solde, discord_notification")
            env.cr.connection.autocommit = False

    @staticmethod
    def watch_from(env, record_id):
        """Let what is older than this record be history."""
        rule = env.ref("odoo_discord_notify.rule_solde")
        rule.baseline = record_id

    def insert_new(self):
        """Insert top-ups anywhere, behind Odoo's back, and mend some others."""
        with transaction(self.database) as env:
            env.cr.execute(_scattered(self.client_ids, self.rows, self._rounds))
            env.cr.execute(_mending(self.client_ids[0]))
        self._rounds += 1

    def insert_history(self, count):
        """Insert top-ups of 2019 that the rule leaves alone."""
        with transaction(self.database) as env:
            env.cr.execute(_history(self.client_ids, self.rows, count))
            env.cr.execute("SELECT max(id) FROM alimenteur_solde")
            self.watch_from(env, env.cr.fetchone()[0])
        self.tidy()


def _topups(client_ids, rows):
    return SQL(
        """
        INSERT INTO alimenteur_solde
               (id, client, solde, state, reference_no, create_date)
        SELECT 2 * n, CASE WHEN n %% %s > 0 THEN (%s::int[])[1 + n %% %s] END,
               100 + n %% 9900, 'done', 'ALM/' || n,
               '2024-01-01'::timestamp + n * interval '1 minute'
          FROM generate_series(1, %s) n;
        SELECT setval('alimenteur_solde_id_seq', 2 * %s + 1)
        """,
        *(INCOMPLETE, client_ids, len(client_ids), rows, rows),
    )


def _told(rule_id, rows):
    """Retention has emptied and archived two in three."""
    return SQL(
        """
        INSERT INTO discord_notification
               (rule_id, webhook_id, res_model, event, res_id, create_date, active,
                attempts, state, sent_date, content, failure_type, failure_reason)
        SELECT rule.id, rule.webhook_id, rule.model_name, 'created', topup.id,
               topup.create_date, topup.id > %(recent)s, 0,
               CASE WHEN topup.client IS NULL THEN 'canceled' ELSE 'sent' END,
               topup.create_date, CASE WHEN topup.id > %(recent)s THEN %(text)s END,
               CASE WHEN topup.client IS NULL THEN 'incomplete' END,
               CASE WHEN topup.client IS NULL THEN %(reason)s END
          FROM alimenteur_solde topup JOIN discord_rule rule ON rule.id = %(rule_id)s
         ORDER BY topup.id
        """,
        recent=rows * 4 // 3,
        text=TEXT,
        reason=REASON,
        rule_id=rule_id,
    )


def _scattered(client_ids, rows, number):
    return SQL(
        f"""
        INSERT INTO alimenteur_solde
               (id, client, solde, state, reference_no, create_date)
        SELECT 2 * (n * %s / %s + %s) + 1, %s, 100, 'draft',
               'SQL/' || %s || '/' || n, {DATES.format("n")}
          FROM generate_series(0, %s - 1) n
        """.replace("n % 3", "n %% 3"),
        *(rows, NEW, number, client_ids[0], number, NEW),
    )


def _mending(client_id):
    """Complete the incomplete ones that were not yet, far from one another."""
    return SQL(
        """
        UPDATE alimenteur_solde SET client = %s WHERE id IN (
            SELECT id FROM alimenteur_solde WHERE client IS NULL
             ORDER BY md5(id::text) LIMIT %s)
        """,
        *(client_id, MENDED),
    )


def _history(client_ids, rows, count):
    return SQL(
        """
        INSERT INTO alimenteur_solde
               (id, client, solde, state, reference_no, create_date)
        SELECT 2 * %s + n, (%s::int[])[1 + n %% %s], 100, 'done', 'OLD/' || n,
               '2019-01-01'::timestamp + n * interval '1 minute'
          FROM generate_series(1, %s) n;
        SELECT setval('alimenteur_solde_id_seq', 2 * %s + %s)
        """,
        *(rows, client_ids, len(client_ids), count, rows, count),
    )
