"""Which requests meet a fault, how often, and what becomes of them."""

import random
import threading
from collections.abc import Callable

from .aim import Aim
from .exchange import Answer, Request
from .faults import Fault
from .guild import Guild


class Misbehaviour:
    """A fault at work, until :meth:`stop` or the end of its ``with`` block.

    :ivar count: how many requests have met it.
    """

    def __init__(
        self,
        name: str,
        fault: Fault,
        aim: Aim,
        times: int | None = None,
        probability: float = 1.0,
    ):
        self.name, self.fault = name, fault
        self.count = self._let_go = 0
        self._aim, self._times, self._probability = aim, times, probability
        self._changed = threading.Condition()
        self._stopped = threading.Event()

    def __enter__(self):
        return self

    def __exit__(self, *exception) -> None:
        self.stop()

    def stop(self) -> None:
        """Spare all requests from now on, and handle those that it kept waiting."""
        self._stopped.set()
        if self.fault.waits:
            with self._changed:
                self._changed.wait_for(lambda: self._let_go == self.count)

    @property
    def is_stopped(self) -> bool:
        return self._stopped.is_set()

    def keep_waiting(self, answer: Callable[[], Answer]) -> Answer:
        """Wait until it is stopped, and only then ``answer``."""
        self._stopped.wait()
        try:
            return answer()
        finally:
            with self._changed:
                self._let_go += 1
                self._changed.notify_all()

    def wait_for(self, count: int, timeout: float) -> None:
        """Wait until ``count`` requests have met it.

        :raise TimeoutError: after ``timeout`` seconds, saying how many have.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self.count >= count, timeout):
                raise TimeoutError(f"{self.count} of {count} requests in {timeout} s")

    def meets(self, request: Request, guild: Guild, chance: random.Random) -> bool:
        """Whether this request meets it; if so, it is counted."""
        with self._changed:
            if self.is_stopped or self.count == self._times:
                return False
            if not self._aim.is_at(request, guild):
                return False
            if chance.random() >= self._probability:
                return False
            self.count += 1
            self._changed.notify_all()
            return True

    def told(self) -> dict:
        """For other processes."""
        return {"fault": self.name, "says": self.fault.says, "count": self.count}


class Misbehaviours:
    """All faults at work. A request meets the first that it can. Thread-safe."""

    def __init__(self, guild: Guild):
        self._guild = guild
        self._chance = random.Random()
        self._lock = threading.Lock()
        self._started: list[Misbehaviour] = []

    def seed(self, number: int) -> None:
        """Begin a course of chance that is the same for the same order of requests."""
        self._chance.seed(number)

    def start(self, misbehaviour: Misbehaviour) -> None:
        with self._lock:
            self._started = [*self._at_work(), misbehaviour]

    def stop(self) -> None:
        """Stop all of them."""
        for one in self._at_work():
            one.stop()

    def told(self) -> list[dict]:
        """Those at work, for other processes."""
        return [one.told() for one in self._at_work()]

    def answer(self, request: Request, discord: Callable[[Request], Answer]) -> Answer:
        """Answer as ``discord`` does, or as a fault has it."""
        if met := self._met(request, first=True):
            if met.fault.waits:
                return _named(met, met.keep_waiting(lambda: discord(request)))
            return _named(met, met.fault.spoil())
        answer = discord(request)
        if answer.stored and (met := self._met(request, first=False)):
            return _named(met, met.fault.spoil(answer))
        return answer

    def _at_work(self) -> list[Misbehaviour]:
        return [one for one in self._started if not one.is_stopped]

    def _met(self, request: Request, first: bool) -> Misbehaviour | None:
        """The misbehaviour that the request meets, first or after it is stored."""
        for one in self._at_work():
            is_first = one.fault.waits or not one.fault.stores
            if is_first == first and one.meets(request, self._guild, self._chance):
                return one
        return None


def _named(met: Misbehaviour, answer: Answer) -> Answer:
    answer.fault = met.name
    return answer
