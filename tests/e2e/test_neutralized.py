"""A neutralized copy of a database tells nobody, wherever its URLs come from."""

from sandbox.commands import run


def test_a_neutralized_database_sends_nothing(own_odoo, sandbox, standin):
    server = own_odoo(demo=True)
    with standin.down():
        save_top_up(server.rpc("admin"))
        server.stop()
        neutralize(sandbox, server.database)
    server.start()

    admin = server.rpc("admin")
    save_top_up(admin)
    notifications = admin.find("discord.notification")
    cron_ids = admin.call(
        "ir.cron",
        "search",
        [("model_id.model", "=", "discord.dispatcher")],
        context={"active_test": False},
    )
    admin.call("ir.cron", "write", cron_ids, {"active": True})
    admin.call("ir.cron", "method_direct_trigger", cron_ids)
    admin.call("discord.notification", "action_send_now", notifications)

    assert standin.requests() == []
    rows = admin.call("discord.notification", "read", notifications, ["state"])
    assert [row["state"] for row in rows] == ["outgoing", "canceled"]


def save_top_up(admin):
    [client_id] = admin.find("res.partner", ("name", "=", "Dépôt Maârif"))
    admin.create("alimenteur.solde", client=client_id, solde=1500)


def neutralize(sandbox, database):
    command = sandbox.odoo_command("neutralize", "-d", database)
    run(command, "Odoo's own command.", env=sandbox.environ())
