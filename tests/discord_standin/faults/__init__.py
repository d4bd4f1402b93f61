"""All that Discord, Cloudflare and the network are known to do to a message.

:data:`FAULTS` names them. Others are made on demand: see :func:`.on_demand.as_fault`.
"""

from .discord import DISCORD
from .fault import Fault
from .network import NETWORK
from .others import OTHERS

#: name → :class:`Fault`. The names that end in ``_before`` and ``_after`` are those of
#: one fault before and after the message is stored, which a client cannot tell apart.
FAULTS: dict[str, Fault] = {**DISCORD, **OTHERS, **NETWORK}

__all__ = ["FAULTS", "Fault"]
