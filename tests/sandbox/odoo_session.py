"""A pytest plugin: run Odoo's own tests in another process, tell them in this session.

They need Odoo started in their process, which nothing else should have. The other
process sends each report as a line of JSON; here it counts as if it were our own.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile

import pytest

NO_TESTS = 5  # pytest's exit status


def pytest_addoption(parser):
    """Add the options of the other session, one argument each."""
    parser.addoption("--odoo-session", action="append", metavar="ARGUMENT")


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session):
    """Run the other session after this one's own tests."""
    result = yield
    if not session.shouldstop and not session.config.option.collectonly:
        _run_other(session)
    return result


def _run_other(session):
    reader, writer = os.pipe()
    with tempfile.TemporaryFile("w+") as output, os.fdopen(reader) as lines:
        process = subprocess.Popen(
            _command(session.config, writer),
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[writer],
        )
        os.close(writer)
        failed_before = session.testsfailed
        try:
            for line in lines:
                _tell(session, json.loads(line))
        except BaseException:
            process.send_signal(signal.SIGINT)
            raise
        finally:
            status = process.wait()
        is_explained = session.testsfailed > failed_before
        if status not in (0, NO_TESTS) and not is_explained:
            output.seek(0)
            _tell_crash(session, status, output.read())


def _command(config, descriptor):
    plugins = ["-p", "sandbox.no_skips", "-p", "sandbox.report_lines"]
    ini = ["-c", config.inipath, f"--rootdir={config.rootpath}"]
    options = [f"--report-lines={descriptor}", *config.option.odoo_session]
    passed_on = _passed_on(config.option)
    return [sys.executable, "-m", "pytest", *ini, *plugins, *options, *passed_on]


def _passed_on(option):
    """The chosen options that say which tests to run, and when to stop."""
    chosen = {"-k": option.keyword, "-m": option.markexpr}
    arguments = [part for pair in chosen.items() for part in pair]
    return [*arguments, f"--maxfail={option.maxfail or 0}"]


def _tell(session, data):
    hook = session.config.hook
    report = hook.pytest_report_from_serializable(config=session.config, data=data)
    if report.when == "collect":
        hook.pytest_collectreport(report=report)
        return
    if report.when == "setup":
        session.testscollected += 1
        hook.pytest_runtest_logstart(nodeid=report.nodeid, location=report.location)
    hook.pytest_runtest_logreport(report=report)
    if report.when == "teardown":
        hook.pytest_runtest_logfinish(nodeid=report.nodeid, location=report.location)


def _tell_crash(session, status, output):
    """Count the crash of the other session as a failed test."""
    report = pytest.TestReport(
        nodeid="odoo_discord_notify/tests",
        location=("odoo_discord_notify/tests", None, "the session of Odoo's tests"),
        keywords={},
        outcome="failed",
        longrepr=f"Odoo's test session ended with status {status}:\n{output[-4000:]}",
        when="call",
    )
    session.testscollected += 1
    session.config.hook.pytest_runtest_logreport(report=report)
