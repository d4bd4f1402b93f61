"""What happens to connections. For one that is refused, see ``Standin.down``."""

from ..exchange import Answer
from . import wire
from .fault import DELIVERED, IN_DOUBT, Fault, twice

NOTHING = Answer(None)
BEGUN = Answer(200)


def _spoiled(says: str, how) -> Fault:
    return Fault(f"200, then {says}", DELIVERED, wire=how, stores=True)


NETWORK: dict[str, Fault] = {
    # before the answer
    **twice("closes", "no answer, closed", answer=NOTHING, wire=wire.closed),
    **twice("resets", "no answer, cut hard", answer=NOTHING, wire=wire.reset),
    **twice("silent", "no answer, open", answer=NOTHING, wire=wire.silent),
    **twice("garbage", "an answer, not HTTP", answer=NOTHING, wire=wire.garbage),
    **twice("cut_head", "half a head", answer=BEGUN, wire=wire.cut_head),
    **twice(
        "drips_head", "a slow, endless head", answer=BEGUN, wire=wire.dripping_head
    ),
    "held": Fault(
        "no answer until the fault is stopped; then stored and answered as usual",
        IN_DOUBT,
        stores=True,
        waits=True,
    ),
    # within it
    "late": Fault(
        "stored at once, answered after 0.25 s",
        DELIVERED,
        wire=wire.late(0.25),
        stores=True,
    ),
    "cut": _spoiled("half the body, closed", wire.cut),
    "stalls": _spoiled("half the body, open", wire.stalled),
    "drips": _spoiled("a slow, endless body", wire.dripping),
    "endless": _spoiled("a fast, endless body", wire.endless),
    "huge": _spoiled("a body of 4 MiB", wire.huge),
    "broken_chunks": _spoiled("chunks of no length", wire.broken_chunks),
}
