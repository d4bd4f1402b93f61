"""`tests/run bench cost` and `tests/run bench delivery`; without a name, both."""

import sys
from importlib import import_module
from pathlib import Path

NAMES = ("cost", "delivery")


def main(arguments):
    """Run the benchmark that is named first, or both."""
    sys.path.append(str(Path(__file__).resolve().parents[1]))  # tests/, as pytest does
    names, options = NAMES, arguments
    if arguments[:1] and arguments[0] in NAMES:
        names, options = arguments[:1], arguments[1:]
    for name in names:
        import_module(name).main(options)


main(sys.argv[1:])
