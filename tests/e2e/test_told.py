"""What an ordinary user saves over the external API is told, in the plan's words."""

import time
from datetime import datetime

import pytest
from json2 import Json2, new_key
from waiting import PATIENCE, eventually

TOP_UP = """💸 **Nouvelle alimentation détectée !**

> **Client** : `Dépôt Maârif`
> **Référence** : `{reference_no}`
> **Date** : `{create_date}`
> **Montant crédité** : **1\u202f500,00 MAD**"""

ORDER = """📄 **Nouvelle commande créée !**

> **Dépositaire** : `Dépôt Maârif`
> **Numéro BC** : `{name}`
> **Date Création** : `{create_date}`
> [🔗 Voir dans ASG]({link}) _(connexion ASG requise)_"""

DELIVERY_NOTE = """📅 **Date d'écriture d'un BL modifiée !**

> **BL** : `{bl_number}`
> **Client** : `Dépôt Maârif`
> **Ancienne date** : `20-11-2026`
> **Nouvelle date** : `27-11-2026`
> **Agent** : `Karim Agent`"""

DUE = "SELECT id FROM ir_cron WHERE active AND nextcall <= now() AT TIME ZONE 'UTC'"


@pytest.fixture(params=["XML-RPC", "JSON-2"])
def api(request, odoo_server, admin, rpc):
    """Either external API, as the ordinary internal user."""
    if request.param == "XML-RPC":
        return rpc
    return Json2(odoo_server.url, new_key(admin, rpc.user_id))


@pytest.fixture
def client_id(rpc):
    return rpc.find("res.partner", ("name", "=", "Dépôt Maârif"))[0]


@pytest.fixture
def order_id(rpc, client_id, standin):
    """An order that is told already."""
    order_id = rpc.create("bldimagaz.bc", client=client_id, date_ecriture="2026-11-20")
    standin.wait_for(1, timeout=PATIENCE)
    standin.reset()
    return order_id


@pytest.fixture
def idle(sandbox, odoo_server):
    """Let all actions be done that are due when a server starts: ours waits behind."""
    eventually(lambda: not sandbox.cluster.sql(DUE, odoo_server.database))


@pytest.mark.timed
@pytest.mark.usefixtures("idle")
def test_a_top_up_is_in_discord_within_a_second(api, rpc, client_id, standin, webhooks):
    topup_id = api.create("alimenteur.solde", client=client_id, solde=1500)
    saved = time.monotonic()
    [message] = standin.wait_for(1, timeout=PATIENCE)
    [received] = standin.requests()
    assert received["monotonic"] - saved <= 1
    assert message["channel_id"] == webhooks["DISCORD_WEBHOOK_SOLDE"].channel_id
    told = rpc.read("alimenteur.solde", topup_id, "reference_no", "create_date")
    assert message["content"] == TOP_UP.format(**in_morocco(told))


def test_a_new_order_is_told_with_a_link_back(rpc, admin, client_id, standin, webhooks):
    order_id = rpc.create("bldimagaz.bc", depositaire=client_id)
    [message] = standin.wait_for(1, timeout=PATIENCE)
    assert message["channel_id"] == webhooks["DISCORD_WEBHOOK_BC"].channel_id
    told = rpc.read("bldimagaz.bc", order_id, "name", "create_date")
    url = admin.call("ir.config_parameter", "get_param", "web.base.url")
    link = f"{url}/mail/view?model=bldimagaz.bc&res_id={order_id}"
    assert message["content"] == ORDER.format(**in_morocco(told), link=link)


def test_an_order_with_its_lines_is_told_once(rpc, admin, client_id, standin):
    line = {"product": "Farine 25 kg", "quantity": 10, "price_unit": 180}
    order_id = rpc.create(
        "bldimagaz.bc", depositaire=client_id, line_ids=[(0, 0, line)]
    )
    standin.wait_for(1, timeout=PATIENCE)
    assert events(admin, order_id) == ["created"]


def test_a_new_date_of_a_delivery_note_is_told_with_the_reason_given(
    rpc, order_id, standin, webhooks
):
    new = {"date_ecriture": "2026-11-27", "comment": "Camion en panne"}
    rpc.call("bldimagaz.bc", "write", [order_id], new)
    [message] = standin.wait_for(1, timeout=PATIENCE)
    assert message["channel_id"] == webhooks["DISCORD_WEBHOOK_BL"].channel_id
    told = rpc.read("bldimagaz.bc", order_id, "bl_number")
    text = DELIVERY_NOTE.format(**told) + "\n> **Raison** : Camion en panne"
    assert message["content"] == text


def test_a_reason_that_was_there_before_is_not_told_again(rpc, order_id, standin):
    rpc.call("bldimagaz.bc", "write", [order_id], {"comment": "Une ancienne raison"})
    rpc.call("bldimagaz.bc", "write", [order_id], {"date_ecriture": "2026-11-27"})
    [message] = standin.wait_for(1, timeout=PATIENCE)
    told = rpc.read("bldimagaz.bc", order_id, "bl_number")
    assert message["content"] == DELIVERY_NOTE.format(**told)


def test_an_order_that_changes_otherwise_or_not_at_all_tells_nothing(
    rpc, admin, order_id, standin
):
    same_date = {"date_ecriture": "2026-11-20", "comment": "Rien de neuf"}
    rpc.call("bldimagaz.bc", "write", [order_id], {"state": "confirmed"})
    rpc.call("bldimagaz.bc", "write", [order_id], same_date)
    assert events(admin, order_id) == ["created"]
    rpc.call("bldimagaz.bc", "write", [order_id], {"date_ecriture": "2026-11-27"})
    [message] = standin.wait_for(1, timeout=PATIENCE)
    assert "`20-11-2026`" in message["content"]


def test_a_top_up_without_client_is_skipped_and_the_log_says_why(
    rpc, admin, standin, odoo_server
):
    topup_id = rpc.create("alimenteur.solde", solde=700)
    reference = rpc.read("alimenteur.solde", topup_id, "reference_no")["reference_no"]
    line = f"[SKIP] Odoo id={topup_id} ref={reference} montant=700,00 : "
    eventually(lambda: line in odoo_server.log_text())
    domain = [("res_model", "=", "alimenteur.solde"), ("res_id", "=", topup_id)]
    fields = ["state", "failure_type", "failure_reason"]
    [row] = admin.call("discord.notification", "search_read", domain, fields)
    assert (row["state"], row["failure_type"]) == ("canceled", "incomplete")
    assert row["failure_reason"]
    assert line + row["failure_reason"] in odoo_server.log_text()
    assert standin.messages() == []


def test_the_log_names_a_top_up_as_the_plan_does(rpc, client_id, standin, odoo_server):
    topup_id = rpc.create("alimenteur.solde", client=client_id, solde=1500)
    reference = rpc.read("alimenteur.solde", topup_id, "reference_no")["reference_no"]
    line = (
        f"[NOUVEAU] Odoo id={topup_id} ref={reference} "
        "client=Dépôt Maârif montant=1\u202f500,00"
    )
    eventually(lambda: line in odoo_server.log_text())


def in_morocco(values):
    """The values as messages tell them: since 2026-09-20 Morocco's hour is UTC's."""
    created = values.get("create_date")
    if created:
        created = datetime.fromisoformat(created).strftime("%d-%m-%Y %H:%M")
    return {**values, "create_date": created}


def events(admin, order_id):
    """What is kept to be told of an order: written when it is saved, not later."""
    domain = [("res_model", "=", "bldimagaz.bc"), ("res_id", "=", order_id)]
    rows = admin.call("discord.notification", "search_read", domain, ["event"])
    return [row["event"] for row in rows]
