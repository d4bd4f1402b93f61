"""``tests/run translations``: the .pot as Odoo exports it, and French in its order.

What has no French yet is printed: give it one in ``fr.po``, unless it is the same.
"""

import re
import tempfile
from pathlib import Path

import polib
from documentation.fragments import ADDON

from sandbox.commands import run
from sandbox.databases import Databases
from sandbox.odoo import Sandbox

FOLDER = ADDON / "i18n"
TEMPLATE, FRENCH = FOLDER / f"{ADDON.name}.pot", FOLDER / "fr.po"
# Menu entries that rules make of their own names, and what other modules add to ours.
NOT_OURS = re.compile(r"\.action_menu_\w+_\d+$|__message_has_sms_error$")


def export(path):
    """Export the addon's terms into a .pot file, from a new database."""
    sandbox = Sandbox()
    with sandbox.cluster.in_use(), Databases(sandbox).temporary() as database:
        options = ["-d", database, "-l", "pot", "-o", path, ADDON.name]
        command = sandbox.odoo_command("i18n", "export", *options)
        run(command, "Odoo could not export its terms.", env=sandbox.environ())


def template(exported, former):
    """Return the new template; its dates are the former's, which say nothing."""
    for name, value in former.metadata.items():
        if name.endswith("-Date"):
            exported.metadata[name] = value
    for entry in list(exported):
        entry.occurrences = [
            one for one in entry.occurrences if not NOT_OURS.search(one[0])
        ]
        if not entry.occurrences:
            exported.remove(entry)
    return exported


def french(terms, former):
    """Return what is in French of the template's terms, in their order."""
    known = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in former}
    file = polib.POFile()
    file.header, file.metadata = former.header, former.metadata
    for entry in terms:
        entry.msgstr = known.get((entry.msgctxt, entry.msgid), "")
        if entry.msgstr:
            file.append(entry)
        else:
            print(entry.msgid)
    return file


def main():
    """Write both files anew."""
    with tempfile.TemporaryDirectory() as folder:
        exported = Path(folder) / TEMPLATE.name
        export(exported)
        terms = template(polib.pofile(exported), polib.pofile(TEMPLATE))
    terms.save(TEMPLATE)
    french(terms, polib.pofile(FRENCH)).save(FRENCH)


if __name__ == "__main__":
    main()
