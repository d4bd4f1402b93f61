"""What a fault is."""

from dataclasses import dataclass, replace

from ..exchange import Answer, Wire

# The classes of the policy table, as the states of a delivery that ends so.
DELIVERED = "delivered"
LIMITED = "limited"  # refused for now, and told for how long
UNAVAILABLE = "unavailable"  # surely not stored
IN_DOUBT = "in_doubt"  # a client cannot know whether it is stored
REFUSED = "refused"  # for this message
GONE = "gone"  # Discord does not know this webhook
BLOCKED = "blocked"  # no fault of the message: until somebody mends it, or it ends


@dataclass(frozen=True)
class Fault:
    """One way to misbehave.

    :ivar says: what a client is given, in one line.
    :ivar outcome: what it may conclude, one of the classes above.
    :ivar answer: what is answered in place of Discord's own answer; None: that one.
    :ivar wire: how the answer is written, if not as a whole.
    :ivar stores: whether the message is stored all the same. Such a fault leaves
        requests alone that Discord itself refuses.
    :ivar waits: whether the request is not even looked at until the fault is stopped.
    """

    says: str
    outcome: str
    answer: Answer | None = None
    wire: Wire | None = None
    stores: bool = False
    waits: bool = False

    def spoil(self, discords: Answer | None = None) -> Answer:
        """What is answered; ``discords`` is its own, if it had the message."""
        answer = self.answer or discords
        stored = discords and discords.stored
        return replace(
            answer, headers={**answer.headers}, wire=self.wire, stored=stored
        )


def twice(name: str, says: str, **how) -> dict[str, Fault]:
    """A fault that leaves in doubt, before and after the message is stored."""
    return {
        f"{name}_before": Fault(f"{says}; nothing is stored", IN_DOUBT, **how),
        f"{name}_after": Fault(f"{says}; it is stored", IN_DOUBT, stores=True, **how),
    }
