"""Real servers for the end-to-end tests: Odoo in processes of its own, a browser.

The stand-in runs in this process, so that a test can ask and set it directly.
"""

import os
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from channel import Channel, know_server
from lasting_browser import fresh_page, launched
from playwright.sync_api import expect, sync_playwright
from waiting import PATIENCE

from discord_standin import Standin
from sandbox import chromium, ports
from sandbox.databases import Databases
from sandbox.odoo import Sandbox
from sandbox.rpc import add_internal_user
from sandbox.servers import CHANNELS, OdooServer

AGENT = "agent"  # login and password of an ordinary internal user
expect.set_options(timeout=PATIENCE * 1000)
MANAGER = "manager"  # of one who manages Discord, and administers nothing


@pytest.fixture(scope="session")
def sandbox():
    """The prepared sandbox, its PostgreSQL cluster running."""
    sandbox = Sandbox()
    with sandbox.cluster.in_use():
        yield sandbox


@pytest.fixture(scope="session")
def new_database(sandbox):
    """Make a database for this run alone, by cloning: returns its name.

    ``new_database(addons=("odoo_discord_notify",))`` leaves the customer's models out,
    ``demo=True`` loads their demo data.
    """
    databases = Databases(sandbox)
    with ExitStack() as stack:
        yield lambda **how: stack.enter_context(databases.temporary(**how))


@pytest.fixture(scope="session")
def shared_standin():
    """The stand-in that the shared Odoo talks to; tests take ``standin``."""
    with Standin(limits=False) as standin:
        yield standin


@pytest.fixture
def standin(shared_standin):
    """The stand-in, empty, with its limits off."""
    shared_standin.limits = False
    shared_standin.reset()
    return shared_standin


@pytest.fixture(scope="session")
def webhooks(shared_standin):
    """The stand-in's webhook of each shipped rule, by the variable that tells it."""
    return {
        variable: shared_standin.add_webhook(name, channel)
        for variable, (name, channel) in CHANNELS.items()
    }


@pytest.fixture(scope="session")
def environ(shared_standin, webhooks):
    """The variables that tell an Odoo server of the stand-in and its webhooks."""
    urls = {variable: webhook.url for variable, webhook in webhooks.items()}
    return {"DISCORD_API_BASE": shared_standin.url, **urls}


@pytest.fixture(scope="session")
def start_odoo(sandbox, environ, tmp_path_factory):
    """Start Odoo on a database: ``start_odoo(name, options=[...], VARIABLE="...")``.

    The variables are added to those that tell of the stand-in. The server returned can
    be stopped, killed, started again, asked over ``rpc(login)``; its log is a file.
    """
    servers = []

    def start(database, options=(), **variables):
        log = tmp_path_factory.mktemp(database) / "odoo.log"
        port = ports.free_port()
        variables = {**environ, **variables}
        server = OdooServer(sandbox, database, port, log, variables, options)
        servers.append(server)
        server.start()
        return server

    yield start
    for server in servers:
        # In good order Odoo waits for a connection that a browser keeps in reserve.
        if server.process.poll() is None:
            server.kill()


@pytest.fixture
def own_odoo(new_database, start_odoo):
    """Start an Odoo of the test's own: ``own_odoo(options=[...], demo=True, ...)``.

    What is not an option says how to make its database.
    """
    servers = []

    def start(options=(), **how):
        servers.append(start_odoo(new_database(**how), options))
        return servers[-1]

    yield start
    # What it has in flight is settled: another of its database may go on.
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def odoo_server(new_database, start_odoo, shared_standin):
    """The shared Odoo: a database with the addon and the customer's models."""
    server = start_odoo(new_database(demo=True))
    admin = server.rpc("admin")
    add_internal_user(admin, AGENT, "Karim Agent")
    know_server(admin, shared_standin, *admin.find("discord.webhook"))
    return server


@pytest.fixture(scope="session")
def admin(odoo_server):
    """The shared Odoo's external API as its administrator."""
    return odoo_server.rpc("admin")


@pytest.fixture(scope="session")
def rpc(odoo_server):
    """The shared Odoo's external API as an ordinary internal user."""
    return odoo_server.rpc(AGENT)


@pytest.fixture
def add_channel(admin, rpc, standin):
    """Add a channel of the test's own: ``add_channel(name, **webhook_values)``."""
    return partial(Channel, admin, rpc, standin)


@pytest.fixture(scope="session")
def playwright():
    """What drives browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    """Headless Chromium, the machine's own: each of its contexts begins anew."""
    browser = playwright.chromium.launch(**chromium.how())
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def lasting_browser(playwright):
    """The context that pages of Odoo are in."""
    with launched(playwright) as context:
        yield context


@pytest.fixture
def home(request):
    """The Odoo that the test is about: the office where it asks for one."""
    name = "office" if "office" in request.fixturenames else "odoo_server"
    return request.getfixturevalue(name)


@pytest.fixture
def page(lasting_browser, home):
    """A page of the test's Odoo where nobody is logged in."""
    with fresh_page(lasting_browser, home.url) as page:
        yield page


@pytest.fixture
def log_in(page, home):
    """Log in: ``log_in("admin")`` returns the page, which has not opened anything yet.

    The form is left to the test of secrets: the web client is dear to load.
    """

    def log_in(login, password=None, server=home):
        page.goto("about:blank")  # the web client is loaded for one person
        who = {"login": login, "password": password or login}
        answer = page.request.post(
            f"{server.url}/web/session/authenticate",
            data={"params": {"db": server.database, **who}},
        )
        assert answer.json()["result"]["uid"]
        return page

    return log_in


@pytest.fixture
def console_errors(page):
    """What the browser's console shows in red."""
    errors = []
    page.on("console", lambda m: m.type == "error" and errors.append(m.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


@pytest.fixture(scope="session")
def office(new_database, start_odoo, shared_standin):
    """An Odoo where the administrator enters the URLs; one, for BL, is missing yet."""
    unset = dict.fromkeys(CHANNELS, "")
    server = start_odoo(new_database(demo=True), **unset)
    admin = server.rpc("admin")
    add_internal_user(admin, AGENT, "Karim Agent")
    for variable in ("DISCORD_WEBHOOK_SOLDE", "DISCORD_WEBHOOK_BC"):
        webhook_ids = admin.find("discord.webhook", ("env_key", "=", variable))
        url = shared_standin.add_webhook(*CHANNELS[variable]).url
        admin.call("discord.webhook", "write", webhook_ids, {"url": url})
    return server


@pytest.fixture(scope="session")
def manager(office):
    """The login of somebody of the group Discord / Manager, who administers nothing."""
    admin = office.rpc("admin")
    add_internal_user(admin, MANAGER, "Samira")
    user_ids = admin.find("res.users", ("login", "=", MANAGER))
    group_id = admin.ref("odoo_discord_notify", "group_discord_manager")
    admin.call("res.users", "write", user_ids, {"group_ids": [(4, group_id)]})
    return MANAGER


@pytest.fixture
def screenshot():
    """Keep a picture: ``screenshot(page, name)``, if E2E_SCREENSHOTS names a folder."""
    folder = os.environ.get("E2E_SCREENSHOTS")

    def screenshot(page, name):
        if folder:
            page.screenshot(path=Path(folder, f"{name}.png"), animations="disabled")

    return screenshot
