"""Variants of one proof: the first one in every run, all of them in ``--all``."""

import pytest


def variants(first, *others):
    """Return the parameters of a test or fixture; a tuple has the values of several."""
    values = (one if isinstance(one, tuple) else (one,) for one in others)
    return [first, *(pytest.param(*one, marks=pytest.mark.long) for one in values)]
