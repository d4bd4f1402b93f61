"""SQL behind the backs of Odoo's servers, and runs of synchronizations held by it."""

from contextlib import closing, contextmanager

import psycopg2
from waiting import eventually

NO_SCHEDULE = """
UPDATE ir_cron SET active = FALSE WHERE id IN (
    SELECT res_id FROM ir_model_data WHERE name = 'ir_cron_sync_all')"""
UNFINISHED = "SELECT id FROM discord_sync_log WHERE state IN ('queued', 'running')"
INSERT = """
INSERT INTO alimenteur_solde (client, solde, state, reference_no, create_date)
SELECT partner.id, 1500, 'draft', 'SQL/' || nextval('alimenteur_solde_id_seq'),
       now() AT TIME ZONE 'UTC'
  FROM generate_series(1, %s),
       (SELECT id FROM res_partner WHERE name = 'Dépôt Maârif' LIMIT 1) partner
RETURNING id, reference_no"""
# What tells a record has one row: whoever is about to tell it waits for this one.
TELL = """
INSERT INTO discord_notification (rule_id, webhook_id, res_model, event, res_id, state)
SELECT id, webhook_id, model_name, 'created', %s, 'canceled'
  FROM discord_rule WHERE model_name = 'alimenteur.solde'"""
WAITING = """
SELECT application_name FROM pg_stat_activity
 WHERE datname = current_database() AND wait_event_type = 'Lock'"""


def stop_schedule(cluster, database):
    """Leave it to the console to tell what is inserted behind a running Odoo.

    A server that has just been started runs what is scheduled: that is to be over.
    """
    cluster.sql(NO_SCHEDULE, database)
    eventually(lambda: not cluster.sql(UNFINISHED, database))


class Behind:
    """What another program does to ``database``, of which no hook hears."""

    def __init__(self, cluster, database):
        environ = cluster.environ
        self._where = {
            **{"host": environ["PGHOST"], "port": environ["PGPORT"]},
            **{"user": environ["PGUSER"], "dbname": database},
        }
        stop_schedule(cluster, database)

    @contextmanager
    def transaction(self):
        """Yield a connection and its cursor; nothing is committed by itself."""
        with closing(psycopg2.connect(**self._where)) as connection:
            yield connection, connection.cursor()

    def query(self, statement, *parameters):
        """Run one statement and commit it; returns its rows."""
        with self.transaction() as (connection, cr):
            cr.execute(statement, parameters)
            rows = cr.fetchall()
            connection.commit()
        return rows

    def insert(self, count):
        """Insert top-ups; returns (id, reference) of each."""
        return self.query(INSERT, count)

    @contextmanager
    def held_at(self, record_id):
        """Hold every run at this record within the block."""
        with self.transaction() as (_connection, cr):
            cr.execute(TELL, [record_id])
            yield

    def held(self):
        """Wait until a run is held; returns the name of its connection."""
        [(name,)] = eventually(lambda: self.query(WAITING))
        return name
