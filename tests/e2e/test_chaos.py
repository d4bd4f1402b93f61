"""Everything goes wrong at once; nothing is lost, and every repeat is accounted for."""

import itertools
import os
import random
import time
from collections import Counter

import pytest
from chaos import HURRY, SETTING, calm, faults
from chaos.ledger import Ledger
from chaos.world import World

from discord_standin.faults import FAULTS

pytest_plugins = ["chaos.fragile"]


@pytest.fixture
def seed():
    """Given by CHAOS_SEED, or a new one each time; it is printed."""
    seed = int(os.environ.get("CHAOS_SEED") or random.randrange(1 << 16))
    print(f"CHAOS_SEED={seed}")  # shown where the test fails before its summary
    return seed


@pytest.fixture
def world(start_fragile, fragile_cluster, own_standin, seed):
    """Two servers on a database in a PostgreSQL of their own."""
    own_standin.seed(seed)
    servers = start_fragile(2)
    return World(own_standin, servers, fragile_cluster, random.Random(seed))


def test_nothing_is_lost_in_half_a_minute_of_chaos(world, seed):
    survive(world, seed, seconds=30)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_nothing_is_lost_in_ten_minutes_of_chaos(world, seed):
    world.standin.limits = True
    survive(world, seed, seconds=600)


def survive(world, seed, seconds):
    """Let chaos reign over clients who save; then let all go out, and compare."""
    clients = world.clients()
    faults.begin(world.standin)
    for client in clients:
        client.start()
    try:
        reign(world, seconds)
    finally:
        for client in clients:
            client.stop()
    ended = time.monotonic()
    asked_again = calm.restore(world, clients)
    ledger = Ledger.of(world, asked_again)
    print(summary(world, ledger, seed, time.monotonic() - ended))
    print(f"  {sum(one.unknown for one in clients)} saves got no good answer")
    assert ledger.wrong == []
    assert ledger.living
    for server in world.servers:
        log = server.log_text()
        assert not [w for _id, w in world.webhooks.values() if w.token in log]


def reign(world, seconds):
    """Let everything happen once, and then go on until the time is over."""
    end = time.monotonic() + seconds
    for number in itertools.count():
        for calamity in world.calamities():
            if number and time.monotonic() >= end:
                return
            calamity()


def summary(world, ledger, seed, drained):
    """What happened, for people."""
    received = world.standin.requests()
    met = Counter(
        FAULTS[one["fault"]].outcome if one["fault"] in FAULTS else "blocked"
        for one in received
        if one["fault"]
    )
    doubtful = sum(one["state"] == "in_doubt" for one in ledger.deliveries.values())
    lines = [
        "",
        f"Chaos, seed {seed} (CHAOS_SEED={seed} repeats it),"
        f" waiting times divided by {HURRY} ({SETTING})",
        f"  {len(ledger.topups)} top-ups saved, {len(ledger.messages)} messages in"
        f" {len(received)} requests, all out {drained:.0f} s after the end",
        "  faults: "
        + ", ".join(f"{count} {name}" for name, count in met.most_common()),
        f"  injected doubts: {met['in_doubt'] / len(received):.1%} of the requests;"
        f" doubtful requests in all: {doubtful}",
        *(f"  · {what}" for what in world.happened),
        f"  {len(ledger.living)} changed or deleted since, as their messages say",
        f"  {len(ledger.errors)} refused",
        *(f"    {line}" for line in ledger.errors),
        f"  {sum(map(len, ledger.duplicates.values()))} arrived again, marked",
        *(
            f"    {' '.join(topups)}: {doubt}"
            for doubt, topups in ledger.duplicates.items()
        ),
        f"  {len(ledger.asked_again)} sent again by a person",
        f"  {len(ledger.wrong)} wrong",
        *(f"    {line}" for line in ledger.wrong),
    ]
    return "\n".join(lines)
