"""The rules to begin with, on the apps they are made for."""

import pytest
from apps.rule import synchronize

pytest_plugins = ["apps.office"]

TAKEN = ("name", "model_name", "trigger", "watched_fields", "filter_domain", "template")
PAST, FUTURE = "2026-05-04 12:00:00", "2099-05-04 12:00:00"


@pytest.fixture
def take(apps):
    """Take a rule to begin with, as the form does; returns what it has told so far."""
    admin, taken = apps.admin, []

    def take(key):
        webhook_id = admin.find("discord.webhook", ("env_key", "like", "_BC"))[0]
        spec = {name: {} for name in (*TAKEN, "ready_made", "lang")}
        context = {"default_ready_made": key}
        filled = admin.call(
            "discord.rule", "onchange", [], {}, [], spec, context=context
        )
        values = {name: filled["value"][name] for name in (*TAKEN, "lang")}
        taken.append(admin.create("discord.rule", **values, webhook_id=webhook_id))
        told = [("rule_id", "=", taken[-1])]
        return lambda: [
            row["content"]
            for row in admin.call(
                "discord.notification", "search_read", told, ["content"], order="id"
            )
        ]

    yield take
    admin.call("discord.rule", "write", taken, {"active": False})


def test_a_sale_is_told_when_it_is_confirmed_and_only_then(apps, take, new_order):
    told = take("sale")
    order_id = new_order(2)
    apps.seller.call("sale.order", "write", [order_id], {"state": "sent"})
    assert told() == []
    apps.seller.call("sale.order", "action_confirm", [order_id])
    order = apps.seller.read("sale.order", order_id, "name")
    [text] = told()
    assert text.startswith(f"🛒 **Sale confirmed: {order['name']}**")
    for part in ("`Dépôt Maârif`", "MAD", "`Samira Vendeuse`", "[🔗 Open in Odoo]("):
        assert part in text
    apps.seller.call("sale.order", "write", [order_id], {"client_order_ref": "A1"})
    assert len(told()) == 1


def test_an_invoice_is_told_when_it_is_paid(apps, take):
    admin, told = apps.admin, take("invoice")
    if not admin.find("account.journal", ("type", "=", "sale")):
        chart = ("generic_coa", admin.find("res.company")[0], False)
        admin.call("account.chart.template", "try_loading", *chart)
    line = {"name": "Ciment", "price_unit": 120, "tax_ids": [(5,)]}
    invoice_id = admin.create(
        "account.move",
        move_type="out_invoice",
        partner_id=apps.client_id,
        invoice_line_ids=[(0, 0, line)],
    )
    admin.call("account.move", "action_post", [invoice_id])
    assert told() == []
    context = {"active_model": "account.move", "active_ids": [invoice_id]}
    wizard = admin.call("account.payment.register", "create", [{}], context=context)
    admin.call("account.payment.register", "action_create_payments", wizard)
    [text] = told()
    name = admin.read("account.move", invoice_id, "name")["name"]
    assert text.startswith(f"💶 **Invoice paid: {name}**")
    assert "`Dépôt Maârif`" in text


def test_a_delivery_is_told_once_it_is_late_though_nobody_saves_it(
    apps, take, new_order, sandbox
):
    told = take("delivery")
    order_id = new_order(2, commitment_date=FUTURE)
    apps.seller.call("sale.order", "action_confirm", [order_id])
    order = apps.seller.read("sale.order", order_id, "picking_ids")
    [picking_id] = order["picking_ids"]
    synchronize(apps.admin, "sync_stock.picking")
    assert told() == []
    late = f"UPDATE stock_picking SET scheduled_date = '{PAST}' WHERE id = {picking_id}"
    sandbox.cluster.sql(late, apps.server.database)  # as if time had passed
    for _again in range(2):
        synchronize(apps.admin, "sync_stock.picking")
        [text] = told()
    picking = apps.seller.read("stock.picking", picking_id, "name", "origin")
    assert text.startswith(f"🚚 **Delivery late: {picking['name']}**")
    assert "`04-05-2026 13:00`" in text
    assert f"`{picking['origin']}`" in text


def test_a_new_contact_is_told_and_its_addresses_are_not(apps, take):
    told = take("contact")
    address = (0, 0, {"name": "Entrepôt", "type": "delivery"})
    apps.seller.create(
        "res.partner", name="Dépôt Safi", phone="0612345678", child_ids=[address]
    )
    [text] = told()
    assert text.splitlines()[0] == "👤 **New contact: Dépôt Safi**"
    assert "> **Added by**: `Samira Vendeuse`" in text
