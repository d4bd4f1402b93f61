"""Addresses that others can follow: of an embed's title, of a picture."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_public(url: str) -> bool:
    """Whether Discord takes the address, and others than this machine can follow it.

    Else it refuses the message with URL_TYPE_INVALID_URL, or the link leads nowhere.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or "." not in host.strip("."):
        return False
    return not (host.endswith(".localhost") or _is_this_machine(host))


def _is_this_machine(host):
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
