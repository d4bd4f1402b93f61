"""The synchronization console in a real browser: the run is followed as it goes."""

import pytest
from behind import Behind
from playwright.sync_api import expect
from waiting import eventually

CONSOLE = "/odoo/action-odoo_discord_notify.discord_sync_console_action"
STATES_PAGE = "/odoo/action-odoo_discord_notify.discord_sync_state_action"
LOGS_PAGE = "/odoo/action-odoo_discord_notify.discord_sync_log_action"
TOPUPS = "sync_AlimentationSolde"
LOGS = ("discord.sync.log", "search_read", [], ["new_count"])


@pytest.fixture
def behind(odoo_server, sandbox):
    """The shared Odoo's database, as another program sees it."""
    return Behind(sandbox.cluster, odoo_server.database)


@pytest.fixture
def prefork(odoo_server, start_odoo):
    """As with a proxy that knows nothing of it: the websocket is refused."""
    server = start_odoo(odoo_server.database, ["--workers=2"])
    yield server
    server.stop()


def test_a_run_is_followed_live_over_the_bus(
    log_in, odoo_server, behind, standin, screenshot
):
    [(_id, reference)] = behind.insert(1)
    page = log_in("admin")
    loads = run_now(page, odoo_server)
    expect(page.locator(".o_discord_sync_lines")).to_contain_text(f"ref={reference}")
    expect(page.get_by_text("1 queued.", exact=True)).to_be_visible()
    page.get_by_label("Search these lines").fill("unheard of")
    expect(page.get_by_text("No line like this.")).to_be_visible()
    page.get_by_label("Search these lines").fill(reference)
    screenshot(page, "sync_log")
    assert loads == []
    page.get_by_role("button", name="See the notifications").click()
    expect(page.get_by_role("row", name=reference)).to_be_visible()
    eventually(lambda: any(reference in m["content"] for m in standin.messages()))


@pytest.mark.long
def test_a_run_is_followed_where_the_websocket_does_not_work(
    page, log_in, prefork, behind
):
    [(record_id, reference)] = behind.insert(1)
    log_in("admin", server=prefork)
    with behind.held_at(record_id):
        loads = run_now(page, prefork)
        expect(page.get_by_text("Looks for news every few seconds")).to_be_visible()
        behind.held()
    lines = page.locator(".o_discord_sync_lines")
    expect(lines).to_contain_text(f"ref={reference}")
    assert loads == []


def test_runs_are_seen_over_time(log_in, odoo_server, behind, console_errors):
    behind.insert(1)
    admin = synchronize(odoo_server)
    told = sum(log["new_count"] for log in admin.call(*LOGS))
    page = log_in("admin")
    page.goto(f"{odoo_server.url}{LOGS_PAGE}")
    page.locator(".o_switch_view.o_graph").click()
    expect(page.locator(".o_graph_renderer canvas")).to_be_visible()
    page.locator(".o_switch_view.o_pivot").click()
    total = page.locator(".o_pivot tbody tr").first
    expect(total.locator("td.o_pivot_cell_value")).to_contain_text([str(told)])
    assert console_errors == []


def test_moving_the_last_run_back_asks_what_that_would_tell(log_in, odoo_server):
    admin = synchronize(odoo_server)
    [state_id] = admin.find("discord.sync.state", ("sync_type", "=", TOPUPS))
    page = log_in("admin")
    page.goto(f"{odoo_server.url}{STATES_PAGE}/{state_id}")
    page.get_by_role("button", name="Move the last run").click()
    dialog = page.get_by_role("dialog")
    date = dialog.get_by_label("Last run")
    date.fill("01/01/2020 00:00:00")
    date.press("Tab")
    dialog.get_by_role("button", name="Move", exact=True).click()
    expect(dialog.get_by_text("Notifications: about")).to_be_visible()
    dialog.get_by_role("button", name="Discard").click()
    expect(dialog).to_be_hidden()


def test_history_is_told_after_a_question_that_says_how_much(
    log_in, odoo_server, behind, screenshot
):
    [(_id, reference)] = behind.insert(1)
    page = log_in("admin")
    page.goto(f"{odoo_server.url}{CONSOLE}")
    dialog = page.get_by_role("dialog")
    date = dialog.get_by_label("History since")
    date.fill("01/01/2020 00:00:00")
    date.press("Tab")
    dialog.get_by_role("button", name="Run now").click()
    expect(dialog.get_by_text("Notifications: about")).to_be_visible()
    screenshot(page, "sync_question")
    dialog.get_by_role("button", name="Tell it").click()
    lines = page.locator(".o_discord_sync_lines")
    expect(lines).to_contain_text(f"ref={reference}")


def test_a_run_is_stopped_and_continued(log_in, odoo_server, behind, screenshot):
    [(record_id, reference)] = behind.insert(1)
    page = log_in("admin")
    state = page.locator(".o_statusbar_status .o_arrow_button_current")
    stop = page.get_by_role("button", name="Stop", exact=True)
    with behind.held_at(record_id):
        run_now(page, odoo_server)
        behind.held()
        stop.click()
        expect(stop).to_have_count(0)
    expect(state).to_have_text("Stopped")
    screenshot(page, "sync_stopped")
    page.get_by_role("button", name="Continue").click()
    expect(state).to_have_text("Success")
    lines = page.locator(".o_discord_sync_lines")
    expect(lines).to_contain_text(f"ref={reference}")


def synchronize(server):
    """Run a synchronization to its end; returns the administrator's API."""
    admin = server.rpc("admin")
    console_id = admin.create("discord.sync.console", sync_type=TOPUPS)
    action = admin.call("discord.sync.console", "action_run_now", [console_id])
    log = ("discord.sync.log", action["res_id"], "date_end")
    eventually(lambda: admin.read(*log)["date_end"])
    return admin


def run_now(page, server):
    """Press the console's button; returns the pages loaded since, as they are."""
    page.goto(f"{server.url}{CONSOLE}")
    loads = []
    page.on("load", lambda _page: loads.append(page.url))
    page.get_by_role("button", name="Run now").click()
    return loads
