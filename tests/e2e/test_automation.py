"""Odoo's own automation rules tell Discord through the same outbox."""

import pytest
from waiting import PATIENCE

ADDONS = ("base_automation", "odoo_discord_notify")


@pytest.fixture(scope="module")
def automated(new_database, start_odoo):
    """An Odoo with automation rules, its external API as the administrator."""
    return start_odoo(new_database(addons=ADDONS)).rpc("admin")


@pytest.fixture
def automate(automated, standin):
    """Automate partners: ``automate(trigger, template)`` returns the rule's id."""
    made = []

    def automate(trigger, template, **values):
        model_id = automated.find("ir.model", ("model", "=", "res.partner"))[0]
        rule_id = automated.create(
            "discord.rule",
            name=trigger,
            model_name="res.partner",
            trigger="on_demand",
            template=template,
            webhook_id=automated.find("discord.webhook")[0],
        )
        action = {"name": trigger, "model_id": model_id, "state": "discord"}
        action["discord_rule_id"] = rule_id
        automation_id = automated.create(
            "base.automation",
            name=trigger,
            model_id=model_id,
            trigger=trigger,
            action_server_ids=[(0, 0, action)],
            **values,
        )
        made.append(automation_id)
        return rule_id

    yield automate
    automated.call("base.automation", "unlink", made)


def test_an_automation_on_create_and_write_tells_once_what_is_last(
    automated, automate, standin
):
    automate("on_create_or_write", "Partner {name}")
    partner_id = automated.create("res.partner", name="Amal")
    [message] = standin.wait_for(1, timeout=PATIENCE)
    assert message["content"] == "Partner Amal"
    automated.call("res.partner", "write", [partner_id], {"name": "Bahia"})
    messages = standin.wait_for(2, timeout=PATIENCE)
    assert [m["content"] for m in messages] == ["Partner Amal", "Partner Bahia"]


def test_an_automation_on_deletion_tells_what_went(automated, automate, standin):
    automate("on_unlink", "Gone: {name}")
    partner_id = automated.create("res.partner", name="Amal")
    automated.call("res.partner", "unlink", [partner_id])
    [message] = standin.wait_for(1, timeout=PATIENCE)
    assert message["content"] == "Gone: Amal"


def test_an_automation_whose_rule_is_gone_or_broken_lets_people_save(
    automated, automate, standin
):
    broken = automate("on_create", "{no_such_field}")
    partner_id = automated.create("res.partner", name="Amal")
    domain = ("res_id", "=", partner_id), ("res_model", "=", "res.partner")
    [failed] = automated.find("discord.notification", *domain)
    told = automated.read("discord.notification", failed, "state", "failure_type")
    assert (told["state"], told["failure_type"]) == ("error", "template")
    gone = automate("on_write", "{name}")
    automated.call("discord.rule", "unlink", [gone])
    automated.call("discord.rule", "write", [broken], {"active": False})
    automated.call("res.partner", "write", [partner_id], {"name": "Bahia"})
    assert automated.read("res.partner", partner_id, "name")["name"] == "Bahia"
    assert not standin.messages()
