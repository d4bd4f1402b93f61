"""However a record comes, it is told once, with who made it come."""

import pytest
from apps.web_session import WebSession
from json2 import Json2, new_key, run_code

pytest_plugins = ["apps.office"]

PORTAL = "portal"  # login and password of the client's own user
CSV = """Name,City
Dépôt Agadir,Agadir
Dépôt Tanger,Tanger
"""
# A partner must have a name.
BAD_CSV = CSV + ",Taza\n"
OPTIONS = {"has_headers": True, "quoting": '"', "separator": ",", "encoding": "utf-8"}
MAIL = """\
From: Depot Oujda <oujda@example.com>
To: {address}
Subject: Depot Oujda
Message-Id: <1@example.com>
Content-Type: text/plain; charset=utf-8

Nouveau client
"""
CREATE_AND_DELETE = """
partner = env["res.partner"].create({"name": "Nobody"})
env.cr.flush()
partner.unlink()
"""


@pytest.fixture
def partners(add_rule):
    """A rule that tells new partners, and by whom they came."""
    return add_rule("res.partner", "{name} · {agent}")


@pytest.fixture
def web(apps):
    """The seller's own session in the web client."""
    return WebSession(apps.server, "seller")


@pytest.fixture
def import_file(web):
    """Import a CSV file of partners; returns what the import screen says of it."""

    def import_file(text, dryrun=False):
        values = {"res_model": "res.partner"}
        [import_id] = web.call_kw("base_import.import", "create", [values])
        file = {"ufile": ("depots.csv", text, "text/csv")}
        web.submit("/odoo", "/base_import/set_file", files=file, id=import_id)
        how = ["name", "city"], ["Name", "City"], OPTIONS, dryrun
        return web.call_kw("base_import.import", "execute_import", import_id, *how)

    return import_file


@pytest.fixture
def client(apps):
    """The session on the website of the client's own user."""
    admin = apps.admin
    values = {"login": PORTAL, "password": PORTAL, "partner_id": apps.client_id}
    group_ids = [(6, 0, [admin.ref("base", "group_portal")])]
    admin.create("res.users", group_ids=group_ids, **values)
    return WebSession(apps.server, PORTAL)


def test_a_record_saved_in_its_form_is_told(web, partners):
    values = {"name": "Dépôt Safi"}
    web.call_kw("res.partner", "web_save", [], values, specification={})
    assert partners.told() == ["Dépôt Safi · Samira Vendeuse"]


def test_a_record_created_in_passing_from_another_form_is_told(web, partners):
    web.call_kw("res.partner", "name_create", "Dépôt Safi")
    assert partners.told() == ["Dépôt Safi · Samira Vendeuse"]


def test_records_saved_by_a_program_are_told_each(apps, seller, partners):
    json2 = Json2(apps.server.url, new_key(apps.admin, apps.admin.user_id))
    json2.call("res.partner", "create", vals_list=[{"name": "A"}, {"name": "B"}])
    seller.call("res.partner", "create", [{"name": "C"}])
    assert partners.told() == [
        "A · Administrator",
        "B · Administrator",
        "C · Samira Vendeuse",
    ]


def test_a_copy_is_told_and_its_original_not_again(seller, partners):
    partner_id = seller.create("res.partner", name="Dépôt Safi")
    seller.call("res.partner", "copy", [partner_id])
    assert partners.told() == [
        "Dépôt Safi · Samira Vendeuse",
        "Dépôt Safi (copy) · Samira Vendeuse",
    ]


def test_records_of_a_list_in_a_form_are_told_each(seller, partners):
    seller.create(
        "res.partner",
        name="Dépôt Safi",
        child_ids=[(0, 0, {"name": "Amal"}), (0, 0, {"name": "Bahia"})],
    )
    told = [text.removesuffix(" · Samira Vendeuse") for text in partners.told()]
    assert told == ["Dépôt Safi", "Amal", "Bahia"]


def test_an_imported_file_is_told_row_by_row_and_its_test_is_not(import_file, partners):
    assert not import_file(CSV, dryrun=True)["messages"]
    assert partners.told() == []
    assert len(import_file(CSV)["ids"]) == 2
    assert partners.told() == [
        "Dépôt Agadir · Samira Vendeuse",
        "Dépôt Tanger · Samira Vendeuse",
    ]


def test_a_file_with_a_row_that_is_refused_tells_nothing(import_file, partners):
    assert import_file(BAD_CSV)["messages"]
    assert partners.told() == []


def test_a_record_that_a_mail_makes_is_told(apps, partners):
    admin = apps.admin
    domain_id = admin.create("mail.alias.domain", name="example.org")
    [model_id] = admin.find("ir.model", ("model", "=", "res.partner"))
    alias = {"alias_name": "clients", "alias_model_id": model_id}
    admin.create("mail.alias", **alias, alias_domain_id=domain_id)
    mail = MAIL.format(address="clients@example.org")
    admin.call("mail.thread", "message_process", False, mail)
    assert partners.told() == ["Depot Oujda · Administrator"]


def test_the_agent_of_what_happens_on_the_portal_is_who_visits_it(
    apps, client, add_rule, new_order, web
):
    refused = add_rule(
        "sale.order",
        "{agent}",
        watched_fields="state",
        filter_domain="[('state', '=', 'cancel')]",
    )
    for visitor in client, WebSession(apps.server):
        order_id = new_order(1)
        web.call_kw("sale.order", "action_quotation_sent", [order_id])
        page = web.call_kw("sale.order", "get_portal_url", [order_id])
        words = {"decline_message": "Trop cher"}
        visitor.submit(page, page.replace("?", "/decline?"), **words)
    assert refused.told() == ["Dépôt Maârif", "Public user"]


def test_what_is_created_and_deleted_in_one_transaction_is_not_told(apps, partners):
    run_code(apps.admin, CREATE_AND_DELETE)
    assert partners.told() == []


def test_what_a_manager_silences_is_kept_as_canceled(apps, partners):
    values = {"name": "Dépôt Safi"}
    silent = {"discord_notify_disable": True}
    apps.admin.call("res.partner", "create", [values], context=silent)
    [row] = partners.rows("state", "failure_type")
    assert (row["state"], row["failure_type"]) == ("canceled", "silenced")


def test_an_ordinary_user_silences_nothing(seller, partners):
    values = {"name": "Dépôt Safi"}
    silent = {"discord_notify_disable": True}
    seller.call("res.partner", "create", [values], context=silent)
    assert partners.told() == ["Dépôt Safi"]


def test_a_quotation_that_matches_once_confirmed_is_told_by_the_next_run(
    add_rule, new_order, seller
):
    orders = add_rule("sale.order", "{name}", filter_domain="[('state', '=', 'sale')]")
    order_id = new_order(1)
    seller.call("sale.order", "action_confirm", [order_id])
    assert orders.told() == []
    for _ in range(2):
        orders.synchronize()
    assert orders.told() == [seller.read("sale.order", order_id, "name")["name"]]
