"""What a change costs that edits a message, beside one that is told as a new one."""

from functools import partial
from itertools import count

from clock import interleaved
from odoo_here import transaction, wait_for_timers
from report import ms, print_table, times
from topups import MODEL, values

COUNT = 1000  # top-ups of one transaction
RULE = "odoo_discord_notify.rule_solde"
FIELDS = ("trigger", "watched_fields", "follow")  # of it, that are changed here
KINDS = ("plain", "followed", "watched")
COLUMNS = ("1000 top-ups changed, and the commit", "plain", "told", "ratio", "queries")

_amounts = count(10_001)


def compare(ours, rounds):
    """Measure plain, watched and followed changes, and print a table.

    :param ours: an ``OurRules``
    """
    measurements = {kind: partial(_change, ours, kind) for kind in KINDS}
    with transaction(ours.database) as env:
        [shipped] = env.ref(RULE).read(FIELDS, load=False)
    series = interleaved(rounds, measurements)
    with transaction(ours.database) as env:  # whoever measures next has it as it was
        env.ref(RULE).write({name: shipped[name] for name in FIELDS})
    plain = series["plain"]
    rows = [
        (
            kind,
            ms(plain.median),
            ms(series[kind].median),
            times(series[kind].median / plain.median),
            f"{plain.usual_queries} -> {series[kind].usual_queries}",
        )
        for kind in KINDS[1:]
    ]
    print_table(f"Changes: {ours.name} (median of {rounds})", COLUMNS, rows)


def _change(ours, kind, series):
    ours.switch(False)
    with transaction(ours.database) as env:
        rule = env.ref(RULE)
        rule.write({"active": True, "trigger": "on_create", "follow": True})
        topups = env[MODEL].create(values(ours.client_ids, COUNT))
    with transaction(ours.database) as env:
        watched = {"trigger": "on_write", "watched_fields": "solde"}
        changes = {"plain": {"active": False}, "watched": watched}
        env["discord.rule"].browse(rule.id).write(changes.get(kind, {}))
    with transaction(ours.database) as env:
        topups = topups.with_env(env)

        def change():
            topups.solde = next(_amounts)
            env.cr.commit()

        change()  # caches know the switch
        wait_for_timers()
        series.measure(env.cr, change)
    wait_for_timers()
