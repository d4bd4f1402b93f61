"""Variants of one proof: the first one in every run, all of them in ``--all``."""

import pytest


def variants(first, *others):
    """Return the parameters of a test or fixture."""
    return [first, *(pytest.param(one, marks=pytest.mark.long) for one in others)]
