"""What looks for leaks finds them: or its silence would prove nothing."""

import json
from base64 import b64encode
from urllib.parse import quote

import pytest
from leaks import leaks

SECRET = "kJ8-x_Q2mZ7pL4vN9sR1tY6wB3cD5fG0hA-uE_iOaVnX8qWzK2rT7yMbPdSgHjL4e1oC"


@pytest.mark.parametrize(
    "leak",
    [
        SECRET,
        SECRET[:24],
        SECRET[-24:],
        SECRET[20:44],
        SECRET.upper(),
        SECRET[::-1],
        quote(f"https://discord.com/api/webhooks/1/{SECRET}", safe=""),
        "".join(f"%{byte:02X}" for byte in SECRET.encode()),
        SECRET.encode().hex(),
        b64encode(SECRET.encode()).decode(),
        b64encode(f"https://discord.com/api/webhooks/1/{SECRET}".encode()).decode(),
        b64encode(f"user:{SECRET}".encode()).decode(),
        json.dumps({"url": f"http://localhost/{SECRET}"}),
        repr(SECRET.encode()),
    ],
)
def test_a_planted_leak_is_found_and_not_repeated(leak):
    found = leaks(SECRET, f"2026-11-23 INFO before {leak} after\n")
    assert found
    assert leaks(SECRET, found[0]) == []


def test_what_holds_no_secret_is_clean():
    other = "Zt5bN1" * 12
    masked = f"webhooks/…6789/•••• {SECRET[:6]} {other} hidden-token"
    assert leaks(SECRET, masked + b64encode(other.encode()).decode()) == []
