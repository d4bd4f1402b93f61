"""`tests/run bench cost`, `delivery`, `sync`, `recap`, `servers`; alone, all.

They print, and prove nothing: a busy machine makes every figure worse.
"""

import shutil
import sys
from importlib import import_module
from pathlib import Path

NAMES = ("cost", "delivery", "sync", "recap", "servers")


def main(arguments):
    """Run the benchmark that is named first, or all; returns what ``exit`` takes."""
    sys.path.append(str(Path(__file__).resolve().parents[1]))  # tests/, as pytest does
    from sandbox.paths import cache
    from sandbox.progress import Failure
    from sandbox.stop_signals import heed_signals

    names, options = arguments[:1] or NAMES, arguments[1:]
    if not set(names) <= set(NAMES):
        return f"There is no benchmark {names[0]}: name {', '.join(NAMES)}."
    try:
        heed_signals()
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
