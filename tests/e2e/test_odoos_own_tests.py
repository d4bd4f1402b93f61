"""Odoo's own tests of what we hook into end as they do without us."""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from sandbox.paths import TESTS

# What we hook into, and addons that Odoo has for nothing but its tests.
HOOKED = ("base", "mail", "base_automation", "test_base_automation", "test_orm")
ADDONS = ("test_base_automation", "test_orm")
# The web client's JavaScript has nothing to do with us; the profiler's tests fail by
# the load of the machine; what loads the registry anew leaves none to those behind it,
# outside of Odoo's own runner.
CHOSEN = "not (tour or Tour or JS or Js or js or profiler or TestUninstall)"
EVER_TOLD = "SELECT last_value FROM discord_notification_id_seq"
RECORDER = TESTS / "e2e/odoos_own/recorder.py"
PATIENCE = 5400  # seconds for one session
RULES = {
    "on_create": {"template": "New contact **{name}** of {agent}"},
    "on_write": {
        "template": "**{name}**: {old.email} -> {new.email}, {old.name}",
        "watched_fields": "name,email,phone,parent_id,active,complete_name",
    },
}


@pytest.fixture(scope="module")
def odoos_own_tests(sandbox, environ, tmp_path_factory):
    """Run Odoo's tests on a database; returns what `odoos_own.recorder` wrote."""
    homes = [home / name for name in HOOKED for home in sandbox.odoo.addons]
    folders = [home / "tests" for home in homes if home.is_dir()]
    environ = {**sandbox.environ(), **environ, "PYTHONPATH": str(TESTS / "e2e")}
    del environ["ODOO_RC"]  # pytest-odoo would take it for a request
    # And this for a wish to test a copy, of which nobody could count what it told.
    environ.pop("PYTEST_XDIST_WORKER", None)

    def run(database):
        home = tmp_path_factory.mktemp("odoos_own")
        (home / "pytest.ini").write_text("[pytest]\n")
        record = home / "record.json"
        command = [sandbox.python_env.python, "-m", "pytest", "-q", "--tb=short"]
        command += ["-p", "odoos_own.recorder", f"--record={record}"]
        command += [f"--odoo-database={database}", "--odoo-http", "-k", CHOSEN]
        command += ["-p", "no:cacheprovider", f"--rootdir={home}", *folders]
        with (home / "log").open("w") as log:
            subprocess.run(
                command, cwd=home, env=environ, stdout=log, stderr=log, timeout=PATIENCE
            )
        return json.loads(record.read_text("utf-8"))

    return run


@pytest.fixture(scope="module")
def without_us(odoos_own_tests, new_database, sandbox):
    """Tell how Odoo's own tests end without the addon.

    What Odoo does by itself is kept as long as the databases with its addons, and asked
    anew where it is another: it may have been another Odoo, or another day.
    """
    how = b"".join(path.read_bytes() for path in (Path(__file__), RECORDER))
    name = f"odoos_own_tests_{hashlib.sha256(how).hexdigest()[:12]}.json"
    kept = sandbox.cluster.home / name

    def record(anew=False):
        if anew or not kept.is_file():
            for former in kept.parent.glob("odoos_own_tests_*"):
                former.unlink()
            part = kept.with_suffix(".part")  # whole, or not there
            found = odoos_own_tests(new_database(addons=ADDONS))
            part.write_text(json.dumps(found), "utf-8")
            part.rename(kept)
        return json.loads(kept.read_text("utf-8"))

    return record


@pytest.fixture
def with_us(new_database):
    """A database with Odoo's own addons and ours."""
    return new_database(addons=(*ADDONS, "odoo_discord_notify"))


@pytest.mark.long
@pytest.mark.timeout(2 * PATIENCE)
@pytest.mark.parametrize("rules", [{}, RULES], ids=["without rules", "with rules"])
def test_odoos_own_tests_end_as_they_do_without_us(
    rules, without_us, with_us, odoos_own_tests, start_odoo, sandbox
):
    if rules:
        watch_partners(start_odoo(with_us), rules)
    ours = odoos_own_tests(with_us)
    without = without_us()
    if differences(without["outcomes"], ours["outcomes"]):
        without = without_us(anew=True)
    # Rolled back by the tests, and still counted by the sequence.
    told = int(sandbox.cluster.sql(EVER_TOLD, database=with_us))
    print("\n".join(differences(without["counts"], ours["counts"])))
    assert len(without["outcomes"]) > 1000
    assert differences(without["outcomes"], ours["outcomes"]) == []
    assert told > 1000 if rules else told == 1, told


def watch_partners(server, rules):
    """Make rules on contacts, and leave the database to the tests."""
    admin = server.rpc("admin")
    [webhook_id] = admin.find("discord.webhook", ("env_key", "like", "_BC"))
    for trigger, values in rules.items():
        rule_id = admin.create(
            "discord.rule",
            name=trigger,
            model_name="res.partner",
            trigger=trigger,
            webhook_id=webhook_id,
            **values,
        )
        [rule] = admin.call("discord.rule", "read", [rule_id], ["state"])
        assert rule["state"] == "watching"
    server.stop()


def differences(without, ours):
    """The tests that say something else, with both, as lines."""
    return [
        f"{test}: {without.get(test)} without, {ours.get(test)} with the addon"
        for test in sorted(without.keys() | ours.keys())
        if without.get(test) != ours.get(test)
    ]
