"""What a run still has to do, in a form that a log can keep between two batches."""

from dataclasses import asdict, dataclass, field
from typing import NamedTuple

UNTOLD, INCOMPLETE = "untold", "incomplete"
WEIGHTS = {UNTOLD: 9, INCOMPLETE: 1}  # in the progress that people see


class Step(NamedTuple):
    """One question to one rule: what was never told, or what is mended since."""

    model_name: str
    rule_id: int
    kind: str  # UNTOLD or INCOMPLETE
    after: int | None = None  # id of the last record looked at; None: not begun
    first: int = 0  # id after which it began ...
    last: int = 0  # ... and the newest then: for the progress only

    @property
    def share(self):
        """How much of it is done, from 0 to 1."""
        if self.after is None or self.last <= self.first:
            return 0
        return min(1, (self.after - self.first) / (self.last - self.first))


@dataclass
class SyncPlan:
    steps: list = field(default_factory=list)  # of `Step`: what is left
    models: list = field(default_factory=list)  # of the whole run
    failed: list = field(default_factory=list)  # those models of which a step failed
    hidden: int = 0  # lines for which the log has no room
    weight: int = 0  # of all steps of the whole run

    @classmethod
    def of_rules(cls, rules):
        """Return the plan for `discord.rule` records, in their order."""
        steps = [
            Step(rule.model_name, rule.id, kind)
            for rule in rules
            for kind in (UNTOLD, INCOMPLETE)
        ]
        names = list(dict.fromkeys(step.model_name for step in steps))
        return cls(steps, names, weight=sum(WEIGHTS[step.kind] for step in steps))

    @classmethod
    def from_json(cls, values):
        plan = cls(**(values or {}))
        plan.steps = [Step(*step) for step in plan.steps]
        return plan

    def to_json(self):
        return asdict(self)

    @property
    def progress(self):
        """How much of the run is done, in percent."""
        if not self.weight:
            return 100
        left = sum(WEIGHTS[step.kind] * (1 - step.share) for step in self.steps)
        return 100 * (1 - left / self.weight)

    @property
    def under_way(self):
        """The model of the step that has begun, or None."""
        begun = self.steps and self.steps[0].after is not None
        return self.steps[0].model_name if begun else None

    def begin_step(self, first, last):
        """Note where the first step begins, and how far it will have to go."""
        self.steps[0] = self.steps[0]._replace(after=first, first=first, last=last)
        return self.steps[0]

    def go_on_after(self, last_id):
        """Continue the first step after a record."""
        self.steps[0] = self.steps[0]._replace(after=last_id)

    def drop_step(self, failed=False):
        """Leave the first step; return its model's name if nothing is left for it."""
        model_name = self.steps.pop(0).model_name
        if failed and model_name not in self.failed:
            self.failed.append(model_name)
        if any(step.model_name == model_name for step in self.steps):
            return None
        return model_name

    def outcome(self, errors):
        """Return the state of a log whose plan is done.

        :param errors: number of records in error
        """
        if self.failed and len(self.failed) == len(self.models):
            return "failed"
        return "partial" if self.failed or errors else "success"
