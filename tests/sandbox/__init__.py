"""Everything the project needs to run on a bare machine, in one cache folder.

Standard library only: this package runs before anything is installed. It is also
the first thing to run, so this file stays readable for any Python, however old.
"""

import sys

if sys.version_info < (3, 10):  # noqa: UP036
    sys.exit(
        "Odoo 19 needs Python 3.10 or newer, and this is %d.%d.\n"  # noqa: UP031
        "  Start the same command with a newer one, for example: "
        "python3.12 %s" % (sys.version_info[0], sys.version_info[1], sys.argv[0])
    )
