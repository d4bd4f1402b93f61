"""A pytest plugin: here a test runs, or it fails; there is nothing to skip."""

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Turn a skipped test into a failed one, with its reason."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if report.longrepr else ""
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which counts as failed: {reason}"
    return report
