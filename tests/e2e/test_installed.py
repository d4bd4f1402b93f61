"""What an installation brings is told by the next run, but for what rules begin with.

Hooks are silent while modules are installed: nothing of ours is sure to be there yet.
"""

from types import SimpleNamespace

import pytest
from apps.rule import Rule, synchronize
from behind import NO_SCHEDULE

from sandbox.commands import run

WITH_DEMO = "UPDATE ir_module_module SET demo = true"


@pytest.fixture(scope="module")
def late(new_database, start_odoo, sandbox):
    """An Odoo that runs while the customer's module, with its data, is installed."""
    database = new_database(addons=("odoo_discord_notify",))
    sandbox.cluster.sql(NO_SCHEDULE, database)
    admin = start_odoo(database).rpc("admin")
    partners = Rule(admin, "res.partner", "{name}")
    sandbox.cluster.sql(WITH_DEMO, database)
    install = ["-i", "asg_models", "--stop-after-init", "--no-http"]
    command = sandbox.odoo_command("-d", database, *install)
    run(command, "Odoo's own command.", env=sandbox.environ())
    return SimpleNamespace(admin=admin, partners=partners)


def test_what_an_installation_creates_is_told_by_the_next_run(late, standin):
    assert late.partners.told() == []
    late.partners.synchronize()
    assert late.partners.told() == ["Dépôt Maârif", "Magasin Agadir"]
    standin.wait_for(1, timeout=20)  # or another test hears of it


def test_what_was_there_when_a_rule_began_is_never_told(late, standin):
    was_there = late.admin.ref("asg_models", "alimentation_maarif")
    client_id = late.admin.find("res.partner")[0]
    saved = late.admin.create("alimenteur.solde", client=client_id, solde=1500)
    synchronize(late.admin, "sync_AlimentationSolde")
    rows = ("res_model", "=", "alimenteur.solde"), ("res_id", "in", [was_there, saved])
    told = late.admin.call("discord.notification", "search_read", rows, ["res_id"])
    assert [row["res_id"] for row in told] == [saved]
    standin.wait_for(1, timeout=20)
