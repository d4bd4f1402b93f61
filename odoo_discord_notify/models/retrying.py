"""Errors of PostgreSQL on which Odoo repeats the whole request: they must reach it."""

import psycopg2

# Serialization failures, deadlocks, and a write in what was begun as read-only.
RETRIED_ERRORS = tuple(
    getattr(psycopg2.errors, name)
    for name in (
        *("SerializationFailure", "DeadlockDetected", "LockNotAvailable"),
        "ReadOnlySqlTransaction",
    )
)
