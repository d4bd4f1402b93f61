from datetime import datetime, timezone


def utc_now():
    """Return the time as Odoo's columns keep it, with its fractions of a second.

    `fields.Datetime.now()` cuts them off: a hold would end up to a second late.
    """
    return datetime.now(timezone.utc).replace(tzinfo=None)
