"""A name for the addons as they are now: a changed addon needs a new template."""

import hashlib

from .paths import CHECKOUT, TESTS

# What a database does not hold: it stays good when only these change.
UNINSTALLED = {"tests", "readme", "i18n", "__pycache__"}
ROOTS = (CHECKOUT, TESTS / "addons")


def source_digest(addons, roots=ROOTS):
    """The hexadecimal SHA-256 of the addons' installed files, names and contents."""
    digest = hashlib.sha256()
    for root in roots:
        for addon in addons:
            for path in sorted((root / addon).rglob("*")):
                name = path.relative_to(root)
                if path.is_file() and not UNINSTALLED & set(name.parts):
                    digest.update(f"{name}\0".encode())
                    digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
