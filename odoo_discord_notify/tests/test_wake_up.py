"""Each database has one alarm, however many pauses its webhooks make."""

from unittest.mock import patch

import psycopg2

from odoo import modules
from odoo.tests import BaseCase, tagged

from ..models.sending import wake_up
from ..models.sending.wake_up import wake_at


@tagged("post_install", "-at_install")
class TestWakeUp(BaseCase):
    def setUp(self):
        super().setUp()
        # Tests wake nobody: here the timers are real, and none of them ends.
        self.enterContext(patch.object(modules.module, "current_test", None))
        self.timers = self.enterContext(patch.dict(wake_up._timers, clear=True))

    def alarm(self, seconds):
        """Ask to be woken, and return the timer that will do it."""
        wake_at("nowhere", seconds)
        [timer] = self.timers.values()
        self.addCleanup(timer.cancel)
        return timer

    def test_a_later_alarm_is_left_to_the_run_that_the_earlier_one_wakes(self):
        first = self.alarm(600)
        self.assertIs(self.alarm(900), first)

    def test_an_earlier_alarm_takes_the_place_of_the_later_one(self):
        later = self.alarm(900)
        earlier = self.alarm(600)
        self.assertLess(earlier.due, later.due)
        later.join(10)
        self.assertFalse(later.is_alive())
        self.assertTrue(earlier.is_alive())

    def test_however_many_saves_are_disturbed_one_timer_tries_again(self):
        self.addCleanup(wake_up._committed.pop, "nowhere", None)
        self.addCleanup(wake_up._disturbed.clear)
        away = patch.object(wake_up, "Registry", side_effect=psycopg2.OperationalError)
        with away:
            for number in range(5):
                wake_up._committed["nowhere"].append(number)
                wake_up._wake("nowhere")
        [timer] = self.timers.values()
        timer.cancel()
        self.assertEqual(wake_up._disturbed["nowhere", wake_up._wake], 5)
        self.assertEqual(wake_up._committed["nowhere"], [0, 1, 2, 3, 4])

    def test_an_alarm_that_no_thread_keeps_any_more_is_set_anew(self):
        lost = self.alarm(600)  # as a child process finds its parent's
        lost.cancel()
        lost.join(10)
        self.assertTrue(self.alarm(900).is_alive())
