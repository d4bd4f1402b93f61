"""A pytest plugin: share the tests among xdist's workers, by the server they need.

Tests of one server run on one worker, in order; the others go by their file. The
dearest come first, so that the workers end at about the same time.
"""

import json
import tempfile
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import NodeManager

from .stop_signals import heed_signals

# By which fixture the group of a test is known, the dearest first. Whose home is not
# the office is at home in the shared Odoo.
GROUPS = {
    "odoos_own_tests": "odoos_own_tests",
    "hurried_odoo": "hurried_odoo",
    "office": "office",
    "apps": "apps",
    "odoo_server": "odoo_server",
    "home": "odoo_server",
}
ORDER = list(dict.fromkeys(GROUPS.values()))
SECONDS_TO_STOP = 60  # for a worker's servers
FOLDER = pytest.StashKey[tempfile.TemporaryDirectory]()


def pytest_addoption(parser):
    """Add the option of the session that runs after the others."""
    parser.addoption(
        "--timed", action="store_true", help="run what measures time, and only that"
    )


def pytest_configure(config):
    """Let a worker stop its servers in good order when it is interrupted."""
    NodeManager.EXIT_TIMEOUT = SECONDS_TO_STOP
    if hasattr(config, "workerinput"):
        heed_signals()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Share by the groups that the workers find.

    xdist's own way, marks, needs names of tests that can be changed: no more since
    pytest 9.2.
    """
    return GroupScheduling(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Tell a worker where to write the groups."""
    folder = node.config.stash.setdefault(FOLDER, tempfile.TemporaryDirectory())
    node.workerinput["groups"] = f"{folder.name}/groups.json"


def pytest_collection_modifyitems(config, items):
    """Leave out what is not for this session, and put the rest in order."""
    chosen, others = [], []
    for item in items:
        is_timed = item.get_closest_marker("timed") is not None
        (chosen if is_timed == config.option.timed else others).append(item)
    if others:
        config.hook.pytest_deselected(items=others)
    items[:] = sorted(chosen, key=_turn)


@pytest.hookimpl(tryfirst=True)  # before xdist tells of the end of the collection
def pytest_collection_finish(session):
    """Write which group each test is of; the workers write all the same."""
    if given := getattr(session.config, "workerinput", None):
        groups = {item.nodeid: _group(item) for item in session.items}
        part = Path(f"{given['groups']}.{given['workerid']}")
        part.write_text(json.dumps(groups))
        part.rename(given["groups"])


class GroupScheduling(LoadScopeScheduling):
    """Gives the tests of a group to one worker."""

    def _split_scope(self, nodeid):
        return self._groups[nodeid]

    def schedule(self):
        """Begin, or go on, once the workers have collected."""
        if self.collection is None:
            folder = self.config.stash[FOLDER]
            self._groups = json.loads(Path(folder.name, "groups.json").read_text())
        super().schedule()


def _group(item):
    names = (GROUPS[name] for name in GROUPS if name in item.fixturenames)
    return next(names, item.path.stem)


def _turn(item):
    """The servers' tests first, then those of the long files, the short ones last."""
    group = _group(item)
    place = ORDER.index(group) if group in ORDER else len(ORDER)
    return place, item.path.parent.name == "unit"
