"""What the log is asked for: the next message, the list and the overview."""

import time
from functools import partial

from clock import interleaved
from lxml import etree
from odoo_here import transaction, wait_for_timers
from report import ms, print_table
from statistics_of_tables import forget_statistics
from topups import values

MODEL = "discord.notification"
REPEAT = 5
PAGE = {"limit": 80, "count_limit": 10_001}  # as the web client asks
CLIENT = "Dépôt"
SEARCH = f"list: search for {CLIENT}"
TODAY = [("create_date", ">=", "today"), ("create_date", "<", "today +1d")]
REFERENCE = "ALM/2026/0007"  # of few, and all others begin like it


def compare(contenders, rounds, analyzed):
    """Measure each question in each log, and print a table.

    :param analyzed: whether PostgreSQL knows what the log is like without us
    """
    for contender in contenders:
        _let_wait(contender, 1000)
        if not analyzed:
            forget_statistics(contender.database)
            _start_on(contender)
    measurements = {
        (title, contender.name): partial(_repeat, contender.database, question)
        for title, question in QUESTIONS.items()
        for contender in contenders
    }
    series = interleaved(rounds, measurements)
    rows = [_row(series, title, contenders) for title in QUESTIONS]
    columns = [f"(median, CPU of {rounds * REPEAT})"]
    columns += [contender.name for contender in contenders]
    how = "" if analyzed else ", once a server has started"
    print_table(f"Asked of the log, 1000 waiting to be sent{how}", columns, rows)


def _let_wait(contender, count):
    """Let ``count`` notifications wait, and PostgreSQL know what the log is like."""
    contender.switch(True)
    with transaction(contender.database) as env:
        env.cr.execute(
            "UPDATE discord_notification SET state = 'sent' WHERE state = 'outgoing'"
        )
        contender.create(env, values(contender.client_ids, count))
    wait_for_timers()
    with transaction(contender.database) as env:
        env.cr.execute("ANALYZE")


def _start_on(contender):
    """Do what a server does that starts on a database just restored."""
    # Where the addons are is known once Odoo runs.
    from odoo.addons.odoo_discord_notify.models.sending.log_statistics import learn

    with transaction(contender.database) as env:
        searched = _seconds(QUESTIONS[SEARCH], env)
    with transaction(contender.database) as env:
        learned = _seconds(learn, env.cr)
    print(f"\n{contender.name}: just restored: {SEARCH}: {searched:.2f} s;")
    print(f"then a server starts, the first ANALYZE: {learned:.2f} s")


def _seconds(work, subject):
    began = time.perf_counter()
    work(subject)
    return time.perf_counter() - began


def _repeat(database, question, series):
    for _ in range(REPEAT):
        with transaction(database) as env:  # a new one: nothing is cached
            series.measure(env.cr, partial(question, env))
            env.cr.rollback()
    _sweep(database)


def _sweep(database):
    """Remove what claims have left that were rolled back: no server has so much."""
    with transaction(database) as env:
        env.cr.rollback()
        env.cr.connection.autocommit = True
        env.cr.execute("VACUUM discord_delivery, discord_delivery_notification_rel")
        env.cr.connection.autocommit = False


def _row(series, title, contenders):
    cells = [title]
    for contender in contenders:
        one = series[title, contender.name]
        cells.append(f"{ms(one.median)}, {ms(one.median_busy)}")
    return tuple(cells)


def _claim(env):
    """What the sender does before each request: whose turn is it, and with what."""
    claims, _pause = env(su=True)["discord.dispatcher"]._claim_due(None, 1)
    assert claims


def _open_list(env, domain=()):
    """What opening the list asks of the server: all its columns, 80 rows, a count."""
    arch = etree.fromstring(env[MODEL].get_view(view_type="list")["arch"])
    columns = {node.get("name"): {} for node in arch.iter("field")}
    for name in columns:
        if env[MODEL]._fields[name].relational:
            columns[name] = {"fields": {"display_name": {}}}
    result = env[MODEL].web_search_read(list(domain), columns, **PAGE)
    assert result["length"] or domain


def _group(env, by):
    """What opening the grouped list asks: each group, and how many are in it."""
    groups = env[MODEL].web_read_group([], [by], ["__count"], limit=80)
    assert groups["length"]


def _overview(env):
    assert env["discord.overview"].read_all()["history"]


QUESTIONS = {
    "claim the next message": _claim,
    "open the list": _open_list,
    "list: needs attention": partial(
        _open_list, domain=[("state", "in", ["error", "in_doubt"])]
    ),
    "list: waiting": partial(
        _open_list, domain=[("state", "=", "outgoing"), ("edit_of_id", "=", False)]
    ),
    "list: today": partial(_open_list, domain=TODAY),
    SEARCH: partial(_open_list, domain=[("search_text", "ilike", CLIENT)]),
    f"list: search for {REFERENCE}": partial(
        _open_list, domain=[("search_text", "ilike", REFERENCE)]
    ),
    "list: grouped by rule": partial(_group, by="rule_id"),
    "list: grouped by webhook": partial(_group, by="webhook_id"),
    "list: grouped by day": partial(_group, by="create_date:day"),
    "overview: all of it": _overview,
}
