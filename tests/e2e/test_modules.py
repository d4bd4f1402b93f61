"""Modules come and go; the addon waits, starts, leaves and comes back."""

import re
import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor

import pytest
from json2 import run_code
from waiting import PATIENCE, eventually

from sandbox.commands import run

TABLES = "SELECT count(*) FROM pg_tables WHERE tablename LIKE 'discord%'"
ENTRIES = """
SELECT count(*) FROM ir_actions
 WHERE binding_model_id IS NOT NULL AND name->>'en_US' LIKE '%Discord%'
"""
SAVE_WHEN_IT_IS_GONE = """
there = True
while there:
    env.cr.commit()
    time.sleep(0.1)
    env.cr.execute("SELECT to_regclass('discord_rule') IS NOT NULL")
    [there] = env.cr.fetchone()
client = env["res.partner"].search([], limit=1)
action = env["alimenteur.solde"].create({"client": client.id, "solde": 7}).id
"""
MENU = """
menus = env["ir.ui.menu"].load_menus(False).values()
xml_ids = [menu.get("xmlid") for menu in menus]
action = "odoo_discord_notify.discord_topup_menu" in xml_ids
"""
BUSY = re.compile("FROM ir_cron FOR UPDATE NOWAIT|Cannot grab a lock")
TROUBLE = re.compile(r" (ERROR|CRITICAL) |Traceback")


@pytest.mark.long
def test_rules_wait_for_their_model_start_by_themselves_and_wait_again(
    own_odoo, sandbox, standin
):
    server = own_odoo(addons=("odoo_discord_notify",))
    admin = server.rpc("admin")
    assert rule_states(admin) == ["waiting"] * 3
    assert menu_entries(sandbox, server) == "0"
    assert (audit_menu(admin), audited(admin)) == (False, [])
    install = ["-i", "asg_models", "--stop-after-init", "--no-http"]
    command = sandbox.odoo_command("-d", server.database, *install)
    run(command, "Odoo's own command.", env=sandbox.environ())
    save_top_up(admin)
    standin.wait_for(1, timeout=PATIENCE)
    assert rule_states(admin) == ["watching"] * 3
    assert menu_entries(sandbox, server) == "5"  # three to send, one list per model
    eventually(lambda: audited(admin) == ["sent"])
    assert audit_menu(admin)

    module = admin.find("ir.module.module", ("name", "=", "asg_models"))
    left_at = eventually(lambda: uninstall(server, admin, module), timeout=60)
    assert rule_states(admin) == ["waiting"] * 3
    assert menu_entries(sandbox, server) == "0"
    assert (audit_menu(admin), audited(admin)) == (False, [])
    admin.create("res.partner", name="Saved all the same")
    [row] = admin.call("discord.notification", "search_read", [], ["content"])
    assert "500,00 MAD" in row["content"]  # what was told stays told
    assert not TROUBLE.search(server.log_text()[left_at:])


def test_the_addon_leaves_with_rows_that_wait_and_comes_back(
    own_odoo, start_odoo, sandbox, standin
):
    server = own_odoo(demo=True)
    admin = server.rpc("admin")
    other = start_odoo(server.database)
    others = other.rpc("admin")
    partners = name_notifications(admin)
    module = admin.find("ir.module.module", ("name", "=", "odoo_discord_notify"))
    with standin.down():
        save_top_up(admin)
        tried = ("state", "=", "unavailable")
        eventually(lambda: admin.find("discord.delivery", tried))
        assert admin.find("discord.notification", ("state", "=", "outgoing"))
        with ThreadPoolExecutor() as pool:
            # A worker that is busy all the time knows the addon that is gone.
            saved = pool.submit(run_code, others, SAVE_WHEN_IT_IS_GONE)
            left_at = eventually(lambda: uninstall(server, admin, module), timeout=60)
            assert admin.read("alimenteur.solde", saved.result(), "solde")["solde"] == 7
    assert admin.find("res.partner") == partners
    save_top_up(others)
    assert "UndefinedTable" in other.log_text()
    assert "Traceback" not in other.log_text()
    assert sandbox.cluster.sql(TABLES, server.database) == "0"
    assert menu_entries(sandbox, server) == "0"
    save_top_up(admin)

    admin.call("ir.module.module", "button_immediate_install", module)
    assert rule_states(admin) == ["watching"] * 3
    assert standin.messages() == []
    save_top_up(admin)
    standin.wait_for(1, timeout=PATIENCE)
    assert not TROUBLE.search(server.log_text()[left_at:])


@pytest.mark.long
def test_modules_are_changed_while_a_queue_drains(own_odoo, standin):
    server = own_odoo(demo=True)
    admin = server.rpc("admin")
    standin.misbehave({"seconds": 0.3})
    rule_ids = admin.find("discord.rule")
    webhook_ids = [
        row["webhook_id"][0]
        for row in admin.call("discord.rule", "read", rule_ids, ["webhook_id"])
    ]
    admin.call("discord.webhook", "write", webhook_ids, {"pack": False})
    for _ in range(60):
        save_top_up(admin)
    [module] = admin.find("ir.module.module", ("name", "=", "asg_models"))
    admin.call("ir.module.module", "button_immediate_upgrade", [module])
    waiting = ("state", "=", "outgoing")
    assert admin.find("discord.notification", waiting)  # it went on draining
    eventually(lambda: not admin.find("discord.notification", waiting), timeout=90)
    for _ in range(30):
        save_top_up(admin)
    admin.call("ir.config_parameter", "set_param", "odoo_discord_notify.paused", "True")
    admin.call("ir.config_parameter", "set_param", "odoo_discord_notify.paused", False)
    [ours] = admin.find("ir.module.module", ("name", "=", "odoo_discord_notify"))
    admin.call("ir.module.module", "button_immediate_uninstall", [ours])
    assert not TROUBLE.search(server.log_text())


def name_notifications(admin):
    """Give partners a field of our customer's own that names one; returns their ids."""
    [model_id] = admin.find("ir.model", ("model", "=", "res.partner"))
    admin.create(
        "ir.model.fields",
        name="x_told_by",
        model_id=model_id,
        ttype="many2one",
        relation="discord.notification",
        on_delete="set null",
    )
    return admin.find("res.partner")


def uninstall(server, admin, module):
    """Press the button; returns where the log was then, or None if Odoo is busy."""
    log_length = len(server.log_text())
    try:
        admin.call("ir.module.module", "button_immediate_uninstall", module)
    except xmlrpc.client.Fault as fault:
        assert BUSY.search(fault.faultString)
        return None
    return log_length


def audit_menu(admin):
    """Whether the audit of top-ups is in the menu."""
    return run_code(admin, MENU)


def audited(admin):
    """What the audit says became of each top-up."""
    rows = admin.call("discord.topup", "search_read", [], ["told"])
    return [row["told"] for row in rows]


def menu_entries(sandbox, server):
    """How many entries with Discord in their name Action menus have, in digits."""
    return sandbox.cluster.sql(ENTRIES, server.database)


def rule_states(admin):
    rows = admin.call("discord.rule", "search_read", [], ["state"])
    return [row["state"] for row in rows]


def save_top_up(admin):
    client_id = admin.find("res.partner")[0]
    admin.create("alimenteur.solde", client=client_id, solde=1500)
