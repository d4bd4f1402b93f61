"""The records that the benchmarks save: top-ups as long as the one in the plan."""

import itertools

MODEL = "alimenteur.solde"
SHOPS = ("Dépôt", "Hanout", "Épicerie", "Snack", "Marché", "Souk")
PLACES = ("Maârif", "Anfa", "Racine", "Oasis", "Gauthier", "Salé", "Agdal", "Hassan")

_numbers = itertools.count(1)


def clients():
    """The values of the 48 clients."""
    pairs = itertools.product(SHOPS, PLACES)
    return [{"name": f"{shop} {place}"} for shop, place in pairs]


def values(client_ids, count):
    """The values of ``count`` top-ups.

    Their reference is given: drawing it from a sequence would cost a query each and
    make everything else look cheap.
    """
    return [
        {
            "client": client_ids[number % len(client_ids)],
            "reference_no": f"ALM/2026/{number:04}",
            "solde": 100 + number % 9900,
        }
        for number in itertools.islice(_numbers, count)
    ]
