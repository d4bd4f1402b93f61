"""What an installation or upgrade brings is told by the next run, not what was there.

Hooks are silent while modules are installed: nothing of ours is sure to be there yet.
"""

from types import SimpleNamespace

import pytest
from apps.rule import Rule, synchronize
from behind import NO_SCHEDULE
from waiting import PATIENCE

from sandbox.commands import run

pytestmark = pytest.mark.long
WITH_DEMO = "UPDATE ir_module_module SET demo = true"


@pytest.fixture(scope="module")
def late(new_database, start_odoo, sandbox):
    """An Odoo that runs while the customer's module, with its data, is installed."""
    database = new_database(addons=("odoo_discord_notify",))
    sandbox.cluster.sql(NO_SCHEDULE, database)
    admin = start_odoo(database).rpc("admin")
    partners = Rule(admin, "res.partner", "{name}")
    sandbox.cluster.sql(WITH_DEMO, database)

    def load(option):
        options = ["-d", database, option, "asg_models"]
        command = sandbox.odoo_command(*options, "--stop-after-init", "--no-http")
        run(command, "Odoo's own command.", env=sandbox.environ())

    load("-i")
    return SimpleNamespace(admin=admin, partners=partners, load=load)


def test_what_an_installation_creates_is_told_by_the_next_run(late, standin):
    assert late.partners.told() == []
    late.partners.synchronize()
    assert late.partners.told() == ["Dépôt Maârif", "Magasin Agadir"]
    standin.wait_for(1, timeout=PATIENCE)  # or another test hears of it


def test_what_an_upgrade_creates_is_told_by_the_next_run(late, standin):
    late.partners.synchronize()
    told = late.partners.told()
    for model, name in (
        ("bldimagaz.bc", "bc_agadir"),
        ("res.partner", "depositaire_agadir"),
    ):
        late.admin.call(model, "unlink", [late.admin.ref("asg_models", name)])
    late.load("-u")  # makes what its data miss
    assert late.partners.told() == told
    late.partners.synchronize()
    assert late.partners.told() == [*told, "Magasin Agadir"]
    standin.wait_for(1, timeout=PATIENCE)


def test_what_was_there_when_a_rule_began_is_never_told(late, standin):
    was_there = late.admin.ref("asg_models", "alimentation_maarif")
    client_id = late.admin.find("res.partner")[0]
    saved = late.admin.create("alimenteur.solde", client=client_id, solde=1500)
    synchronize(late.admin, "sync_AlimentationSolde")
    rows = ("res_model", "=", "alimenteur.solde"), ("res_id", "in", [was_there, saved])
    told = late.admin.call("discord.notification", "search_read", rows, ["res_id"])
    assert [row["res_id"] for row in told] == [saved]
    standin.wait_for(1, timeout=PATIENCE)
