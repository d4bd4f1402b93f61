"""Room three: the sender, a rolling window over all webhooks.

Delivery is at least once: a notification leaves the queue only when Discord has
confirmed it, and is sent again only when nobody can know whether it arrived.
"""

import logging
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from functools import lru_cache

from odoo import api, models
from odoo.modules.module import get_manifest

from ..discord.client import Client
from ..discord.verdict import ORPHANED
from .delivery_claim import claim, due_webhooks, orphans
from .discord_watch import RETRIED_ERRORS
from .graceful_stop import RUNS
from .precise_time import utc_now
from .url_sources import api_base
from .wake_up import wake_at, wake_soon

_logger = logging.getLogger(__name__)

RUN_SECONDS = 10  # other scheduled actions wait behind a run
REQUESTS_AT_ONCE = 8  # Discord allows 50 per second and address
LOOK_AGAIN = 0.1  # seconds between looks at the queue while requests are in flight
SETTLE_ATTEMPTS = 6  # collisions with other servers; 1.3 s in all
SHORT_HOLD = 2  # seconds that a run waits for; longer ones end it


class DiscordDispatcher(models.AbstractModel):
    _name = "discord.dispatcher"
    _description = "Discord dispatcher"

    @api.model
    def _run(self):
        """Send what is due. Called by the scheduled action; delivery errors stay here.

        Never counts as unfinished: what is left wakes the next run by itself, and
        other scheduled actions get their turn in between.
        """
        self._drain()
        self.env["discord.alert"]._tell_administrators()
        self._commit()

    @api.model
    def _send_now(self, prepare):
        """Send at once, in order, up to the last of what `prepare` returns.

        In a transaction of its own: what is sent must be committed, whatever
        becomes of the button's.

        :param prepare: function of the new environment, returns notifications
        :return: {notification id: (state, why it is not sent)}
        """
        with self.env.registry.cursor() as cr:
            here = self.with_env(self.env(cr=cr, su=True))
            notifications = prepare(here.env)
            last_ids = {n.webhook_id.id: n.id for n in notifications.sorted("id")}
            here._commit()
            here._drain(last_ids)
            return {n.id: (n.state, n._why_not_sent()) for n in notifications}

    @api.model
    def _describe(self, webhook):
        """Ask Discord about a webhook, at once; posts nothing. Returns a `Verdict`."""
        return _client(api_base()).describe(webhook._address())

    def _drain(self, until=None):
        """Claim, post and settle until nothing is due or the time is up.

        :param until: {webhook id: last notification to send}, or None for all
        """
        if reason := self._silenced():
            _logger.info("Nothing is sent: %s", reason)
            return
        for delivery in orphans(self.env):
            self._settle(delivery.id, ORPHANED)
        end = time.monotonic() + RUN_SECONDS
        in_flight = {}  # {future of a verdict: delivery id}
        with RUNS.run(), ThreadPoolExecutor(REQUESTS_AT_ONCE) as pool:
            while True:
                pause = None
                if time.monotonic() < end and not RUNS.stopping:
                    free = REQUESTS_AT_ONCE - len(in_flight)
                    claims, pause = self._claim_due(until, free)
                    self._commit()
                    for one in claims:
                        future = pool.submit(one.exchange, _client(api_base()))
                        in_flight[future] = one.delivery_id
                if in_flight:
                    self._settle_answered(in_flight)
                elif RUNS.stopping or not self._wait(pause, end):
                    return

    def _silenced(self):
        """Return why this database must not send anything, or None."""
        if self.env["ir.config_parameter"].sudo().get_param("database.is_neutralized"):
            return "this database is neutralized."
        return None

    def _claim_due(self, until, free):
        """Return (claims of what may be sent now, seconds until more is due)."""
        claims, pauses, now = [], [], utc_now()
        probing = False
        for webhook_id, due, needs_probe in due_webhooks(self.env, until and [*until]):
            if due and due > now:
                pauses.append((due - now).total_seconds())
            elif len(claims) < free and not (needs_probe and probing):
                probing = probing or needs_probe
                webhook = self.env["discord.webhook"].browse(webhook_id)
                last_id = until and until[webhook_id]
                claims.append(claim(webhook, probe=needs_probe, until=last_id))
        return [one for one in claims if one], min(pauses, default=None)

    def _settle_answered(self, in_flight):
        """Wait a moment for answers, and settle the deliveries that have one."""
        answered, _waiting = wait(in_flight, LOOK_AGAIN, FIRST_COMPLETED)
        for future in answered:
            self._settle(in_flight.pop(future), future.result())

    def _settle(self, delivery_id, verdict):
        """Commit what a request came to; an answer must not be lost to a collision."""
        for attempt in range(SETTLE_ATTEMPTS):
            try:
                self.env["discord.delivery"].browse(delivery_id)._settle(verdict)
                self._commit()
                return
            except RETRIED_ERRORS:
                self.env.cr.rollback()
                time.sleep(0.02 * 2**attempt)
        _logger.error("Delivery %s could not be settled and is in doubt", delivery_id)

    def _wait(self, pause, end):
        """Return whether to look again after a short pause; else end the run."""
        dbname = self.env.cr.dbname
        if time.monotonic() >= end:
            wake_soon(dbname)
            return False
        if pause is None:
            return False
        if pause <= min(SHORT_HOLD, end - time.monotonic()):
            time.sleep(pause)
            return True
        wake_at(dbname, pause)
        return False

    def _commit(self):
        self.env["ir.cron"]._commit_progress()

    @api.model
    def _wake(self):
        """Run the sender once this transaction is committed."""
        dbname = self.env.cr.dbname
        self.env.cr.postcommit.add(lambda: wake_soon(dbname))


@lru_cache(maxsize=1)
def _client(base):
    """One client per process: its connections are kept from run to run."""
    return Client(base, get_manifest("odoo_discord_notify")["version"])
