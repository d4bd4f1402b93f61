"""Discord's ids: milliseconds since 2015-01-01 UTC, shifted by 22 bits, as a string.

Source: Discord's reference, "Snowflakes". Those of today have 19 digits.
"""

import itertools
import time

DISCORD_EPOCH_MS = 1_420_070_400_000
_counter = itertools.count()


def new_snowflake() -> str:
    """Return an id that no other call of this process returned, in rising order."""
    milliseconds = int(time.time() * 1000) - DISCORD_EPOCH_MS
    return str((milliseconds << 22) + next(_counter) % (1 << 22))
