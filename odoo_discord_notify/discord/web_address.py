"""Addresses that others can follow: of an embed's title, of a picture."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_public(url: str) -> bool:
    """Whether Discord takes the address, and others than this machine can follow it.

    Else it refuses the message with URL_TYPE_INVALID_URL, or the link leads nowhere.
    """
    is_web = url.strip().startswith(("http://", "https://"))
    return is_web and "." in _host(url) and not is_here(url)


def is_here(url: str) -> bool:
    """Whether it is the machine itself of whoever follows it."""
    host = _host(url)
    return host == "localhost" or host.endswith(".localhost") or _is_loopback(host)


def _host(url):
    try:
        return (urlsplit(url.strip()).hostname or "").strip(".")
    except ValueError:
        return ""


def _is_loopback(host):
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
