"""`tests/run bench cost` and `tests/run bench delivery`; without a name, both.

They print, and prove nothing: a busy machine makes every figure worse.
"""

import shutil
import sys
from importlib import import_module
from pathlib import Path

NAMES = ("cost", "delivery")


def main(arguments):
    """Run the benchmark that is named first, or both; returns the exit status."""
    sys.path.append(str(Path(__file__).resolve().parents[1]))  # tests/, as pytest does
    from sandbox.paths import cache
    from sandbox.progress import Failure
    from sandbox.stop_signals import stopped_by_signals

    names, options = NAMES, arguments
    if arguments[:1] and arguments[0] in NAMES:
        names, options = arguments[:1], arguments[1:]
    try:
        with stopped_by_signals():
            for name in names:
                logs = cache() / "logs/bench" / name
                shutil.rmtree(logs, ignore_errors=True)
                import_module(name).main(options, logs)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


sys.exit(main(sys.argv[1:]))
