"""What the addon costs those whom it does not concern: a look at the gate, no query."""

import timeit
from contextlib import contextmanager, nullcontext
from functools import partial
from itertools import count

from clock import interleaved
from odoo_here import transaction
from report import ms, print_table, times

UNWATCHED = "res.partner.category"  # no rule watches it
HOOKS = "odoo.addons.odoo_discord_notify.models.base"
WATCHED = "bldimagaz.bc"  # a rule watches its date, and not its name
REPEAT = 200
LOOKS = 20_000
COLUMNS = ("done and flushed", "plain", "rules on", "ratio", "in CPU", "queries")

_numbers = count(1)


def compare(ours, rounds):
    """Measure both kinds of unconcerned work, and the gate beside them.

    :param ours: an ``OurRules``
    """
    measurements = {
        ("create", False): partial(_created, ours, _without_hooks),
        ("create", True): partial(_created, ours, nullcontext),
        ("write", False): partial(_written, ours, False),
        ("write", True): partial(_written, ours, True),
    }
    series = interleaved(rounds, measurements)
    titles = {
        "create": f"1 {UNWATCHED} created (plain: the same, our hooks taken out)",
        "write": f"1 {WATCHED} renamed (plain: the same, rules archived)",
    }
    rows = [
        _row(title, series[act, False], series[act, True])
        for act, title in titles.items()
    ]
    title = f"Not concerned: {ours.name} (median of {rounds * REPEAT})"
    print_table(title, COLUMNS, rows)
    _print_gate(ours, series["create", True].median_busy)


def _created(ours, hooks, series):
    with transaction(ours.database) as env, hooks(type(env[UNWATCHED])):

        def create():
            env[UNWATCHED].create({"name": f"Tag {next(_numbers)}"})
            env.cr.flush()

        _repeat(env, create, series)


@contextmanager
def _without_hooks(model):
    """Make a model as if the addon had never overridden what all models do."""
    [ours] = [one for one in model.__mro__ if one.__module__ == HOOKS]
    hooks = {name: hook for name, hook in vars(ours).items() if callable(hook)}
    for name in hooks:
        delattr(ours, name)
    try:
        yield
    finally:
        for name, hook in hooks.items():
            setattr(ours, name, hook)


def _written(ours, on, series):
    ours.switch(on)
    with transaction(ours.database) as env:
        order_id = env[WATCHED].create({"name": f"BC {next(_numbers)}"}).id
    with transaction(ours.database) as env:
        order = env[WATCHED].browse(order_id)

        def write():
            order.name = f"BC {next(_numbers)}"
            env.cr.flush()

        _repeat(env, write, series)


def _repeat(env, act, series):
    act()  # caches know the switch
    for _ in range(REPEAT):
        series.measure(env.cr, act)
    env.cr.rollback()


def _row(title, plain, ours):
    return (
        title,
        ms(plain.median),
        ms(ours.median),
        times(ours.median / plain.median),
        times(ours.median_busy / plain.median_busy),
        f"{plain.usual_queries} -> {ours.usual_queries}",
    )


def _print_gate(ours, create_seconds):
    """The gate by itself, since one cannot see it in what is measured above."""
    with transaction(ours.database) as env:
        records = env[UNWATCHED].browse(1)
        look = min(timeit.repeat(records._discord_watch, number=LOOKS)) / LOOKS
        looks = _looks_of_a_create(env)
        env.cr.rollback()
    share = look * looks / create_seconds
    print(
        f"\nThe gate: {look * 1e6:.2f} us a look, {looks} looks in such a create of"
        f" {create_seconds * 1e6:.0f} us: {1 + share:.4f} x"
    )


def _looks_of_a_create(env):
    model = type(env[UNWATCHED])
    look, looks = model._discord_watch, []

    def counted(records):
        looks.append(records)
        return look(records)

    model._discord_watch = counted
    try:
        env[UNWATCHED].create({"name": f"Tag {next(_numbers)}"})
        env.cr.flush()
    finally:
        del model._discord_watch
    return len(looks)
