"""One pytest session in a process of its own, told in this one."""

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading

import pytest

NO_TESTS = 5  # pytest's exit status
PLUGINS = ("sandbox.no_skips", "sandbox.report_lines")


class OtherSession:
    """Runs pytest with ``arguments`` and the options of ``session`` from now on."""

    def __init__(self, session, arguments):
        self._session, self._title = session, arguments[-1]
        self._failed = False
        self._output = tempfile.TemporaryFile("w+")
        self._lines = queue.SimpleQueue()
        self.is_telling = False
        reader, writer = os.pipe()
        self._process = subprocess.Popen(
            _command(session.config, writer, arguments),
            stdout=self._output,
            stderr=subprocess.STDOUT,
            pass_fds=[writer],
        )
        os.close(writer)
        threading.Thread(target=self._read, args=(reader,), daemon=True).start()

    def tell(self):
        """Tell the reports that have come; raises what ends this session."""
        while not self._lines.empty():
            if line := self._lines.get():
                self._tell(json.loads(line))
            else:
                self._lines.put(None)  # for tell_all
                break

    def tell_all(self):
        """Tell all its reports, and its crash if it does not end as it should."""
        while line := self._lines.get():
            self._tell(json.loads(line))
        status = self._process.wait()
        if status not in (0, NO_TESTS) and not self._failed:
            self._output.seek(0)
            self._tell_crash(status, self._output.read())

    def stop(self, tell_it):
        """Wait for its end; ``tell_it`` that it is to stop."""
        if tell_it:
            self._process.send_signal(signal.SIGINT)
        self._process.wait()

    def _read(self, descriptor):
        with os.fdopen(descriptor) as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put(None)

    def _tell(self, data):
        session = self._session
        hook = session.config.hook
        report = hook.pytest_report_from_serializable(config=session.config, data=data)
        self._failed |= report.failed
        if report.when == "collect":
            hook.pytest_collectreport(report=report)
            return
        self.is_telling = True
        where = {"nodeid": report.nodeid, "location": report.location}
        if report.when == "setup":
            session.testscollected += 1
            hook.pytest_runtest_logstart(**where)
        hook.pytest_runtest_logreport(report=report)
        if report.when == "teardown":
            hook.pytest_runtest_logfinish(**where)
        self.is_telling = False
        if session.shouldfail:
            raise session.Failed(session.shouldfail)

    def _tell_crash(self, status, output):
        """Count its crash as a failed test."""
        report = pytest.TestReport(
            nodeid=self._title,
            location=(self._title, None, "a session of its own"),
            keywords={},
            outcome="failed",
            longrepr=f"This test session ended with status {status}:\n{output[-4000:]}",
            when="call",
        )
        self._session.testscollected += 1
        self._session.config.hook.pytest_runtest_logreport(report=report)


def _command(config, descriptor, arguments):
    plugins = [part for name in PLUGINS for part in ("-p", name)]
    ini = ["-c", config.inipath, f"--rootdir={config.rootpath}"]
    options = [f"--report-lines={descriptor}", *_passed_on(config.option), *arguments]
    return [sys.executable, "-m", "pytest", *map(str, [*ini, *plugins, *options])]


def _passed_on(option):
    """The chosen options that say which tests to run, and when to stop."""
    chosen = {"-k": option.keyword, "-m": option.markexpr}
    arguments = [part for pair in chosen.items() for part in pair]
    return [*arguments, f"--maxfail={option.maxfail or 0}"]
