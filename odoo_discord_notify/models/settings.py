"""What the settings page decides, read where it is needed (cached by Odoo)."""

import logging

import pytz

from odoo.tools import email_split

_logger = logging.getLogger(__name__)

DEFAULT_TIMEZONE = "Africa/Casablanca"  # the user's plan
TIMEZONE = "odoo_discord_notify.timezone"
LINK_BASE = "odoo_discord_notify.link_base"
FALLBACK = "odoo_discord_notify.fallback_addresses"
PAUSED = "odoo_discord_notify.paused"  # "True": nothing is sent, by nobody
SENDER_FAILURE = "odoo_discord_notify.sender_failure"  # the class of its last error
RETENTION = "odoo_discord_notify.retention_days"
DEFAULT_RETENTION = 365
LONGEST_RETENTION = 36_500  # there is no date a million days ago


def timezone(env, name=None):
    """Return the pytz zone of a name; without, that in which messages tell the time."""
    name = name or parameter(env, TIMEZONE) or DEFAULT_TIMEZONE
    try:
        return pytz.timezone(name)
    except pytz.UnknownTimeZoneError:
        return pytz.timezone(DEFAULT_TIMEZONE)


def link_base(env):
    """Return the address before the path of links to records, without a slash."""
    base = parameter(env, LINK_BASE) or parameter(env, "web.base.url") or ""
    return base.rstrip("/")


def fallback_addresses(env):
    """Return the mail addresses that hear of what Discord could not be told."""
    return email_split(parameter(env, FALLBACK) or "")


def paused(env):
    """Return whether all sending is paused."""
    return parameter(env, PAUSED) == "True"


def set_paused(env, is_paused):
    """Pause or resume all sending, and log who does: no page that is saved does so."""
    env["ir.config_parameter"].sudo().set_param(PAUSED, is_paused and "True")
    what = "paused" if is_paused else "resumed"
    _logger.info("Sending to Discord is %s by %s", what, env.user.login)


def paused_by(env):
    """Return (name of who paused all sending, when in UTC), or None."""
    pause = [("key", "=", PAUSED), ("value", "=", "True")]
    found = env["ir.config_parameter"].sudo().search(pause)
    return (found.write_uid.name, found.write_date) if found else None


def sender_failure(env):
    """Return the class of the sender's last error, or False: not from Odoo's cache.

    Who reads while it is written leaves there what was true before.
    """
    noted = env["ir.config_parameter"].sudo().search([("key", "=", SENDER_FAILURE)])
    return noted.value


def retention_days(env):
    """Return after how many days texts and logs are forgotten; 0: never."""
    days = parameter(env, RETENTION)
    if not (days and days.isdecimal()):
        return DEFAULT_RETENTION
    return min(int(days), LONGEST_RETENTION)


def parameter(env, key):
    """Return a system parameter, whoever asks; False where it is not set."""
    return env["ir.config_parameter"].sudo().get_param(key)
