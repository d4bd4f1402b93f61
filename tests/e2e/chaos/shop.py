"""Clients who save, change and delete top-ups, whatever the servers do meanwhile."""

import random
import threading
from dataclasses import dataclass, field

import requests
from json2 import Json2

PAUSE = 0.3  # seconds at most between two saves of one client
POISONED = 0.003  # share of the top-ups that Discord refuses
CHANGED = 0.5  # share of the saves after which one of the client's is changed
DELETED = 0.05  # and deleted


@dataclass
class Client:
    """Saves top-ups of one webhook in a thread of its own, over a server of chance.

    :ivar source: what its top-ups are marked with, and the rule of its webhook asks for
    :ivar servers: the servers that it may ask
    """

    source: str
    servers: list
    key: str = field(repr=False)
    chance: random.Random
    saved: int = 0  # that the server has confirmed
    unknown: int = 0  # saves that failed, or whose answer was lost
    _asked: int = 0
    _asked_changes: int = 0
    _ids: list = field(default_factory=list)  # of what it saved, and not deleted
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self):
        """Begin to save."""
        self._thread = threading.Thread(target=self._work, name=self.source)
        self._thread.start()

    def stop(self):
        """Save no more; what is under way ends first."""
        self._stop.set()
        self._thread.join()

    def save(self):
        """Save one to three top-ups in one transaction."""
        topups = [self._topup() for _ in range(self.chance.randint(1, 3))]
        ids = self._call("create", vals_list=topups)
        if ids:
            self.saved += len(topups)
            self._ids += ids
        else:
            self.unknown += len(topups)

    def change(self):
        """Change one of those that it knows, or delete it."""
        chance = self.chance.random()
        if not self._ids or chance > CHANGED:
            return
        id_ = self.chance.choice(self._ids)
        if chance < DELETED:
            self._ids.remove(id_)
            self._call("unlink", ids=[id_])
        else:
            self._asked_changes += 1
            words = f"v{self._asked_changes}"
            self._call("write", ids=[id_], vals={"avoir": words})

    def _call(self, method, **named):
        api = Json2(self.chance.choice(self.servers).url, self.key)
        try:
            return api.call("alimenteur.solde", method, **named)
        except requests.RequestException:
            return None

    def _topup(self):
        self._asked += 1
        poisoned = self.chance.random() < POISONED
        return {
            "reference_no": f"{self.source}-{self._asked:05}",
            "source": self.source,
            "solde": self._asked,
            "avoir": "poison" if poisoned else "",
        }

    def _work(self):
        while not self._stop.wait(self.chance.uniform(0, PAUSE)):
            self.save()
            self.change()
