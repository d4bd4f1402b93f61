"""What Odoo repeats, because somebody else saved meanwhile, is told once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg2
import pytest
from json2 import Json2, new_key, run_code
from waiting import eventually

pytest_plugins = ["apps.office"]

# A first attempt that has told all it has to tell when it meets the other one.
CREATE_THEN_COLLIDE = """
env["res.partner"].create({{"name": "Dépôt Anfa", "parent_id": {partner_id}}})
env.cr.flush()
env["res.partner"].browse({partner_id}).write({{"city": "Rabat"}})
"""
WAITING = """
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND wait_event_type = 'Lock'"""
REPEATED = "SERIALIZATION_FAILURE, 4 tries left, try again"


@pytest.fixture
def other_program(apps, sandbox):
    """A connection of somebody who is no Odoo."""
    host = {"host": sandbox.cluster.environ["PGHOST"], "user": "odoo"}
    with closing(psycopg2.connect(dbname=apps.server.database, **host)) as connection:
        yield connection


@pytest.fixture
def collide(apps, sandbox, other_program):
    """Call ``save`` while another program changes the partner's city to Fès."""

    def collide(partner_id, save):
        repeated = apps.server.log_text().count(REPEATED)
        change = "UPDATE res_partner SET city = 'Fès' WHERE id = %s"
        other_program.cursor().execute(change, [partner_id])
        with ThreadPoolExecutor() as pool:
            saved = pool.submit(save)
            try:
                eventually(lambda: is_waiting(apps.server.database))
            finally:
                other_program.commit()
            saved.result()
        assert apps.server.log_text().count(REPEATED) == repeated + 1

    def is_waiting(database):
        return sandbox.cluster.sql(WAITING, database) != "0"

    return collide


def test_what_a_repeated_request_creates_and_changes_is_told_once(
    apps, add_rule, collide
):
    partner_id = apps.admin.create("res.partner", name="Client", city="Casablanca")
    created = add_rule("res.partner", "{name}")
    changed = add_rule("res.partner", "{old.city} → {new.city}", watched_fields="city")
    code = CREATE_THEN_COLLIDE.format(partner_id=partner_id)
    collide(partner_id, lambda: run_code(apps.admin, code))
    assert created.told() == ["Dépôt Anfa"]
    assert changed.told() == ["Fès → Rabat"]


def test_a_repeated_change_that_ends_where_the_other_left_it_is_none(
    apps, add_rule, collide
):
    partner_id = apps.admin.create("res.partner", name="Client", city="Casablanca")
    changed = add_rule("res.partner", "{new.city}", watched_fields="city")
    json2 = Json2(apps.server.url, new_key(apps.admin, apps.admin.user_id))
    write = {"ids": [partner_id], "vals": {"city": "Fès"}}
    collide(partner_id, lambda: json2.call("res.partner", "write", **write))
    assert changed.told() == []
