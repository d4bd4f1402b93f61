"""Whatever is in a field, a reason or a row: the channel goes on, and it is said."""

import tracemalloc
from unittest.mock import Mock, patch

from odoo.tools import SQL, mute_logger

from ..discord.clip import MESSAGE_MAX, REASON_MAX, VALUE_MAX
from ..models.sending import claim_trouble
from .dispatcher_common import DispatcherCase

MB = 2**20
STARS = "*" * (10 * MB)


class TestNoValueStopsAChannel(DispatcherCase):
    def measured(self, act):
        """Return what `act` returns, and how many bytes it had in use at most."""
        self.env.flush_all()
        tracemalloc.start()
        try:
            return act(), tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    def sent(self, webhook=None):
        """Claim as the sender does; return the payload, or None."""
        self.env.flush_all()
        taken = claim_trouble.claim_somehow(webhook or self.sender)
        self.env.invalidate_all()
        return taken and taken.payload

    def spoil(self, *ids, error=MemoryError):
        """Make each claim fail that carries one of these notifications."""
        packed = "odoo.addons.odoo_discord_notify.models.sending.delivery_claim.pack"
        notifications = self.env["discord.notification"].browse(ids)
        bad = set(notifications.mapped("content"))

        def pack(items):
            if bad.intersection(item.text for item in items):
                raise error("Hunter2")
            return original(items)

        from_module = claim_trouble.claim.__globals__
        original = from_module["pack"]
        self.startPatcher(patch(packed, lambda items: pack(list(items))))

    def test_a_value_of_megabytes_is_kept_as_long_as_it_can_be_shown(self):
        self.rule("solde").template = "{comment}\n{client.street}"
        self.client.street = STARS[:MB]
        for size in (1, 10):
            told = self.told(self.new_topup(comment=STARS[: size * MB]))
            with self.subTest(size):
                self.assertEqual(told.state, "outgoing")
                self.assertLessEqual(len(told.content), MESSAGE_MAX)
                lengths = {len(text) for text in told.values.values()}
                self.assertLessEqual(max(lengths), VALUE_MAX)
                self.assertLess(len(told.summary), 1000)
        payload, used = self.measured(self.sent)
        self.assertTrue(payload)
        self.assertLess(used, 20 * MB)

    def test_html_of_megabytes_is_told_all_the_same(self):
        rule = self.new_rule("res.partner", "{name} {comment}", watched_fields="name")
        partner = self.env["res.partner"].create({"name": "A"})
        self.forget_transaction()
        html = "<p>" + "<b>x</b>" * MB
        query = SQL("UPDATE res_partner SET comment = %s", html)
        self.env.cr.execute(SQL("%s WHERE id = %s", query, partner.id))
        partner.invalidate_recordset()
        partner.name = "B"
        told = self.told(partner, rule)
        self.assertEqual(told.state, "outgoing")
        self.assertLessEqual(len(told.content), MESSAGE_MAX)

    def test_a_reason_of_a_megabyte_is_cut(self):
        rule = self.new_rule("res.partner", "{name} {reason}", watched_fields="name")
        partner = self.env["res.partner"].create({"name": "A"})
        self.forget_transaction()
        partner.with_context(discord_notify_reason=STARS[:MB]).name = "B"
        told = self.told(partner, rule)
        self.assertEqual(told.state, "outgoing")
        self.assertLess(len(told.values["reason"]), 2 * REASON_MAX)

    def test_so_is_the_name_that_an_agent_gives_himself(self):
        self.agent.name = STARS[: MB // 5]  # no index takes more
        rule = self.new_rule("res.partner", "{agent} {reason}")
        partners = self.env["res.partner"].with_user(self.agent).sudo()
        partners = partners.with_context(discord_notify_reason="Asked")
        told = self.told(partners.create({"name": "A"}), rule)
        self.assertEqual(len(told.values["agent"]), VALUE_MAX)
        self.assertLess(len(told.values["reason"]), VALUE_MAX + REASON_MAX)

    def test_old_values_that_are_kept_are_cut(self):
        order = self.new_order(comment=STARS[:MB], date_ecriture="2025-05-02")
        self.rule("bl").write({"watched_fields": "comment", "template": "{no_such}"})
        order.comment = "short"
        told = self.told(order)
        self.assertEqual(told.state, "error")
        self.assertLess(len(str(told.values)), 3 * VALUE_MAX)

    def test_a_row_of_an_older_release_does_not_fill_the_memory(self):
        self.queue(STARS * 5, "after")
        payload, used = self.measured(self.sent)
        self.assertIn("…", payload["content"])
        self.assertLess(used, 20 * MB)

    def test_an_embed_of_an_older_release_is_sent_as_a_text(self):
        [row] = self.queue("In short")
        row.embed = {"description": STARS}
        payload, used = self.measured(self.sent)
        self.assertEqual(payload["content"], "In short")
        self.assertLess(used, 20 * MB)

    def test_lists_do_not_fetch_what_was_told(self):
        [row] = self.queue("first\nsecond")
        row.values = {"client": STARS}
        self.env.flush_all()
        self.env.invalidate_all()
        spec = {"summary": {}, "has_text": {}, "state": {}, "display_name": {}}
        read, used = self.measured(
            lambda: row.web_search_read([("id", "=", row.id)], spec)["records"]
        )
        self.assertEqual(read[0]["summary"], "first")
        self.assertLess(used, 5 * MB)
        for name in ("values", "content", "embed"):
            self.assertNotIn(row.id, row._fields[name]._get_cache(row.env))

    @mute_logger(claim_trouble.__name__)
    def test_a_poisoned_head_is_set_aside_and_the_channel_goes_on(self):
        for error in (MemoryError, RecursionError, ValueError):
            with self.subTest(error.__name__):
                head, behind = self.queue(f"bad {error.__name__}", "good")
                self.spoil(head.id, error=error)
                self.assertEqual(self.sent()["content"], "good")
                self.assertEqual((head.state, behind.state), ("error", "outgoing"))
                self.assertIn(error.__name__, head.failure_reason)
                self.assertNotIn("Hunter2", head.failure_reason)
                self.assertFalse(self.sender.trouble)
                behind._set_state("sent")
                self.env["discord.delivery"].search([]).unlink()

    @mute_logger(claim_trouble.__name__)
    def test_one_that_spoils_the_pack_lets_those_before_it_go(self):
        first, bad, last = self.queue("first", "bad", "last")
        self.spoil(bad.id)
        self.assertEqual(self.sent()["content"], "first")
        self.assertEqual(set((first + bad + last).mapped("state")), {"outgoing"})

    @mute_logger(claim_trouble.__name__)
    def test_where_nothing_helps_all_waits_and_it_is_said(self):
        rows = self.queue("one", "two")
        self.spoil(*rows.ids)
        self.assertFalse(self.sent())
        self.assertEqual(set(rows.mapped("state")), {"outgoing"})
        self.assertEqual(self.sender.state, "held")
        self.assertIn("MemoryError", self.sender.state_message)
        self.assertIn("MemoryError", self.sender.trouble)

    @mute_logger(claim_trouble.__name__)
    def test_a_question_that_succeeds_blames_no_message(self):
        [head] = self.queue("one")
        self.sender.write({"broken_reason": "Unknown", "asks_first": True})
        insert = Mock(side_effect=[MemoryError, MemoryError, MemoryError, 7])
        with patch.dict(claim_trouble.claim.__globals__, {"insert_sending": insert}):
            self.assertIsNone(self.sent())
        self.assertEqual(head.state, "outgoing")

    @mute_logger(claim_trouble.__name__)
    def test_what_is_the_servers_fault_costs_no_message(self):
        head, _behind = self.queue("one", "two")
        self.spoil(head.id, error=OSError)
        self.assertFalse(self.sent())
        self.assertEqual(head.state, "outgoing")
        self.assertIn("OSError", self.sender.state_message)
