"""A shell is no server: it tells those that are, and runs nothing itself."""

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


def test_what_a_shell_saves_is_sent_by_a_server(
    new_database, start_odoo, sandbox, environ, standin, tmp_path
):
    database = new_database()
    script = tmp_path / "script.py"
    script.write_text(SAVE_AND_STAY)
    last_runs = sandbox.cluster.sql(LAST_RUNS, database)
    shell = sandbox.odoo_command("shell", "-d", database, "--no-http")
    with script.open() as lines:
        log = run(shell, "", env={**sandbox.environ(), **environ}, stdin=lines)

    assert "Traceback" not in log
    assert sandbox.cluster.sql(LAST_RUNS, database) == last_runs
    assert standin.messages() == []
    server = start_odoo(database)
    [message] = standin.wait_for(1, timeout=PATIENCE)
    assert "Nouvelle alimentation" in message["content"]
    server.stop()  # what it has in flight is settled, and no other test's
