"""What a reader sees of a message: the addon's own reader says it, and no other."""

import sys
from pathlib import Path

# In a container it lies beside this package.
sys.path.append(str(Path(__file__).parents[2] / "odoo_discord_notify"))

from discord.drawing import drawing, shown

__all__ = ["drawing", "shown"]
