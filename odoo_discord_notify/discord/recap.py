"""The words of a recap's message."""

from .words import _lt

COUNT, TOTAL, OTHERS = _lt("Count"), _lt("Total"), _lt("Others")
BEFORE, DIFFERENCE = _lt("before"), _lt("difference")
# What stands for the name of a group.
HIDDEN, UNKNOWN, NONE = _lt("(hidden)"), _lt("(unknown)"), _lt("(none)")
FROM_TO, SO_FAR = _lt("From %(start)s to %(end)s"), _lt("From %(start)s until now")
NOTHING, AMOUNTS = _lt("Nothing in this period."), _lt("Amounts in %s")
SEE = _lt("See the list")
A_TEST = _lt("A test of the recap: the period is not over")
