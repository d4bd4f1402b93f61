"""Rooms, each imports only those before it here; a notification's way is in DEVELOP.

The files beside the rooms extend Odoo's own models and know all rooms, or are shared by
all rooms and know none.
"""

# isort: off
from . import discord_checks_mixin, discord_labels_mixin
from . import webhook
from . import watching
from . import sending
from . import saying
from . import outbox
from . import syncing
from . import rule
from . import recap
from . import screens
from . import base, ir_actions_server, ir_cron, ir_model, ir_module, ir_ui_menu
from . import res_config_settings, settings_states
