"""Is the server's time zone data new enough to tell Moroccan time?

Morocco left UTC+1 for good on 2026-09-20 (tz database 2026f, pytz 2026.6). Debian and
Ubuntu patch pytz to read the system's own zone files, which can be older: then every
message is one hour wrong, whatever version pip shows.
"""

from datetime import datetime

import pytz

MOROCCO = ("Africa/Casablanca", "Africa/El_Aaiun")
# UTC instant -> hour in Casablanca: Ramadan 2025, summer 2025, winter 2026.
KNOWN_HOURS = {
    datetime(2025, 3, 10, 12): 12,
    datetime(2025, 5, 2, 12): 13,
    datetime(2026, 12, 10, 12): 12,
}


def stale_zone_data(timezone_name):
    """Return whether this zone is a Moroccan one and its data are known to be wrong."""
    if timezone_name not in MOROCCO:
        return False
    zone = pytz.timezone(timezone_name)
    return any(
        pytz.utc.localize(instant).astimezone(zone).hour != hour
        for instant, hour in KNOWN_HOURS.items()
    )
