"""Nothing that noticing does wrong reaches the user."""

import logging
from contextlib import contextmanager

import psycopg2

from ..trouble import log_trouble

_logger = logging.getLogger(__name__)


@contextmanager
def harmless(records):
    """Log what goes wrong in noticing; it must not reach the user.

    Errors of the database pass: the transaction is lost already, and Odoo may know
    how to repeat it.
    """
    try:
        yield
    except psycopg2.Error:
        raise
    except Exception as error:
        sentence = "Records of %s are not watched this time"
        log_trouble(_logger, error, sentence, records._name)
