"""A pytest plugin: write every report as a line of JSON for other_session to read."""

import json
import os

import pytest


def pytest_addoption(parser):
    """Add the file descriptor to write to."""
    parser.addoption("--report-lines", type=int, metavar="DESCRIPTOR")


def pytest_configure(config):
    """Start sending, from the session that xdist's workers report to."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(ReportLines(config))


class ReportLines:
    """Sends a session's reports to the session that started it."""

    def __init__(self, config):
        self._config = config
        self._lines = os.fdopen(config.option.report_lines, "w", buffering=1)

    def pytest_runtest_logreport(self, report):
        """Send one phase of one test."""
        self._send(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collectreport(self, report):
        """Send what could not be collected."""
        if report.failed:
            self._send(report)

    def _send(self, report):
        hook = self._config.hook
        data = hook.pytest_report_to_serializable(config=self._config, report=report)
        data.pop("node", None)  # xdist's worker, which is not there to read it
        self._lines.write(json.dumps(data, default=str) + "\n")
