"""A shell is no server: it tells those that are, and runs nothing itself."""

import pytest
from waiting import PATIENCE

from sandbox.commands import run

LAST_RUNS = "SELECT cron_name, lastcall FROM ir_cron ORDER BY id"
# As long as a server takes to look for what waits, and to do it in a worker's place.
SAVE_AND_STAY = """
import time
time.sleep(2)
client = env["res.partner"].search([], limit=1)
env["alimenteur.solde"].create({"client": client.id, "solde": 1500})
env.cr.commit()
time.sleep(4)
"""


@pytest.fixture
def save_in_shell(sandbox, environ, tmp_path):
    """Open a shell on a database for some seconds, and save in it."""
    script = tmp_path / "script.py"
    script.write_text(SAVE_AND_STAY)

    def save(database):
        shell = sandbox.odoo_command("shell", "-d", database, "--no-http")
        with script.open() as lines:
            log = run(shell, "", env={**sandbox.environ(), **environ}, stdin=lines)
        assert "Traceback" not in log

    return save


def test_what_a_shell_saves_is_sent_by_a_server(
    new_database, start_odoo, sandbox, standin, save_in_shell
):
    database = new_database()
    last_runs = sandbox.cluster.sql(LAST_RUNS, database)
    save_in_shell(database)
    assert sandbox.cluster.sql(LAST_RUNS, database) == last_runs
    assert standin.messages() == []
    server = start_odoo(database)
    [message] = standin.wait_for(1, timeout=PATIENCE)
    assert "Nouvelle alimentation" in message["content"]
    save_in_shell(database)  # and now the server hears of it, within its minute
    standin.wait_for(2, timeout=PATIENCE)
    server.stop()  # what it has in flight is settled, and no other test's
