"""Counts what a person has to click."""


class Clicks:
    """``click(locator)`` clicks and counts; typing costs nothing."""

    def __init__(self):
        self.count = 0

    def __call__(self, locator):
        self.count += 1
        locator.click()

    def choose(self, select, label):
        """Open a list and pick an option of it: two clicks."""
        self.count += 2
        select.select_option(label=label)
