"""Look for a secret in whatever was printed, kept or answered, in all its disguises."""

import re
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote

PART = 12  # characters in a row that give a secret of random letters away


def leaks(secret, text):
    """What stands before a part of ``secret`` that ``text`` shows, in a list."""
    lowered = text.lower()
    for form in _forms(secret):
        for part in _parts(form.lower()):
            if (start := lowered.find(part)) >= 0:
                before = text[max(0, start - 400) : start]
                return [re.sub(r"[\w%+/=.:-]*$", "***", before, count=1)]
    return []


def _parts(form):
    """Pieces of which every part of twice their length holds one whole."""
    return {form[at : at + PART] for at in range(0, len(form) - PART + 1, PART)}


def _forms(secret):
    yield secret
    yield secret[::-1]
    yield "".join(f"%{byte:02x}" for byte in secret.encode())
    yield quote(secret, safe="")
    yield secret.encode().hex()
    for padding in range(3):  # a neighbour's letters shift those of base64
        for encode in (b64encode, urlsafe_b64encode):
            encoded = encode(b" " * padding + secret.encode()).decode()
            yield encoded[4:].rstrip("=")[:-2]
