"""A pytest plugin: run tests in processes of their own, tell them in this session.

Odoo's own tests need Odoo started in their process, which nothing else should have:
they run beside this session's. What measures time runs after all the others, two at a
time: each waits more than it works.
Each process sends its reports as lines of JSON; here they count as if they were ours.
"""

import pytest

from .other_session import OtherSession


def pytest_addoption(parser):
    """Add the options of the other sessions, one argument of theirs each."""
    for name, when in (("beside", "beside this one"), ("after", "after it")):
        parser.addoption(
            f"--{name}", action="append", metavar="ARGUMENT", help=f"a session {when}"
        )


def pytest_configure(config):
    """Run them from the session that people see, not from xdist's workers."""
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        config.pluginmanager.register(OtherSessions(config.option))


class OtherSessions:
    """Starts the other sessions, and tells their results as they come."""

    def __init__(self, option):
        self._beside, self._after = option.beside, option.after
        self._running = None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session):
        """Run one session while this one's tests run, and one after them."""
        try:
            self._start(session, self._beside)
            result = yield
            self._finish(session)
            self._start(session, self._after)
            self._finish(session)
        except BaseException as interruption:
            if self._running:
                # Ctrl-C reaches every process by itself; of the rest they do not know.
                ours = session.Interrupted, session.Failed
                self._running.stop(tell_it=isinstance(interruption, ours))
            raise
        return result

    def pytest_runtest_logfinish(self):
        """Tell what has come from beside, between two tests of this session."""
        if self._running and not self._running.is_telling:
            self._running.tell()

    def _start(self, session, arguments):
        if arguments:
            self._running = OtherSession(session, arguments)

    def _finish(self, session):
        if self._running:
            self._running.tell_all()
            self._running = None
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
