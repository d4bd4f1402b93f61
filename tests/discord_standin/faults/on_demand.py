"""Faults that no table names: any answer, after any time."""

import json as json_module
from typing import Any

from ..exchange import Answer
from . import FAULTS, wire
from .answers import JSON, TEXT
from .fault import Fault


def as_fault(asked: str | Answer | Fault | dict) -> tuple[str, Fault]:
    """The name of a fault, or what it says if it has none, and the fault itself.

    :param asked: a name of :data:`FAULTS`, an answer to give in Discord's place (see
        :mod:`.answers`), a fault, or a dict with the arguments of :func:`on_demand`.
    :raise ValueError: there is no fault of that name.
    """
    if isinstance(asked, str):
        if asked not in FAULTS:
            raise ValueError(f"no fault is named {asked!r}")
        return asked, FAULTS[asked]
    if isinstance(asked, Answer):
        asked = Fault(f"{asked.status} on demand", outcome="", answer=asked)
    elif isinstance(asked, dict):
        asked = on_demand(**asked)
    return asked.says, asked


def on_demand(
    status: int | None = None,
    *,
    json: Any = None,
    text: str = "",
    headers: dict[str, str] | None = None,
    seconds: float = 0,
    stores: bool = False,
) -> Fault:
    """A fault that answers ``status`` with ``json`` or ``text``, after ``seconds``.

    Without a status it is Discord that answers, only late.
    """
    how = wire.late(seconds) if seconds else None
    if status is None:
        return Fault(f"{seconds} s late on demand", "", wire=how, stores=True)
    body = text if json is None else json_module.dumps(json)
    kind = TEXT if json is None else JSON
    answer = Answer(status, body.encode(), {**kind, **(headers or {})})
    return Fault(f"{status} on demand", "", answer, how, stores)
