"""What a second Odoo server adds: `tests/run bench servers`.

Both work on one database, and one stand-in answers them a tenth of a second late, as
Discord does. One server and two take turns in the same run; what counts is the ratio.
"""

import argparse
import statistics
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, nullcontext
from time import monotonic, sleep

import offices
import report
from bench_sandbox import BenchSandbox
from topups import MODEL

from odoo.release import version

from sandbox.databases import Databases
from sandbox.servers import ask

ROUNDS = 3
CALLERS, CALLS = 8, 20  # people who save at the same time, and how often each does
BATCH = 400  # top-ups in one call: 10 messages for each webhook
WEBHOOKS = 16  # twice as many as one server has requests under way
LATE = {"seconds": 0.1}
SAVED, ONE, MANY = "top-ups saved", "messages to 1 webhook", f"to {WEBHOOKS} webhooks"


def main(arguments, logs):
    """Measure and print."""
    argparse.ArgumentParser("tests/run bench servers", description=__doc__).parse_args(
        arguments
    )
    with ExitStack() as stack:
        sandbox = BenchSandbox()
        stack.enter_context(sandbox.cluster.in_use())
        office = offices.ours(stack, sandbox, Databases(sandbox), logs)
        report.print_conditions(version, sandbox.cluster.sql)
        report.print_table(
            "Per second, one server and two on one database",
            ("", "1 server", "2 servers", "ratio"),
            list(_rows(office)),
        )
        report.print_load()


def _rows(office):
    more_rules = _add_webhooks(office, WEBHOOKS - 1)
    measured = {SAVED: ([], []), ONE: ([], []), MANY: ([], [])}
    for _ in range(ROUNDS):
        for second in (False, True):
            with office.server("odoo2") if second else nullcontext() as other:
                servers = [office.first, other] if second else [office.first]
                measured[SAVED][second].append(_saved(office, servers))
                measured[ONE][second].append(_sent(office))
                _switch(office, more_rules, True)
                measured[MANY][second].append(_sent(office))
                _switch(office, more_rules, False)
    for title, figures in measured.items():
        one, two = map(statistics.median, figures)
        yield title, f"{one:.0f}", f"{two:.0f}", report.times(two / one)


def _add_webhooks(office, count):
    """Add webhooks, each with an archived rule that tells every top-up, too."""
    admin = office.admin
    (rule_id,) = admin.find("discord.rule", ("model_name", "=", MODEL))
    rule_ids = []
    for number in range(count):
        url = ask(office.standin_url, "webhooks", {"name": f"More {number}"})["url"]
        webhook_id = admin.create("discord.webhook", name=f"More {number}", url=url)
        values = {"webhook_id": webhook_id, "active": False}
        rule_ids += admin.call("discord.rule", "copy", [rule_id], default=values)
    return rule_ids


def _switch(office, rule_ids, active):
    office.admin.call("discord.rule", "write", rule_ids, {"active": active})


def _saved(office, servers):
    """Return how many top-ups a second people save, each in a call of its own."""
    callers = [servers[number % len(servers)].rpc("admin") for number in range(CALLERS)]
    for caller in callers:  # a process computes its caches at the first one
        office.save(1, caller)
    _wait_until_sent(office)

    def work(caller):
        for _ in range(CALLS):
            office.save(1, caller)

    with ThreadPoolExecutor(CALLERS) as pool:
        began = monotonic()
        list(pool.map(work, callers))
        seconds = monotonic() - began
    _wait_until_sent(office)
    return CALLERS * CALLS / seconds


def _sent(office):
    """Return how many messages a second leave, the stand-in answering late."""
    office.reset(limits=False)
    ask(office.standin_url, "faults", {"fault": LATE})
    _began, returned = office.save(BATCH)
    _wait_until_sent(office)
    arrivals = [request["monotonic"] for request in office.requests()]
    return len(arrivals) / (max(arrivals) - min(returned, *arrivals) + LATE["seconds"])


def _wait_until_sent(office):
    while office.admin.find("discord.notification", ("state", "=", "outgoing")):
        sleep(0.2)
