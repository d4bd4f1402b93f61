"""Webhook URLs are encrypted in the database, with a key kept outside of it.

The key is `DISCORD_NOTIFY_KEY` (environment or odoo.conf), else a file in Odoo's data
directory, made at first need. A database dump alone is not enough to post.
"""

import base64
import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from odoo.tools import config

from .url_sources import configured

KEY = "DISCORD_NOTIFY_KEY"
OLD_KEY = "DISCORD_NOTIFY_OLD_KEY"  # still reads, while a new one takes over
KEY_FILE = "odoo_discord_notify.key"  # not in the filestore, which backups contain


def encrypt(text):
    """Return `text` encrypted for the database (str)."""
    return _fernet(_key(create=True)).encrypt(text.encode()).decode()


def decrypt(secret):
    """Return the text, or None: the key is another, or lost."""
    for key in (_key(create=False), configured(OLD_KEY)[0]):
        with suppress(InvalidToken):
            if key:
                return _fernet(key).decrypt(secret.encode()).decode()
    return None


def fingerprint():
    """Return what tells two keys apart and gives neither away, or None."""
    key = _key(create=False)
    if key is None:
        return None
    return hashlib.sha256(b"discord-notify:" + key.encode()).hexdigest()[:12]


def _fernet(key):
    # Any passphrase will do: it is hashed into the 32 bytes that Fernet wants.
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))


def _key(create):
    value, _source = configured(KEY)
    if value:
        return value
    path = Path(config["data_dir"]) / KEY_FILE
    if create and not path.exists():
        _create_key_file(path)
    try:
        return path.read_text().strip()
    except OSError:  # no such file, or one that we may not read
        if create:
            raise
        return None


def _create_key_file(path):
    """Write a new key whole or not at all; of two servers, the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)  # mode 0600
    with os.fdopen(descriptor, "w") as file:
        file.write(Fernet.generate_key().decode())
    with suppress(FileExistsError):
        os.link(name, path)
    os.unlink(name)
