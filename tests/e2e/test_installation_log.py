"""Odoo's own log of an installation and of an upgrade has nothing to say against us."""

import re

import pytest

from sandbox.commands import run

COMPLAINT = re.compile(r" (WARNING|ERROR|CRITICAL) .*(discord|asg_models)")


@pytest.mark.long
def test_neither_an_installation_nor_an_upgrade_logs_a_warning_of_ours(
    new_database, sandbox
):
    database = new_database(addons=())
    for option, addons in (
        ("-i", "odoo_discord_notify,asg_models"),
        ("-u", "odoo_discord_notify"),
    ):
        options = ["-d", database, option, addons, "--load-language=fr_FR"]
        command = sandbox.odoo_command(*options, "--stop-after-init", "--no-http")
        log = run(command, "Odoo's own command.", env=sandbox.environ()).splitlines()
        assert [line for line in log if "Loading module odoo_discord_notify" in line]
        assert [line for line in log if COMPLAINT.search(line)] == []
