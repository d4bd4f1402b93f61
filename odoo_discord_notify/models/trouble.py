"""What is logged of an exception: its text and traceback may hold what people wrote."""

import logging


def log_trouble(logger, error, sentence, *facts, level=logging.ERROR):
    """Log a sentence and an exception's class; the rest at DEBUG only."""
    name, trace = type(error).__name__, logger.isEnabledFor(logging.DEBUG) and error
    logger.log(level, f"{sentence}: %s", *facts, name, exc_info=trace)
