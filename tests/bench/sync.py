"""What a synchronization costs in a table of years: `tests/run bench sync`.

The same work in a small table and in a large one; beside it the naive way, which reads
what exists and what was told and compares them in Python.
"""

import backfill
import reconcile
from two_tables import parser, small_and_large


def main(arguments, logs):
    """Measure and print."""
    options = _parse(arguments)
    with small_and_large(options.rows, logs) as made:
        tables = list(made)
        reconcile.compare(tables, options.rounds)
        if options.backfill:
            backfill.compare(tables[-1], options.backfill)


def _parse(arguments):
    sync = parser("sync", __doc__)
    sync.add_argument(
        "--backfill",
        type=int,
        default=100_000,
        help="history to tell, 0: none; default: %(default)s",
    )
    return sync.parse_args(arguments)
