"""The records that the benchmarks save: top-ups as in the customer's own words."""

import itertools
import random

from odoo_here import transaction

CLIENTS = 50
NAMES = ("Dépôt", "Épicerie", "Superette", "Alimentation", "Hanout", "Grossiste")
PLACES = ("Maârif", "Aïn Sebaâ", "Hay Hassani", "Derb Sultan", "Sidi Moumen")

_numbers = itertools.count(1)


def clients():
    """The values of the clients, always the same."""
    chance = random.Random(1)
    return [
        {"name": f"{chance.choice(NAMES)} {chance.choice(PLACES)} {number}"}
        for number in range(1, CLIENTS + 1)
    ]


def values(client_ids, count):
    """The values of ``count`` top-ups.

    Their reference is given: drawing it from a sequence would cost a query each and
    make everything else look cheap.
    """
    return [
        {
            "client": client_ids[number % len(client_ids)],
            "reference_no": f"ALM/2026/{number:05}",
            "solde": 100 + number % 9900,
        }
        for number in itertools.islice(_numbers, count)
    ]


def add_clients(database):
    """Save the clients in a database opened here; returns their ids."""
    with transaction(database) as env:
        return env["res.partner"].create(clients()).ids
