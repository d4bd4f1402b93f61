"""How fast what is saved arrives in Discord: one alone, many, many through its limits.

Every function measures one office and returns the cells of its row.
"""

import random
import statistics
import time
from itertools import cycle, islice

import optimum
from clock import Series
from report import ms, s

SAMPLES = 40
REPEAT = 5
BATCH = 1000  # top-ups saved by one call
PATIENCE = 60  # seconds to wait where there are no limits

ALONE = ("call took", "its end to POST", "95 %", "its begin to POST")
MANY = ("call took", "commit to last POST", "per second", "messages", "shown")
LIMITED = ("calls took", "shown", "messages", "optimum", "429s", "last POST", "optimum")


def alone(office):
    """One top-up at a time, on a server that has nothing else to do.

    Where the call itself posts, the POST comes before its end.
    """
    office.reset(limits=False)
    calls, after_end, after_begin = Series(), Series(), Series()
    for number in range(SAMPLES):
        began, returned = office.save(1)
        time.sleep(random.uniform(0.5, 0.8))  # whoever looks now disturbs
        office.wait_for(number + 1, PATIENCE)
        arrived = office.requests()[-1]["monotonic"]
        calls.seconds.append(returned - began)
        after_end.seconds.append(arrived - returned)
        after_begin.seconds.append(arrived - began)
    ends = (ms(after_end.median), ms(after_end.percentile_95))
    return (ms(calls.median), *ends, ms(after_begin.median))


def many(office):
    """A batch of top-ups, to a Discord that knows no limits.

    The commit is before the first POST, and not after the end of the call.
    """
    calls, sendings, rows = Series(), Series(), []
    for _ in range(REPEAT):
        office.reset(limits=False)
        began, returned = office.save(BATCH)
        texts = office.wait_for(BATCH, PATIENCE)
        arrivals = [request["monotonic"] for request in office.requests()]
        calls.seconds.append(returned - began)
        sendings.seconds.append(max(arrivals) - min(returned, *arrivals))
        rows.append((len(arrivals), len(texts)))
    per_second = f"{BATCH / sendings.median:.0f}"
    messages, shown = map(str, map(statistics.median_low, zip(*rows, strict=False)))
    return (s(calls.median), s(sendings.median), per_second, messages, shown)


def limited(office, count):
    """Many top-ups in batches, through all of Discord's limits."""
    office.reset(limits=True)
    spans = [office.save(BATCH) for _ in range(count // BATCH)]
    least = optimum.seconds(count // 40)
    texts = office.wait_for(count, least + PATIENCE)
    requests = office.requests()
    sent = [one["monotonic"] for one in requests if one["stored"]]
    best = optimum.messages(islice(cycle(map(len, texts)), count))
    return (
        s(sum(returned - began for began, returned in spans)),
        f"{len(texts)} of {count}",
        str(len(sent)),
        str(best),
        str(sum(one["status"] == 429 for one in requests)),
        s(sent[-1] - min(spans[0][1], sent[0])),
        s(optimum.seconds(best)),
    )
