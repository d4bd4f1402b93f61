"""Sales and deliveries of Odoo's own apps are told once each; cascades are silent."""

import pytest

pytest_plugins = ["apps.office"]

NARROW = "\N{NARROW NO-BREAK SPACE}"  # between thousands, in French
NOON = "2026-05-04 12:00:00"  # 13:00 in Morocco, then


@pytest.fixture
def confirm(seller, new_order):
    """Confirm an order of one line per quantity; returns its id and its picking's."""

    def confirm(*quantities, **values):
        order_id = new_order(*quantities, **values)
        seller.call("sale.order", "action_confirm", [order_id])
        order = seller.read("sale.order", order_id, "picking_ids")
        return order_id, order["picking_ids"][0]

    return confirm


@pytest.fixture
def lines_of(seller):
    """The ids of an order's lines."""
    return lambda order_id: seller.find("sale.order.line", ("order_id", "=", order_id))


@pytest.fixture
def deliver(seller):
    """Take quantities from the shelf, a line each, and validate: the rest follows."""

    def deliver(picking_id, *quantities):
        moves = seller.find("stock.move", ("picking_id", "=", picking_id))
        for move_id, quantity in zip(moves, quantities, strict=True):
            values = {"quantity": quantity, "picked": True}
            seller.call("stock.move", "write", [move_id], values)
        wizard = seller.call("stock.picking", "button_validate", [picking_id])
        if wizard is not True:
            model, context = wizard["res_model"], wizard["context"]
            wizard_id = seller.call(model, "create", [{}], context=context)
            seller.call(model, "process", wizard_id, context=context)

    return deliver


def name_of(seller, model, record_id):
    return seller.read(model, record_id, "name")["name"]


def test_an_order_its_confirmation_and_its_picking_are_told_once_each(
    add_rule, seller, confirm
):
    created = add_rule(
        "sale.order", "{name} · {partner_id} · {amount_total} {currency_id}"
    )
    state = add_rule(
        "sale.order", "{old.state} → {new.state} · {agent}", watched_fields="state"
    )
    picking = add_rule(
        "stock.picking", "{origin} · {scheduled_date} · {move_ids} · {agent}"
    )
    picking_state = add_rule("stock.picking", "{state}", watched_fields="state")
    order_id, _picking_id = confirm(20, 3, commitment_date=NOON)
    order = name_of(seller, "sale.order", order_id)
    amount = f"1{NARROW}840,00 MAD"
    assert created.told() == [f"{order} · Dépôt Maârif · {amount}"]
    assert state.told() == ["Quotation → Sales Order · Samira Vendeuse"]
    assert picking.told() == [f"{order} · 04-05-2026 13:00 · 2 · Samira Vendeuse"]
    assert picking_state.told() == []


def test_what_changes_an_order_through_its_lines_is_silent_but_for_its_total(
    add_rule, seller, confirm, lines_of
):
    order_id, _picking_id = confirm(20)
    silent = [
        add_rule("sale.order", "{name}"),
        add_rule("sale.order", "{name}", watched_fields="state,commitment_date"),
        add_rule("stock.picking", "{name}"),
    ]
    total = add_rule(
        "sale.order",
        "{old.amount_total} → {new.amount_total}",
        watched_fields="amount_total",
    )
    [line_id] = lines_of(order_id)
    line = (1, line_id, {"product_uom_qty": 25})
    seller.call("sale.order", "write", [order_id], {"order_line": [line]})
    seller.call("sale.order.line", "write", [line_id], {"name": "Ciment gris"})
    seller.call("sale.order.line", "write", [line_id], {"product_uom_qty": 25})
    assert [rule.told() for rule in silent] == [[], [], []]
    assert total.told() == [f"1{NARROW}600,00 → 2{NARROW}000,00"]


def test_a_promised_date_is_told_once_in_moroccan_time(add_rule, seller, confirm):
    promised = add_rule(
        "sale.order",
        "{old.commitment_date} → {new.commitment_date}",
        watched_fields="commitment_date",
    )
    order_id, _picking_id = confirm(1, commitment_date=NOON)
    for moment in (NOON, "2026-12-10 12:00:00", "2026-12-10 12:00:00"):
        seller.call("sale.order", "write", [order_id], {"commitment_date": moment})
    assert promised.told() == ["04-05-2026 13:00 → 10-12-2026 12:00"]


def test_a_picking_moved_through_its_products_is_told_once(add_rule, seller, confirm):
    moved = add_rule(
        "stock.picking",
        "{old.scheduled_date} → {new.scheduled_date}",
        watched_fields="scheduled_date",
    )
    _order_id, picking_id = confirm(1, 2, commitment_date=NOON)
    moves = seller.find("stock.move", ("picking_id", "=", picking_id))
    for _ in range(2):
        seller.call("stock.move", "write", moves, {"date": "2026-12-10 12:00:00"})
    assert moved.told() == ["04-05-2026 13:00 → 10-12-2026 12:00"]


def test_a_delivery_in_two_parts_is_told_once_for_each_part(
    add_rule, seller, confirm, deliver
):
    _order_id, picking_id = confirm(20, 3)
    first = name_of(seller, "stock.picking", picking_id)
    created = add_rule("stock.picking", "{backorder_id}")
    state = add_rule("stock.picking", "{name} : {new.state}", watched_fields="state")
    done = add_rule(
        "stock.picking", "{name} : {old.date_done}-", watched_fields="date_done"
    )
    deliver(picking_id, 15, 3)
    assert created.told() == [first]
    assert state.told() == [f"{first} : Ready", f"{first} : Done"]
    assert done.told() == [f"{first} : -"]
    [rest_id] = seller.find("stock.picking", ("backorder_id", "=", picking_id))
    deliver(rest_id, 5)
    rest = name_of(seller, "stock.picking", rest_id)
    assert state.told()[2:] == [f"{rest} : Ready", f"{rest} : Done"]
    assert len(done.told()) == 2
    assert created.told() == [first]


def test_an_order_that_is_canceled_takes_its_picking_along_once(
    add_rule, seller, confirm
):
    order_id, _picking_id = confirm(20, 3)
    order = add_rule("sale.order", "{new.state}", watched_fields="state")
    picking = add_rule("stock.picking", "{new.state}", watched_fields="state")
    seller.call("sale.order", "action_cancel", [order_id])
    assert order.told() == ["Cancelled"]
    assert picking.told() == ["Cancelled"]
