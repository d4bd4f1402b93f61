"""The two ways to tell Discord that can be compared: this addon, core's webhook."""

from automation import add_address, automation
from office import Office
from topups import MODEL

from sandbox.servers import add_channels


def ours(stack, sandbox, databases, logs):
    """An office whose Odoo has this addon, its rules as shipped."""
    database = stack.enter_context(databases.temporary())
    return Office(stack, sandbox, database, logs / "ours", add_channels)


def core(stack, sandbox, databases, logs):
    """An office with core's automation rule and its webhook action.

    Core posts raw fields, and Discord refuses what has no ``content``: only with the
    help of an addon that gives the model such a field can it do this work at all.
    """
    addons = ("base_automation", "asg_models", "asg_content")
    database = stack.enter_context(databases.temporary(addons=addons))
    office = Office(stack, sandbox, database, logs / "core", lambda url: {})
    admin, url = office.admin, add_address(office.standin_url)
    (model_id,) = admin.find("ir.model", ("model", "=", MODEL))
    field_ids = admin.find(
        "ir.model.fields", ("model", "=", MODEL), ("name", "=", "content")
    )
    admin.create("base.automation", **automation(model_id, url, field_ids))
    office.save(1)
    return office
