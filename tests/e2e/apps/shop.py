"""An Odoo with a till and a shop on its website, and who uses them."""

from types import SimpleNamespace

import pytest
from behind import NO_SCHEDULE

from apps.office import use_dirhams
from apps.rule import Rule
from apps.shoppers import CASHIER, PRICE
from discord_standin import Standin

ADDONS = ("point_of_sale", "website_sale", "website_crm", "payment_demo")


@pytest.fixture(scope="session")
def shop_standin():
    """A stand-in that no other server talks to: what is told stays here."""
    with Standin(limits=False) as standin:
        yield standin


@pytest.fixture(scope="session")
def shop(new_database, start_odoo, sandbox, shop_standin):
    """The server, and its external API as its administrator."""
    database = new_database(addons=(*ADDONS, "odoo_discord_notify"))
    sandbox.cluster.sql(NO_SCHEDULE, database)
    url = shop_standin.add_webhook("Ventes", "ventes").url
    base = shop_standin.url
    server = start_odoo(database, DISCORD_API_BASE=base, DISCORD_WEBHOOK_BC=url)
    admin = server.rpc("admin")
    use_dirhams(admin)
    product_id = admin.create(
        "product.product",
        **{"name": "Bon d'achat", "list_price": PRICE, "type": "service"},
        **{"taxes_id": [(5,)], "website_published": True, "available_in_pos": True},
    )
    # Its mail would have the order as a PDF, for which the sandbox has no program.
    mail = admin.ref("sale", "mail_template_sale_confirmation")
    admin.call("mail.template", "write", [mail], {"report_template_ids": [(5,)]})
    groups = [("base", "group_user"), ("point_of_sale", "group_pos_user")]
    cashier_id = admin.create(
        "res.users",
        **{"name": "Karim Caissier", "login": CASHIER, "password": CASHIER},
        group_ids=[(6, 0, [admin.ref(*group) for group in groups])],
    )
    return SimpleNamespace(
        server=server, admin=admin, product_id=product_id, cashier_id=cashier_id
    )


@pytest.fixture
def add_shop_rule(shop):
    """Make a rule: ``add_shop_rule(model, template, **values)`` returns its `Rule`."""
    rules = []

    def add_rule(model, template, **values):
        rules.append(Rule(shop.admin, model, template, **values))
        return rules[-1]

    yield add_rule
    for rule in rules:
        rule.close()
