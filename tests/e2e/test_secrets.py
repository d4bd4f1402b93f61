"""No webhook's token is ever printed, kept in clear or answered, whatever happens."""

from functools import partial
from xmlrpc.client import Fault

import pytest
from chaos import HURRY, SETTING
from chaos.hurried import CANCEL, FORGET, SENDING
from leaks import leaks
from waiting import eventually
from wiretap import Wiretap, tapped, use_the_browser

from discord_standin import Standin
from discord_standin.faults import FAULTS

LINES = "bldimagaz.linbc"
KEY = "a-passphrase-that-nobody-may-read-anywhere-but-in-the-environment"
TALKATIVE = """
import http.client
http.client.HTTPConnection.debuglevel = 1
print("http.client tells all")
"""
# These silence every webhook, so each has its turn.
FOR_ALL = [
    name for name in FAULTS if "all" in name or "ban" in name or "barred" in name
]
BREAK = "ALTER TABLE discord_webhook RENAME asks_backlog TO broken_on_purpose"
MEND = "ALTER TABLE discord_webhook RENAME broken_on_purpose TO asks_backlog"


@pytest.fixture
def echoing_standin():
    """A stand-in of this test's own: its tokens are all the same."""
    with Standin(limits=False) as standin:
        yield standin


@pytest.fixture
def talkative(new_database, start_odoo, echoing_standin, tmp_path):
    """An Odoo that tells all that it and its libraries can, into its database too."""
    (tmp_path / "sitecustomize.py").write_text(TALKATIVE)
    database = new_database(demo=True)
    options = ["--log-handler=:DEBUG", "--log-handler=odoo.sql_db:INFO"]
    options += ["--log-db", database, "--log-db-level", "debug"]
    environment = echoing_standin.add_webhook("environment")
    server = start_odoo(
        database,
        options,
        **{SETTING: str(HURRY), "PYTHONPATH": str(tmp_path)},
        PYTHONUNBUFFERED="1",
        DISCORD_API_BASE=echoing_standin.url,
        DISCORD_WEBHOOK_SOLDE=environment.url,
        DISCORD_NOTIFY_KEY=KEY,
    )
    server.environment_token = environment.token
    yield server
    server.kill()  # some faults still hold their requests


def test_no_failure_prints_keeps_or_answers_a_token(
    talkative, echoing_standin, sandbox, browser
):
    sql = partial(sandbox.cluster.sql, database=talkative.database)
    tap = Wiretap(talkative, "admin")
    shown = []
    entered = echoing_standin.add_webhook("entered")
    try_every_way_in(tap, entered)
    synchronize_in_every_way(talkative, sql)
    webhook_ids = fail_in_every_way(talkative, echoing_standin, entered.token, sql)
    fail_in_the_scheduled_action(talkative, sql)
    read_everything(tap, webhook_ids[0])
    with tapped(browser, talkative, shown) as page:
        use_the_browser(page, entered.url, shown)

    log = talkative.log_text()
    for words in ("http.client tells all", "urllib3.connectionpool", "call discord.w"):
        assert words in log
    evidence = {
        "log": log,
        "database": sandbox.cluster.dump(talkative.database),
        "answers": "\n".join(tap.answers),
        "browser": "\n".join(shown),
    }
    assert "odoo.service.model" in evidence["database"]
    for secret in (entered.token, talkative.environment_token, KEY):
        for where, text in evidence.items():
            assert (where, leaks(secret, text)) == (where, [])


def try_every_way_in(tap, entered):
    """Enter URLs, good and bad, by every door, and ask for them back."""
    webhook, settings = "discord.webhook", "res.config.settings"
    names = {"name": {}, "url": {}, "masked_url": {}, "state": {}}
    places = {"discord_bl_url": {}, "discord_bl_state": {}}
    for url in (entered.url, f"{entered.url}/mistyped"):
        values, place = {"name": "entered", "url": url}, {"discord_bl_url": url}
        for door in tap.doors:
            door(webhook, "web_save", [], values, specification=names)
            door(settings, "web_save", [], place, specification=places)
        tap.json2(webhook, "web_save", vals=values, specification=names)
        tap.json2(settings, "web_save", vals=place, specification=places)
        tap.json2(webhook, "create", vals_list=[values])
        tap.json2(webhook, "search_read", domain=[("url", "like", url)])
        tap.somewhere(webhook, "create", [values])
        tap.somewhere(webhook, "write", [1], {"url": url})
        tap.somewhere(webhook, "onchange", [], values, ["url"], names)
        tap.somewhere(settings, "onchange", [], place, ["discord_bl_url"], places)
        tap.somewhere(webhook, "load", ["name", "url"], [["loaded", url]])
        for operator, operand in (("=", url), ("like", url[-30:]), ("in", [url])):
            tap.somewhere(webhook, "search_read", [("url", operator, operand)])
    # Not where it belongs, but people do such things.
    tap.somewhere("res.partner", "name_search", entered.url)


def fail_in_every_way(server, standin, token, sql):
    """Meet every fault that is known; returns the webhooks, one per fault."""
    admin = server.rpc("admin")
    admin.call(
        "ir.config_parameter",
        "set_param",
        "odoo_discord_notify.fallback_addresses",
        "it@asg.example",
    )
    echo = {"code": 50035, "message": token, "errors": {token: {"_errors": [{}]}}}
    faults = {name: name for name in FAULTS if name not in ("held", "endless")}
    faults["echo"] = {"status": 400, "json": echo}
    faults["echo_page"] = {"status": 502, "text": f"GET /api/webhooks/1/{token}"}
    webhooks = {name: standin.add_webhook(name, token=token) for name in faults}
    for name, fault in faults.items():
        standin.misbehave(fault, webhook_id=webhooks[name].id)
    ids = admin.call(
        "discord.webhook",
        "create",
        [{"name": name, "url": webhooks[name].url} for name in faults],
    )
    rules = [
        {
            "name": name,
            "model_name": LINES,
            "template": "{product}",
            "filter_domain": f"[('product', '=', '{name}')]",
            "webhook_id": webhook_id,
        }
        for name, webhook_id in zip(faults, ids, strict=True)
    ]
    admin.call("discord.rule", "create", rules)
    order_id = admin.create("bldimagaz.bc", name="BC")
    tell = lambda names: admin.call(  # noqa: E731
        LINES, "create", [{"bc_id": order_id, "product": name} for name in names]
    )
    tell([name for name in faults if name not in FOR_ALL])
    eventually(lambda: len(met(standin)) >= len(faults) - len(FOR_ALL), timeout=60)
    for name in FOR_ALL:
        end_holds(sql)
        tell([name])
        eventually(lambda name=name: name in met(standin))
    end_holds(sql)
    return ids


def end_holds(sql):
    """Let nothing that is under way or was learnt hold up what comes next."""
    sql(CANCEL)
    eventually(lambda: sql(SENDING) == "0")
    sql(FORGET)


def met(standin):
    """The names of the faults that a request has met."""
    faults = standin.misbehaviours()
    return {fault["fault"] for fault in faults if fault["count"]}


def triggered(admin, cron_id):
    """Whether the scheduled action could be run: not while it is at work."""
    try:
        admin.call("ir.cron", "method_direct_trigger", [cron_id])
    except Fault:
        return False
    return True


def fail_in_the_scheduled_action(server, sql):
    """Have Odoo report a failure of the sender itself, with its traceback."""
    sql(BREAK)
    admin = server.rpc("admin")
    [cron_id] = admin.find("ir.cron", ("model_id.model", "=", "discord.dispatcher"))
    eventually(lambda: triggered(admin, cron_id))
    eventually(lambda: "asks_backlog does not exist" in server.log_text())
    sql(MEND)


def synchronize_in_every_way(server, sql):
    """Have a synchronization succeed, fail for good, and be cut off by a killer."""
    admin, logs = server.rpc("admin"), "discord.sync.log"

    def run():
        console = admin.create("discord.sync.console", sync_type="all")
        log = admin.call("discord.sync.console", "action_run_now", [console])["res_id"]
        ended = ("id", "=", log), ("date_end", "!=", False)
        eventually(lambda: admin.find(logs, *ended), timeout=60)

    run()
    sql("UPDATE discord_sync_log SET state = 'running'")  # as a dead process leaves it
    sql("ALTER TABLE bldimagaz_bc RENAME TO broken_on_purpose")
    run()
    sql("ALTER TABLE broken_on_purpose RENAME TO bldimagaz_bc")
    assert admin.find(logs, ("state", "=", "interrupted"))
    assert admin.find(logs, ("lines", "like", "[ERREUR]"))


def read_everything(tap, webhook_id):
    """Ask for all that the addon's models hold, and for their export and copy."""
    for model in (
        *("discord.webhook", "discord.rule", "discord.notification"),
        *("discord.delivery", "discord.sync.log", "mail.mail", "mail.message"),
    ):
        tap.somewhere(model, "search_read", [])
    tap.somewhere("discord.overview", "read_all")
    secrets = ["url", "masked_url", "url_secret"]
    for names in (["name", "url", "masked_url"], secrets):
        for method in ("export_data", "read"):
            tap.somewhere("discord.webhook", method, [1, 2, 3], names)
        tap.somewhere("discord.webhook", "default_get", names)
    for name in secrets:
        tap.somewhere("discord.webhook", "read_group", [], ["__count"], [name])
        tap.somewhere("discord.webhook", "formatted_read_group", [], [name])
    for method in ("copy_data", "copy", "action_send_test", "action_test_connection"):
        tap.somewhere("discord.webhook", method, [webhook_id])
