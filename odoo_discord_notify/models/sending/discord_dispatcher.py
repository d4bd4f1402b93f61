"""The sender: a rolling window over all webhooks.

Delivery is at least once: a notification leaves the queue only when Discord has
confirmed it, and is sent again only when nobody can know whether it arrived.
"""

import logging
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

import psycopg2

from odoo import SUPERUSER_ID, api, models

from ...discord.verdict import ORPHANED
from ..precise_time import utc_now
from ..trouble import log_trouble
from .claim_trouble import POSTS, claim_somehow
from .delivery_claim import LOST_TURN
from .delivery_queue import ALL, Asked, due_webhooks, last_look, orphans, seconds_left
from .giving_way import must_give_way
from .graceful_stop import RUNS
from .shared_client import shared_client
from .wake_up import wake_at, wake_at_start, wake_soon

_logger = logging.getLogger(__name__)

RUN_SECONDS = 10  # other scheduled actions wait behind a run
REQUESTS_AT_ONCE = 8  # Discord allows 50 per second and address
THREADS = 12  # as many, and the edits beside them
LOOK_AGAIN = 0.1  # seconds between looks at the queue while requests are in flight
SETTLE_ATTEMPTS = 10  # 20 s in all: longer than PostgreSQL takes to start again
PASS_ON = 1  # second after which another server is called that has a webhook's key
GIVEN_WAY = 5  # seconds until the sender asks whether modules are still changed
SHORT_HOLD = 2  # seconds that a run waits for; longer ones end it


class DiscordDispatcher(models.AbstractModel):
    _name = "discord.dispatcher"
    _description = "Discord dispatcher"

    def _register_hook(self):
        super()._register_hook()
        wake_at_start(self.env.cr.dbname)

    @api.model
    def _run(self):
        """Send what is due. Called by the scheduled action; delivery errors stay here.

        Never counts as unfinished: what is left wakes the next run by itself, and
        other scheduled actions get their turn in between. It works for whichever user.
        """
        self = self.with_user(SUPERUSER_ID)
        with RUNS.run():
            try:
                self._drain()
            except psycopg2.Error:  # it is away, and Odoo's cron threads may end
                wake_at(self.env.cr.dbname, PASS_ON)
                raise
            self._unless_disturbed(self._ask_servers)
            self._unless_disturbed(self.env["discord.webhook"]._take_new_key)
            self._unless_disturbed(self.env["discord.alert"]._tell_administrators)

    @api.model
    def _send_now(self, prepare):
        """Send at once, in order, up to the last of what `prepare` returns.

        A person has asked: only pauses that Discord asks for are kept.

        In a transaction of its own: what is sent must be committed, whatever
        becomes of the button's.

        :param prepare: function of the new environment, returns notifications
        :return: {notification id: (state, why it is not sent)}
        """
        with RUNS.run(), self.env.registry.cursor() as cr:
            here = self.with_env(self.env(cr=cr, su=True))
            notifications = prepare(here.env)
            edits = notifications.filtered("edit_of_id")
            posts = (notifications - edits).sorted("id")
            last_ids = {n.webhook_id.id: n.id for n in posts}
            notifications.webhook_id._end_own_pauses()
            edits._end_own_delays()
            here._commit()
            here._drain(Asked(last_ids, edits.ids))
            here._wake()  # others may have left the rest to us
            return {n.id: (n.state, n._why_not_sent()) for n in notifications}

    @api.model
    def _describe(self, webhook):
        """Ask Discord about a webhook, at once; posts nothing. Returns a `Verdict`."""
        with RUNS.run():
            return shared_client().describe(webhook._address())

    def _drain(self, asked=ALL):
        """Claim, post and settle until nothing is due or the time is up."""
        if reason := self.env["discord.database"]._silenced():
            _logger.info("Nothing is sent: %s", reason)
            return
        self._unless_disturbed(self.env["discord.webhook"]._end_impossible_holds)
        self._unless_disturbed(self._end_rest)
        if orphan_ids := orphans(self.env).ids:
            self._commit()
            for delivery_id in orphan_ids:
                self._settle(delivery_id, ORPHANED)
        in_flight = {}  # {future of a verdict: its `Claim` or `EditClaim`}
        with ThreadPoolExecutor(THREADS) as pool:
            try:
                self._keep_in_flight(pool, in_flight, asked)
            finally:  # whatever has happened here, what Discord answers counts
                while in_flight:
                    self._settle_answered(in_flight)

    def _keep_in_flight(self, pool, in_flight, asked):
        """Keep requests in flight, until nothing is due or the time is up."""
        end = time.monotonic() + RUN_SECONDS
        while not RUNS.stopping:
            pause = None
            if must_give_way(self.env.cr):
                end = time.monotonic()
            if time.monotonic() < end:
                claims, pause = self._claim_all(asked, in_flight)
                self._commit()
                for one in claims:
                    future = pool.submit(one.exchange, shared_client())
                    in_flight[future] = one
            if in_flight:
                self._settle_answered(in_flight)
            elif not self._wait(pause, asked, end):
                return

    def _claim_due(self, until, free):
        """Return (claims of what may be sent now, seconds until more is due)."""
        claims, pauses, now, is_hurried = [], [], utc_now(), bool(until)
        turns = due_webhooks(self.env, until)
        looked = (
            last_look(self.env) if any(one.broken_reason for one in turns) else None
        )
        for webhook, due in turns.items():
            looks = due and webhook.broken_reason and not is_hurried
            wait = seconds_left(now, due, looked if looks else None)
            if wait > 0:
                pauses.append(wait)
            elif len(claims) < free and not (
                webhook.needs_probe and any(one.payload is None for one in claims)
            ):
                which = until and until[webhook.id]
                one, lost_turn = self._claim(webhook, which, POSTS)
                if one:
                    claims.append(one)
                    looked = now if webhook.broken_reason else looked
                elif lost_turn:
                    pauses.append(LOOK_AGAIN)
        return claims, min(pauses, default=None)

    def _claim(self, webhook, asked, lane):
        """Return (what a lane's claim does, whether somebody else was quicker)."""
        try:
            one = claim_somehow(webhook, asked, lane)
            if not one and lane is POSTS and webhook._is_left_to_another():
                # It has our wake-up; who holds the key may be quicker next time.
                wake_at(self.env.cr.dbname, PASS_ON)
            return one, not one and bool(webhook._address())
        except psycopg2.Error:
            raise
        except Exception as error:  # one webhook's trouble is not the others'
            log_trouble(_logger, error, "Stuck webhook %s", webhook.id)
            return None, False

    def _settle_answered(self, in_flight):
        """Wait a moment for answers, and settle the deliveries that have one."""
        answered, _waiting = wait(in_flight, LOOK_AGAIN, FIRST_COMPLETED)
        for future in answered:
            one = in_flight.pop(future)
            self._settle(one.delivery_id, future.result(), one.target)

    def _settle(self, delivery_id, verdict, target=None):
        """Keep what a request came to, in a transaction of its own.

        An answer must not be lost, whatever has become of our own connection.
        """
        for attempt in range(SETTLE_ATTEMPTS):
            try:
                with self.env.registry.cursor() as cr:
                    deliveries = self.env(cr=cr)["discord.delivery"]
                    deliveries.browse(delivery_id)._settle(verdict, target)
                return
            except psycopg2.Error as error:
                # Other servers, or a PostgreSQL that restarts or whose disk is full.
                trouble = error
                time.sleep(0.02 * 2**attempt)
            except Exception as error:  # and the others' answers count all the same
                trouble = error
                break
        log_trouble(_logger, trouble, "Stuck delivery %s", delivery_id)

    def _wait(self, pause, asked, end):
        """Return whether to look again after a short pause; else end the run."""
        dbname = self.env.cr.dbname
        if must_give_way(self.env.cr):
            wake_at(dbname, GIVEN_WAY)
            return False
        if time.monotonic() >= end:
            wake_soon(dbname)
            return False
        if orphaned := self._others_end(asked):
            # A person who presses a button waits; a run leaves the rest to others,
            # and looks whether they have died.
            left = max((orphaned - utc_now()).total_seconds(), 1)
            pause = min(left if asked == ALL else LOOK_AGAIN, pause or left)
        self._commit()
        if pause is None:
            return False
        if pause <= min(SHORT_HOLD, end - time.monotonic()):
            time.sleep(pause)
            return True
        wake_at(dbname, pause)
        return False

    def _unless_disturbed(self, work):
        """Do what the next run does as well, should others be in the way.

        Whatever else fails, no mail for example, must not stop the sender: Odoo
        deactivates a scheduled action that has failed for a week.
        """
        if RUNS.stopping:
            return
        try:
            work()
            self._commit()
        except Exception as error:
            self.env.cr.rollback()
            if not isinstance(error, LOST_TURN):
                log_trouble(_logger, error, "Stuck work %s", work.__name__)

    def _commit(self):
        # No progress is counted, so none is written: that would double the work.
        cron = self.env["ir.cron"].with_context(ir_cron_progress_id=None)
        cron._commit_progress()

    @api.model
    def _wake(self):
        """Run the sender once this transaction is committed."""
        dbname = self.env.cr.dbname
        self.env.cr.postcommit.add(lambda: wake_soon(dbname))
