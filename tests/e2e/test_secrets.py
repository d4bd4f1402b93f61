"""No webhook's token is ever logged or answered."""

import xmlrpc.client

import pytest

# All that Odoo and its libraries can tell, but for what core calls its models with.
TALKATIVE = ("--log-handler", ":DEBUG", "--log-handler", "odoo.service.model:INFO")


@pytest.fixture
def talkative(own_odoo):
    return own_odoo(TALKATIVE, demo=True)


def test_the_log_holds_no_token(talkative, standin, webhooks):
    admin = talkative.rpc("admin")
    entered = standin.add_webhook("entered by a person")
    webhook_id = admin.create("discord.webhook", name="entered", url=entered.url)
    admin.call("discord.webhook", "write", [webhook_id], {"url": entered.url})
    with pytest.raises(xmlrpc.client.Fault) as refusal:
        mistyped = {"url": f"{entered.url}/mistyped"}
        admin.call("discord.webhook", "write", [webhook_id], mistyped)
    assert entered.token not in str(refusal.value)
    assert entered.token not in str(admin.call("discord.webhook", "read", [webhook_id]))

    [client_id] = admin.find("res.partner", ("name", "=", "Dépôt Maârif"))
    admin.create("alimenteur.solde", client=client_id, solde=1500)
    standin.wait_for(1, timeout=10)
    log = talkative.log_text()
    for webhook in (entered, *webhooks.values()):
        lines = [line for line in log.splitlines() if webhook.token in line]
        assert [line.replace(webhook.token, "***")[:200] for line in lines] == []
