"""Errors of PostgreSQL on which Odoo repeats the whole request: they must reach it."""

import time

import psycopg2

# Serialization failures, deadlocks, and a write in what was begun as read-only.
RETRIED_ERRORS = tuple(
    getattr(psycopg2.errors, name)
    for name in (
        *("SerializationFailure", "DeadlockDetected", "LockNotAvailable"),
        "ReadOnlySqlTransaction",
    )
)
ATTEMPTS = 6  # collisions with what people write; 1.3 s in all


def committed(env, step, *args):
    """Run a step of a scheduled action and commit it; again when it collides."""
    for attempt in range(ATTEMPTS):
        try:
            result = step(*args)
            env["ir.cron"]._commit_progress()
            return result
        except RETRIED_ERRORS:
            env.cr.rollback()
            if attempt == ATTEMPTS - 1:
                raise
            time.sleep(0.02 * 2**attempt)
