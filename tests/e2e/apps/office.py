"""An Odoo with sale, stock and contacts, and what its people do in it."""

from types import SimpleNamespace

import pytest
from behind import NO_SCHEDULE

from apps.rule import Rule
from discord_standin import Standin
from sandbox.databases import APPS, OURS

ADDONS = (*APPS, OURS)
SELLER = "seller"  # login and password of somebody who sells and delivers
GROUPS = (
    ("base", "group_user"),
    ("base", "group_partner_manager"),
    ("sales_team", "group_sale_salesman_all_leads"),
    ("stock", "group_stock_user"),
)


@pytest.fixture(scope="session")
def apps_standin():
    """A stand-in that no other server talks to: what is told stays here."""
    with Standin(limits=False) as standin:
        yield standin


@pytest.fixture(scope="session")
def apps(new_database, start_odoo, sandbox, apps_standin):
    """The server, and its external API as ``admin`` and as ``seller``."""
    database = new_database(addons=ADDONS)
    sandbox.cluster.sql(NO_SCHEDULE, database)
    url = apps_standin.add_webhook("Commandes", "commandes").url
    base = apps_standin.url
    server = start_odoo(database, DISCORD_API_BASE=base, DISCORD_WEBHOOK_BC=url)
    admin = server.rpc("admin")
    use_dirhams(admin)
    admin.create(
        "res.users",
        name="Samira Vendeuse",
        login=SELLER,
        password=SELLER,
        group_ids=[(6, 0, [admin.ref(*group) for group in GROUPS])],
    )
    return SimpleNamespace(
        server=server,
        admin=admin,
        seller=server.rpc(SELLER),
        client_id=admin.create("res.partner", name="Dépôt Maârif", is_company=True),
        product_id=admin.create(
            "product.product",
            name="Ciment 25 kg",
            list_price=80,
            taxes_id=[(5,)],
            is_storable=True,
        ),
    )


@pytest.fixture
def seller(apps):
    """The external API as somebody who sells and delivers, and configures nothing."""
    return apps.seller


@pytest.fixture
def add_rule(apps):
    """Make a rule: ``add_rule(model, template, **values)`` returns its `Rule`."""
    rules = []

    def add_rule(model, template, **values):
        rules.append(Rule(apps.admin, model, template, **values))
        return rules[-1]

    yield add_rule
    for rule in rules:
        rule.close()


@pytest.fixture
def new_order(apps):
    """Make a quotation of one line per quantity; returns its id."""

    def new_order(*quantities, **values):
        lines = [
            (0, 0, {"product_id": apps.product_id, "product_uom_qty": quantity})
            for quantity in quantities
        ]
        values = {"partner_id": apps.client_id, "order_line": lines, **values}
        return apps.seller.create("sale.order", **values)

    return new_order


def use_dirhams(admin):
    """Let the company count in dirhams, as a Moroccan one does."""
    found = [("name", "=", "MAD"), ("active", "in", [True, False])]
    currency_ids = admin.find("res.currency", *found)
    admin.call("res.currency", "write", currency_ids, {"active": True})
    for model in ("res.company", "product.pricelist"):
        ids = admin.find(model)
        admin.call(model, "write", ids, {"currency_id": currency_ids[0]})
