"""A pytest plugin: write down how each of Odoo's tests ended, and what it queried.

A count of queries that differs from what the test expects is noted and no failure: the
comparison lists it.
"""

import json
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

ANY_COUNT = 1 << 30


def pytest_addoption(parser):
    """Add the option that names the file to write."""
    parser.addoption("--record", type=Path)


def pytest_configure(config):
    """Record the session."""
    if config.option.record:
        config.pluginmanager.register(Recorder(config.option.record))


class Recorder:
    """The record of one session.

    :ivar outcomes: {test: "passed" | "skipped" | "failed"}
    :ivar counts: {test: [queries of each block that the test counts]}
    """

    def __init__(self, path):
        self._path = path
        self._current = None
        self.outcomes = {}
        self.counts = defaultdict(list)

    def pytest_sessionstart(self):
        """Count where Odoo's tests count; end each as if it were committed."""
        from odoo.tests.common import BaseCase  # once it is configured

        call = BaseCase._callTestMethod

        def call_and_flush(test, method):
            if getattr(test, "env", None) and "discord.watch" in test.env:
                # As in a server that runs: what is watched is known. Each test begins
                # with empty caches, and some expect exact queries.
                test.env["discord.watch"]._for_model(None)
            call(test, method)
            if getattr(test, "cr", None) and not test.cr.closed:
                test.cr.flush()  # what is due before a commit, which no test reaches

        BaseCase._callTestMethod = call_and_flush

        expect = BaseCase.assertQueryCount
        recorder = self

        @contextmanager
        def count(test, default=0, flush=True, **_expected):
            with expect(test, ANY_COUNT, flush):
                before = test.env.cr.sql_log_count
                yield
                if flush:
                    test.env.flush_all()
                    test.env.cr.flush()
                if test.warm:
                    count = test.env.cr.sql_log_count - before
                    recorder.counts[recorder._current].append(count)

        BaseCase.assertQueryCount = count

    def pytest_runtest_logstart(self, nodeid):
        """Know whose queries are counted."""
        self._current = nodeid

    def pytest_runtest_logreport(self, report):
        """Note the worst of set-up, test and tear-down."""
        if self.outcomes.get(report.nodeid, "passed") == "passed":
            self.outcomes[report.nodeid] = report.outcome

    def pytest_sessionfinish(self):
        """Write it all."""
        record = {"outcomes": self.outcomes, "counts": self.counts}
        self._path.write_text(json.dumps(record), "utf-8")
