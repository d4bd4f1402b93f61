"""On Odoo's own apps, too, nothing of ours keeps people from their work."""

import pytest
from json2 import run_code

from sandbox.rpc import add_internal_user

pytest_plugins = ["apps.office"]

# What no form would let anybody do.
BREAK = "UPDATE discord_rule SET template = '{{' WHERE id = {}"
REFUSE = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'refused'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON discord_notification
   FOR EACH ROW EXECUTE FUNCTION refuse()"""
ADMIT = "DROP FUNCTION refuse CASCADE"
REPLACE_AND_DELETE = """
order = env["sale.order"].browse({})
former = order.source_id
order.write({{"source_id": env["utm.source"].create({{"name": "Salon"}}).id}})
env.flush_all()
former.unlink()
"""
OWN_ORDERS = "sales_team", "group_sale_salesman"
DELIVERIES = "stock", "group_stock_user"
LINE = "Discord rule {} on sale.order could not tell records [{}]: RaiseException"


@pytest.fixture
def sql(apps, sandbox):
    """Run SQL in the apps' database."""
    return lambda statement: sandbox.cluster.sql(statement, apps.server.database)


def failures(rule):
    rows = rule.rows("state", "failure_type")
    return [(row["state"], row["failure_type"]) for row in rows]


def test_an_order_is_confirmed_whatever_is_wrong_with_rules(
    apps, add_rule, sql, new_order, seller
):
    missing = add_rule("stock.picking", "{no_such_field}")
    unreadable = add_rule("sale.order", "{new.state}", watched_fields="state")
    sql(BREAK.format(unreadable.rule_id))
    apps.admin.call("discord.rule", "write", [unreadable.rule_id], {"sequence": 1})
    right = add_rule("sale.order", "{new.state}", watched_fields="state")
    order_id = new_order(1)
    seller.call("sale.order", "action_confirm", [order_id])
    assert seller.read("sale.order", order_id, "state")["state"] == "sale"
    assert failures(missing) == [("error", "template")]
    assert missing.state() == "error"
    assert failures(unreadable) == [("error", "internal")]
    assert right.told() == ["Sales Order"]


def test_an_order_is_saved_though_the_outbox_refuses_every_row(
    apps, add_rule, sql, new_order, seller
):
    orders = add_rule("sale.order", "{partner_id}")
    sql(REFUSE)
    try:
        order_id = new_order(1)
    finally:
        sql(ADMIT)
    assert seller.read("sale.order", order_id, "state")["state"] == "draft"
    assert LINE.format(orders.rule_id, order_id) in apps.server.log_text()
    assert orders.told() == []
    orders.synchronize()
    assert orders.told() == ["Dépôt Maârif"]


def test_who_delivers_need_not_read_the_order_that_is_told(
    apps, add_rule, new_order, seller
):
    admin = apps.admin
    add_internal_user(admin, "driver", "Driss Chauffeur")
    driver = apps.server.rpc("driver")
    groups = [(4, admin.ref(*group)) for group in (OWN_ORDERS, DELIVERIES)]
    admin.call("res.users", "write", [driver.user_id], {"group_ids": groups})
    order_id = new_order(1)
    seller.call("sale.order", "action_confirm", [order_id])
    [picking_id] = seller.find("stock.picking", ("sale_id", "=", order_id))
    moved = add_rule(
        "stock.picking", "{sale_id.amount_total} · {agent}", watched_fields="note"
    )
    assert not driver.find("sale.order", ("id", "=", order_id))
    driver.call("stock.picking", "write", [picking_id], {"note": "Quai 2"})
    assert moved.told() == ["80,00 · Driss Chauffeur"]


def test_a_former_value_that_is_deleted_with_the_change_is_told_by_its_name(
    apps, add_rule, new_order
):
    source_id = apps.admin.create("utm.source", name="Foire")
    order_id = new_order(1, source_id=source_id)
    sources = add_rule(
        "sale.order", "{old.source_id} → {new.source_id}", watched_fields="source_id"
    )
    run_code(apps.admin, REPLACE_AND_DELETE.format(order_id))
    assert sources.told() == ["Foire → Salon"]
