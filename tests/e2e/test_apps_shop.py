"""A till, a form of the website, a shop with payments: told once, with who it was."""

import pytest
from apps.shoppers import CASHIER, Till, Visitor
from waiting import eventually

pytest_plugins = ["apps.shop"]
# Odoo's apps for it take minutes to install.
pytestmark = [pytest.mark.long, pytest.mark.timeout(1200)]


@pytest.fixture
def arrive(shop_standin):
    """Wait until what rules told, and nothing else, is in Discord."""
    shop_standin.reset()

    def arrive(*rules):
        texts = [text for rule in rules for text in rule.told()]
        eventually(lambda: len(heard(shop_standin)) >= len(texts), timeout=10)
        assert sorted(heard(shop_standin)) == sorted(texts)

    return arrive


def heard(standin):
    """The lines of all messages: one told together with others has lines between."""
    text = "\n".join(message["content"] for message in standin.messages())
    return [line for line in text.splitlines() if line]


def test_sales_of_a_till_are_told_once_each_and_its_closing_in_bulk_not_again(
    shop, add_shop_rule, arrive
):
    sales = add_shop_rule("pos.order", "{amount_total} · {agent}")
    state = add_shop_rule("pos.order", "{old.state} → {state}", watched_fields="state")
    entries = add_shop_rule("account.move", "{amount_total} · {agent}")
    till = Till(shop)
    till.sell(3)
    assert sales.told() == ["80,00 · Karim Caissier"] * 3
    till.close()
    assert sales.told() == ["80,00 · Karim Caissier"] * 3
    assert state.told() == ["Paid → Posted"] * 3
    # The session's own, and that of the card payments.
    assert entries.told() == ["240,00 · Karim Caissier"] * 2
    arrive(sales, state, entries)


def test_a_form_of_the_website_is_told_with_who_filled_it_in(
    shop, add_shop_rule, arrive
):
    leads = add_shop_rule("crm.lead", "{name} · {email_from} · {agent}")
    form = {"name": "Devis", "contact_name": "Hind", "email_from": "hind@example.com"}
    Visitor(shop).ask(**form)
    Visitor(shop, CASHIER).ask(**form)
    assert leads.told() == [
        "Devis · hind@example.com · Public user",
        "Devis · hind@example.com · Karim Caissier",
    ]
    arrive(leads)


def test_an_order_of_the_shop_is_told_once_it_is_paid(shop, add_shop_rule, arrive):
    carts = add_shop_rule("sale.order", "{amount_total} · {agent}")
    state = add_shop_rule(
        "sale.order", "{old.state} → {new.state} · {agent}", watched_fields="state"
    )
    visitor = Visitor(shop)
    order_id = visitor.order()
    reference = visitor.pay(order_id)
    assert state.told() == []
    paid = {"reference": reference, "payment_details": "", "simulated_state": "done"}
    for _provider_repeats_itself in range(2):
        visitor.call("/payment/demo/simulate_payment", **paid)
        visitor.call("/payment/status/poll")
    assert carts.told() == ["80,00 · Public user"]
    assert state.told() == ["Quotation → Sales Order · Public user"]
    arrive(carts, state)
