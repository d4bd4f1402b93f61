"""A pytest plugin: how many examples each property is tried with."""

from hypothesis import settings

FEW, MANY = 15, 100  # in every run; in --all


def pytest_configure(config):
    """Choose before the tests are read, which take it from here."""
    examples = FEW if "not long" in config.option.markexpr else MANY
    how = {"max_examples": examples, "deadline": None, "database": None}
    settings.register_profile("run", **how)
    settings.load_profile("run")
