"""Tell a long history while people work: who waits for it, and how long."""

import statistics
import threading
import time
from datetime import datetime

from apart import apart
from odoo_here import transaction
from reconcile import megabytes, synchronize
from report import ms, print_table, s, times
from topups import MODEL, values

SINCE = datetime(2019, 1, 1)
PAUSE = 0.01  # seconds between two looks
ALONE = 200  # saves without a backfill
# Each batch holds a weaker lock on its rule until it commits: the foreign key's.
LOCK = "SELECT FROM discord_rule WHERE id = %s FOR UPDATE"
AGE = """SELECT extract(epoch FROM clock_timestamp() - xact_start)
           FROM pg_stat_activity WHERE pid = %s AND xact_start IS NOT NULL"""


def compare(table, count):
    """Measure it, and print what it took and what others noticed."""
    table.insert_history(count)
    alone = [_save(table) for _ in range(ALONE)]
    people = People(table)
    cost = apart(
        table.database, synchronize, {"date_from": SINCE}, meanwhile=people.work
    )
    assert cost.result == count, cost.result
    longest = max(people.ages)
    rows = [
        ("told", f"{count:,} in {s(cost.seconds)}, {count / cost.seconds:,.0f} per s"),
        ("memory of Odoo, of PostgreSQL", _both(cost)),
        ("longest transaction", f"{ms(longest)}, {times(cost.seconds / longest)} less"),
        ("longest wait for a lock on the rule", _longest(people.waits)),
        ("a person's save, alone", _longest(alone)),
        ("a person's save, meanwhile", _longest(people.saves)),
    ]
    title = f"Backfill of {count:,} beside {table.rows:,} that are told"
    print_table(title, ("what", "figure"), rows)


def _both(cost):
    return f"{megabytes(cost.memory)}, {megabytes(cost.backend_memory)}"


def _longest(seconds):
    median, longest = ms(statistics.median(seconds)), ms(max(seconds))
    return f"{longest}, median {median} of {len(seconds)}"


class People:
    """Others at work in the same database, each in a thread, while a process lives."""

    def __init__(self, table):
        self._table = table
        self.ages, self.waits, self.saves = [], [], []

    def work(self, process, backend):
        """Save, lock and look at ``backend`` until ``process`` has ended."""
        habits = (
            (self.saves, lambda: _save(self._table)),
            (self.waits, lambda: _wait_for_lock(self._table)),
            (self.ages, lambda: _age(self._table, backend)),
        )
        threads = [
            threading.Thread(target=self._repeat, args=(process, *habit))
            for habit in habits
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _repeat(self, process, seconds, act):
        while process.is_alive():
            seconds.append(act())
            time.sleep(PAUSE)


def _save(table):
    """Save a top-up as a person does; return the seconds until it is committed."""
    began = time.perf_counter()
    with transaction(table.database) as env:
        env[MODEL].create(values(table.client_ids, 1))
    return time.perf_counter() - began


def _wait_for_lock(table):
    with transaction(table.database) as env:
        began = time.perf_counter()
        env.cr.execute(LOCK, [table.rule_id])
        return time.perf_counter() - began


def _age(table, backend):
    """Return since when the transaction of a backend is open, in seconds."""
    with transaction(table.database) as env:
        env.cr.execute(AGE, [backend])
        return float(max((age for [age] in env.cr.fetchall()), default=0))
