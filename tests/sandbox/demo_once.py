"""``tests/demo --once``: three events saved by a program, and what Discord shows."""

import time
import xmlrpc.client
from dataclasses import dataclass

from .servers import ask

PATIENCE = 30  # seconds to wait for one message
PAUSE = 0.02  # seconds between two looks at the stand-in
CLIENT = "Dépôt Maârif"


@dataclass
class Expected:
    """An event: its title, how to save it, and what its message must hold."""

    title: str
    save: object
    holds: tuple


def save_and_watch(agent, standin_url):
    """Save the events as ``agent`` and print what arrives; True if all is there."""
    return all([_arrives(event, standin_url) for event in _events(agent)])


def _events(agent):
    client = agent.find("res.partner", ("name", "=", CLIENT))[0]
    order = {}

    def top_up():
        agent.create("alimenteur.solde", client=client, solde=1500)

    def new_order():
        line = {"product": "Farine 25 kg", "quantity": 10, "price_unit": 180}
        values = {"client": client, "depositaire": client, "line_ids": [(0, 0, line)]}
        values["date_ecriture"] = "2026-11-20"
        order["id"] = agent.create("bldimagaz.bc", **values)

    def new_date():
        values = {"date_ecriture": "2026-11-27", "comment": "Camion en panne"}
        agent.call("bldimagaz.bc", "write", [order["id"]], values)

    yield Expected("A top-up of 1500 MAD", top_up, (CLIENT, "500,00 MAD"))
    yield Expected("An order", new_order, (CLIENT, "BC"))
    dates = ("20-11-2026", "27-11-2026", "Camion en panne")
    yield Expected("A BL's new date, with its reason", new_date, dates)


def _arrives(event, standin_url):
    known = len(ask(standin_url, "messages"))
    try:
        event.save()
    except xmlrpc.client.Fault as fault:
        print(f"✗ {event.title}: not saved: {fault.faultString}\n")
        return False
    saved = time.monotonic()
    while time.monotonic() - saved < PATIENCE:
        messages = ask(standin_url, "messages")[known:]
        if messages:
            return _report(event, messages, time.monotonic() - saved)
        time.sleep(PAUSE)
    print(f"✗ {event.title}: nothing arrived within {PATIENCE} s\n")
    return False


def _report(event, messages, seconds):
    content = "\n".join(message["content"] for message in messages)
    missing = [part for part in event.holds if part not in content]
    if len(messages) > 1:
        missing.append(f"one message alone, but {len(messages)} came")
    mark = "✗" if missing else "✓"
    print(f"{mark} {event.title}: in Discord {seconds:.2f} s after it was saved")
    print("  " + content.replace("\n", "\n  "))
    if missing:
        print(f"  not as it should be; missing: {', '.join(missing)}")
    print(flush=True)
    return not missing
