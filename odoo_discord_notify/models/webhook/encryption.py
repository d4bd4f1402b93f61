"""Webhook URLs are encrypted in the database, with a key kept outside of it.

The key is `DISCORD_NOTIFY_KEY` (environment or odoo.conf), else a file in Odoo's data
directory, made at first need. A database dump alone is not enough to post.
"""

import base64
import fcntl
import hashlib
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from odoo.tools import config

from .url_sources import configured

KEY = "DISCORD_NOTIFY_KEY"
OLD_KEY = "DISCORD_NOTIFY_OLD_KEY"  # still reads, while a new one takes over
COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}  # 50 ms, 16 MB
KEY_FILE = "odoo_discord_notify.key"  # not in the filestore, which backups contain


def encrypt(text):
    """Return `text` encrypted for the database (str)."""
    return _fernet(_key(create=True)).encrypt(text.encode()).decode()


def decrypt(secret):
    """Return the text, or None: the key is another, or lost."""
    return _read(_key(create=False), secret) or _read(configured(OLD_KEY)[0], secret)


def encrypt_anew(secret):
    """Return what only the old key reads, for the new one; None: no need, or no way."""
    key = _key(create=False)
    text = key and not _read(key, secret) and decrypt(secret)
    return encrypt(text) if text else None


def has_key():
    """Return whether this server has a key, be it the one that is needed or not."""
    return bool(_key(create=False))


def _read(key, secret):
    with suppress(InvalidToken):
        return key and _fernet(key).decrypt(secret.encode()).decode()
    return None


@lru_cache(maxsize=4)
def _fernet(key):
    """Return what encrypts with any passphrase.

    Slowly, once per process: whoever has a dump shall not guess a short one.
    """
    salt = b"odoo_discord_notify"
    stretched = hashlib.scrypt(os.fsencode(key), salt=salt, **COST)
    return Fernet(base64.urlsafe_b64encode(stretched))


def _key(create):
    value, _source = configured(KEY)
    if value:
        return value
    path = Path(config["data_dir"]) / KEY_FILE
    try:
        kept = path.read_text().strip()
    except OSError:  # no such file, or one that we may not read
        kept = None
    return kept or (_create_key_file(path) if create else None)


def _create_key_file(path):
    """Write a new key, and return it: of two servers that do, the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed
        key = file.read().strip()
        if not key:  # or empty, as a crash may leave it
            key = Fernet.generate_key().decode()
            file.write(key)
            file.flush()
            os.fsync(file.fileno())  # before what it encrypts is
    return key
