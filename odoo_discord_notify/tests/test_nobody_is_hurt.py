"""Whatever is wrong with a rule, the user's save succeeds and the fact is kept."""

from contextlib import suppress
from unittest.mock import patch

import psycopg2

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL, mute_logger

from .common import DiscordCase

OUTBOX = "odoo.addons.odoo_discord_notify.models.outbox.discord_outbox"

REFUSAL = "No"
REFUSING = """
    CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.state = 'outgoing' THEN
            RAISE EXCEPTION USING ERRCODE = TG_ARGV[0];
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON discord_notification
       FOR EACH ROW EXECUTE FUNCTION pg_temp.refuse(%s);
"""


@tagged("post_install", "-at_install")
class TestNobodyIsHurt(DiscordCase):
    def assertKept(self, record, failure_type, reason):
        """Assert that the record was saved, and what the outbox says of it."""
        notification = self.told(record)
        self.assertTrue(record.exists())
        self.assertEqual(notification.state, "error")
        self.assertEqual(notification.failure_type, failure_type)
        self.assertIn(reason, notification.failure_reason)
        return notification

    def set_by_sql(self, name, value):
        """Set a field of the rule as no form would let one."""
        rule = self.rule("solde")
        rule.flush_recordset()
        query = SQL("UPDATE discord_rule SET %s = %s", SQL.identifier(name), value)
        self.env.cr.execute(SQL("%s WHERE id = %s", query, rule.id))
        rule.invalidate_recordset()
        rule.sequence += 1  # so that it is read anew

    def explode(self, model_name, error):
        """Make the computation of a model's display name fail."""

        def compute(records):
            raise error

        field = self.env[model_name]._fields["display_name"]
        self.patch(field, "compute", compute)

    def test_a_field_that_the_model_has_not_keeps_what_is_known(self):
        self.rule("solde").template = "{no_such_field} {reference_no}"
        notification = self.assertKept(
            self.new_topup(reference_no="A"), "template", "no_such_field"
        )
        self.assertEqual(notification.values["reference_no"], "A")
        self.assertEqual(self.rule("solde").state, "error")

    def test_a_field_behind_a_relation_that_the_model_has_not(self):
        self.rule("solde").template = "{client.no_such_field}"
        self.assertKept(self.new_topup(), "template", "no_such_field")

    def test_a_path_through_a_field_that_is_no_relation(self):
        self.rule("solde").template = "{reference_no.name}"
        self.assertKept(self.new_topup(), "template", "reference_no")

    def test_a_format_that_does_not_fit_its_field(self):
        self.rule("solde").template = "{reference_no:.2f}"
        self.assertKept(self.new_topup(), "template", "does not fit it")

    def test_a_required_field_that_the_model_has_not(self):
        self.rule("solde").required_fields = "no_such_field"
        self.assertKept(self.new_topup(), "template", "no_such_field")

    def test_a_reason_field_that_the_model_has_not(self):
        self.rule("bl").reason_field = "no_such_field"
        order = self.new_order(date_ecriture="2025-05-02")
        order.date_ecriture = "2025-05-03"
        self.assertEqual(self.told(order).state, "outgoing")

    def test_a_template_broken_behind_the_orms_back(self):
        self.set_by_sql("template", "{")
        with mute_logger(OUTBOX):
            self.assertKept(self.new_topup(), "internal", "could not be prepared")

    def test_a_relation_that_was_deleted_meanwhile_is_empty(self):
        self.rule("solde").write({"template": "a{client}b", "required_fields": False})
        partner = self.env["res.partner"].create({"name": "Gone"})
        topup = self.new_topup(client=partner.id)
        self.env.cr.flush()
        topup.client = False
        partner.unlink()
        self.assertFalse(self.told(topup).content)

    def test_a_former_relation_that_was_deleted_meanwhile(self):
        self.rule("bl").write({"template": "{old.client}", "watched_fields": "client"})
        order = self.new_order(client=self.env["res.partner"].create({"name": "G"}).id)
        former = order.client
        order.client = self.client
        former.sudo().unlink()
        self.assertEqual(self.told(order).content, "G")

    def test_an_agent_who_is_deleted_meanwhile_takes_no_message_along(self):
        agent = new_test_user(self.env, "temp", name="Gone")
        topups = self.env["alimenteur.solde"]
        first = topups.with_user(agent).sudo().create({"client": self.client.id})
        second = self.new_topup()
        agent.unlink()
        self.assertFalse(self.told(first).user_id)
        self.assertEqual(self.told(first + second).mapped("state"), ["outgoing"] * 2)

    def test_a_rule_that_sql_deleted_tells_nothing_and_stops_nobody(self):
        gone = self.new_rule("alimenteur.solde")
        watch = self.env["discord.watch"]._for_model("alimenteur.solde")
        self.assertIn(gone.id, [rule.rule_id for rule in watch.rules])
        self.env.cr.execute("DELETE FROM discord_rule WHERE id = %s", [gone.id])
        known = {"alimenteur.solde": watch}  # as of a worker that has not heard of it
        self.patch(self.registry["discord.watch"], "_for_model", known.get)
        with self.assertNoLogs(OUTBOX, "ERROR"):
            self.assertEqual(self.told(self.new_topup()).rule_id, self.rule("solde"))

    def test_agents_of_one_transaction_are_told_apart(self):
        agents = [
            new_test_user(self.env, login, name=login) for login in ("a1", "a2", "a3")
        ]
        topups = self.env["alimenteur.solde"]
        for agent in agents:
            topups += topups.with_user(agent).sudo().create({"client": self.client.id})
        agents[1].unlink()
        told = [one.user_id for one in self.told(topups)]
        self.assertEqual(told, [agents[0], self.env["res.users"], agents[2]])

    def test_a_computation_that_explodes(self):
        self.explode("alimenteur.solde", ZeroDivisionError("secret words"))
        notification = self.assertKept(
            self.new_topup(), "template", "ZeroDivisionError"
        )
        self.assertNotIn("secret words", notification.failure_reason)

    def test_a_computation_that_explodes_for_one_record_spares_the_others(self):
        def compute(records):
            for record in records:
                if record.reference_no == "bad":
                    raise UserError(REFUSAL)
                record.display_name = record.reference_no

        self.patch(
            self.env["alimenteur.solde"]._fields["display_name"], "compute", compute
        )
        good, bad = (
            self.new_topup(reference_no="ok"),
            self.new_topup(reference_no="bad"),
        )
        self.assertEqual(self.told(good).state, "outgoing")
        self.assertEqual(self.told(bad).state, "error")

    @mute_logger(OUTBOX, "odoo.sql_db")
    def test_an_error_of_the_database_while_rendering(self):
        def compute(records):
            records.env.cr.execute("SELECT 1 / 0")

        self.patch(
            self.env["alimenteur.solde"]._fields["display_name"], "compute", compute
        )
        self.assertKept(self.new_topup(), "internal", "could not be prepared")

    def test_what_odoo_retries_is_not_kept_from_it(self):
        for error in ("SerializationFailure", "DeadlockDetected", "LockNotAvailable"):
            with self.subTest(error):
                error = getattr(psycopg2.errors, error)
                self.explode("alimenteur.solde", error("once more, please"))
                with self.assertRaises(error), self.env.cr.savepoint():
                    self.told(self.new_topup())

    @mute_logger(OUTBOX)
    def test_a_row_that_the_database_refuses(self):
        self.env.cr.execute(REFUSING, ["check_violation"])
        self.assertKept(self.new_topup(), "internal", "could not be prepared")

    def test_a_row_on_which_odoo_is_to_try_again(self):
        for code in ("40001", "40P01", "55P03"):
            error = psycopg2.errors.lookup(code)
            with (
                self.subTest(error),
                self.assertRaises(error),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(REFUSING, [code])
                self.told(self.new_topup())
        self.assertEqual(self.told(self.new_topup()).state, "outgoing")

    def test_a_domain_that_no_longer_fits_the_model(self):
        self.set_by_sql("filter_domain", "[('no_such_field', '=', 1)]")
        with mute_logger(OUTBOX):
            self.assertKept(self.new_topup(), "internal", "could not be prepared")

    def test_watching_what_cannot_be_watched_lets_every_write_through(self):
        lines = [Command.create({"product": name}) for name in ("Ciment", "Sable")]
        for name in ("line_ids", "no_such_field", "display_name"):
            self.rule("bl").watched_fields = f"{name}, date_ecriture"
            order = self.new_order(date_ecriture="2025-05-02", line_ids=lines)
            order.write({"line_ids": lines, "date_ecriture": "2025-05-03"})
            with self.subTest(name):
                self.assertEqual(self.rule("bl").state, "error")
                self.assertEqual(self.told(order).state, "outgoing")

    def test_the_users_own_errors_stay_the_users(self):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.new_topup()
            raise UserError(REFUSAL)

    def test_a_users_error_that_somebody_survives_costs_no_message(self):
        topup = self.new_topup()
        refusing = patch.object(
            type(self.env), "flush_all", side_effect=UserError(REFUSAL)
        )
        with refusing as flush, suppress(UserError):
            self.env.cr.precommit.run()
        flush.assert_called_once()
        self.assertEqual(self.told(topup).state, "outgoing")

    def test_a_broken_rule_leaves_the_other_rules_in_peace(self):
        broken = self.new_rule("alimenteur.solde", "{no_such_field}")
        topup = self.new_topup()
        self.assertEqual(self.told(topup, broken).state, "error")
        self.assertEqual(self.told(topup, self.rule("solde")).state, "outgoing")

    def test_no_log_line_holds_the_words_of_a_failed_message(self):
        def compute(records):
            records.env.cr.execute("SELECT 1 / 0", log_exceptions=False)

        self.patch(
            self.env["alimenteur.solde"]._fields["display_name"], "compute", compute
        )
        with self.assertLogs("odoo", "WARNING") as log:
            self.told(self.new_topup(reference_no="secret words"))
        self.assertNotIn("secret words", "\n".join(log.output))
