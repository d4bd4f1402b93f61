"""Contacts of Odoo's own app: what is told of a company, its people, and of a merge."""

import pytest

pytest_plugins = ["apps.office"]

MERGE = "base.partner.merge.automatic.wizard"


@pytest.fixture
def company(seller):
    """A company with two contacts that live where it does; returns its id."""
    return seller.create(
        "res.partner",
        name="Dépôt Safi",
        is_company=True,
        city="Safi",
        child_ids=[(0, 0, {"name": "Amal"}), (0, 0, {"name": "Bahia"})],
    )


@pytest.fixture
def moved(add_rule):
    """A rule that tells new towns."""
    return add_rule(
        "res.partner", "{name} : {old.city} → {new.city}", watched_fields="city"
    )


def test_a_company_that_moves_takes_its_contacts_along_and_each_is_told_once(
    seller, company, moved
):
    seller.call("res.partner", "write", [company], {"city": "Rabat"})
    assert sorted(moved.told()) == [
        "Amal : Safi → Rabat",
        "Bahia : Safi → Rabat",
        "Dépôt Safi : Safi → Rabat",
    ]


def test_a_rule_about_companies_leaves_their_contacts_out(add_rule, seller, company):
    moved = add_rule(
        "res.partner",
        "{name}",
        watched_fields="city",
        filter_domain="[('is_company', '=', True)]",
    )
    seller.call("res.partner", "write", [company], {"city": "Rabat"})
    assert moved.told() == ["Dépôt Safi"]


def test_a_new_name_of_a_company_is_silent_about_its_contacts(
    add_rule, seller, company
):
    renamed = add_rule("res.partner", "{name}", watched_fields="name")
    full = add_rule(
        "res.partner", "{new.complete_name}", watched_fields="complete_name"
    )
    seller.call("res.partner", "write", [company], {"name": "Dépôt Anfa"})
    assert renamed.told() == ["Dépôt Anfa"]
    assert sorted(full.told()) == [
        "Dépôt Anfa",
        "Dépôt Anfa, Amal",
        "Dépôt Anfa, Bahia",
    ]


def test_merged_contacts_tell_what_the_one_that_stays_gained(
    apps, add_rule, seller, moved
):
    kept_id = seller.create("res.partner", name="Dépôt Safi")
    gone_id = seller.create("res.partner", name="Dépot Safi", city="Safi")
    created = add_rule("res.partner", "{name}")
    merge(apps.admin, kept_id, gone_id)
    assert seller.find("res.partner", ("id", "in", [kept_id, gone_id])) == [kept_id]
    assert moved.told() == ["Dépôt Safi :  → Safi"]
    assert created.told() == []


def test_what_names_a_merged_contact_tells_both_by_the_names_they_had(
    apps, add_rule, seller, new_order
):
    kept_id = seller.create("res.partner", name="Dépôt Taza", email="t@example.com")
    gone_id = seller.create("res.partner", name="Dépot Taza", email="t@example.com")
    new_order(1, partner_id=gone_id)
    clients = add_rule(
        "sale.order", "{old.partner_id} → {partner_id}", watched_fields="partner_id"
    )
    merge(apps.admin, kept_id, gone_id)
    assert clients.told() == ["Dépot Taza → Dépôt Taza"]


def merge(admin, kept_id, gone_id):
    """Press the button of the wizard that merges contacts."""
    wizard_id = admin.create(
        MERGE,
        partner_ids=[(6, 0, [kept_id, gone_id])],
        dst_partner_id=kept_id,
        state="selection",
    )
    admin.call(MERGE, "action_merge", [wizard_id])
