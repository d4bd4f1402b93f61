from odoo import SUPERUSER_ID, api, models

from .sending.wake_up import CRON
from .settings import SENDER_FAILURE, sender_failure


class IrCron(models.Model):
    _inherit = "ir.cron"

    def _callback(self, cron_name, server_action_id):
        """Keep why the sender fails, for the overview: it may be the action itself."""
        try:
            result = super()._callback(cron_name, server_action_id)
        except Exception as error:
            self._note_sender(type(error).__name__)
            raise
        self._note_sender(False)
        return result

    def _note_sender(self, failure):
        """Note the class of the sender's last error, or that it has none.

        In a transaction of its own: the run's own may be lost.
        """
        sender = self.env.ref(CRON, raise_if_not_found=False)
        if self != sender or sender_failure(self.env) == failure:
            return
        with self.pool.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["ir.config_parameter"].set_param(SENDER_FAILURE, failure)
