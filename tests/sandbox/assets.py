"""Compile the web client's files into a database, as the first visit would."""

import tempfile

from .commands import run
from .progress import step

SCRIPT = """
for name, kind in {bundles}:
    getattr(env["ir.qweb"]._get_asset_bundle(name), kind)()
env.cr.commit()
"""
REMEDY = "Odoo could not compile the web client's files; the lines above say why."


def compile_assets(sandbox, database, bundles):
    """Keep each of ``bundles``, pairs of a name and ``js`` or ``css``, compiled.

    No Odoo has ``database`` open meanwhile.
    """
    command = sandbox.odoo_command("shell", "-d", database, "--no-http")
    with step("Compiling the web client's files"), tempfile.TemporaryFile("w+") as file:
        file.write(SCRIPT.format(bundles=bundles))
        file.seek(0)
        run(command, REMEDY, env=sandbox.environ(), stdin=file)
