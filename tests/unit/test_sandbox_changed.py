"""What ``tests/run --changed`` chooses: all that can break, and no more."""

import pytest

from sandbox.changed import chosen_for
from sandbox.paths import ADDON_TESTS, CHECKOUT
from sandbox.rooms import EVERYTHING, TESTS_OF
from sandbox.session import E2E, LINT, UNIT

ALL = [ADDON_TESTS, E2E, LINT, UNIT]
ADDON = "odoo_discord_notify"


@pytest.mark.parametrize(
    "file",
    [
        "no/such/file.py",
        "docker-compose.yml",
        "tests/pytest.ini",
        "tests/sandbox/databases.py",
        "tests/discord_standin/guild.py",
        "tests/addons/asg_models/models/alimenteur_solde.py",
        f"{ADDON}/__manifest__.py",
        f"{ADDON}/models/base.py",
        f"{ADDON}/data/discord_rules.xml",
        f"{ADDON}/security/ir.model.access.csv",
    ],
)
def test_what_may_break_anything_is_tested_by_everything(file):
    assert chosen_for([file]) == ALL


def test_a_room_is_tested_by_odoos_tests_and_its_own_end_to_end_ones():
    chosen = chosen_for([f"{ADDON}/models/syncing/sync_plan.py"])
    assert {ADDON_TESTS, UNIT, LINT} <= set(chosen)
    assert E2E / "test_synchronization.py" in chosen
    assert E2E / "test_chaos.py" not in chosen


def test_of_a_folder_that_is_tested_whole_no_file_is_named():
    files = [f"{ADDON}/models/syncing/sync_plan.py", "tests/e2e/conftest.py"]
    assert chosen_for(files) == ALL


def test_a_changed_test_is_run_itself():
    chosen = chosen_for(["tests/e2e/test_told.py"])
    assert chosen == [E2E / "test_told.py", LINT]


def test_a_test_that_is_gone_is_not_run():
    assert chosen_for(["tests/e2e/test_no_such_thing.py"]) == [LINT]


def test_every_room_of_the_addon_is_in_the_table():
    rooms = [path for path in (CHECKOUT / ADDON / "models").iterdir() if path.is_dir()]
    rooms += [CHECKOUT / ADDON / name for name in ("discord", "template", "wizards")]
    names = {f"{room.relative_to(CHECKOUT)}/" for room in rooms}
    assert names - {f"{ADDON}/models/__pycache__/"} <= set(TESTS_OF)


def test_the_table_names_nothing_that_is_not_there():
    named = {pattern for patterns in TESTS_OF.values() for pattern in patterns}
    assert [one for one in named | {*EVERYTHING} if not [*CHECKOUT.glob(one)]] == []


def test_no_end_to_end_test_is_left_to_nobody():
    rooms = [name for name in TESTS_OF if name.startswith(f"{ADDON}/")]
    left = set(E2E.glob("test_*.py")) - set(chosen_for(rooms))
    assert {path.stem for path in left} == {"test_leaks", "test_odoos_own_tests"}
