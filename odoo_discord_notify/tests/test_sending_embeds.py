"""The messages in which embeds leave the outbox."""

from .dispatcher_common import DispatcherCase


class TestSendingEmbeds(DispatcherCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule("solde").write(
            {
                "message_format": "embed",
                "embed_title": "{reference_no}",
                "template": "**{solde:.0f}**",
                "embed_color": "#5865F2",
            }
        )

    def tell(self, *references):
        topups = [self.new_topup(reference_no=reference) for reference in references]
        return self.told(self.env["alimenteur.solde"].union(*topups))

    def embed(self, title, **others):
        """Return what is sent of one of these top-ups."""
        return {"title": title, "description": "**1500**", "color": 0x5865F2, **others}

    def test_alone_it_leaves_without_content(self):
        self.tell("A")
        payload, _delivery = self.claim()
        self.assertEqual(payload, {"embeds": [self.embed("A")]})

    def test_in_a_burst_it_shares_the_message_in_order(self):
        self.queue("before")
        self.tell("A", "B")
        self.queue("after")
        payload, delivery = self.claim()
        self.assertEqual(payload["content"], "before")
        embeds = [self.embed("A"), self.embed("B"), {"description": "after"}]
        self.assertEqual(payload["embeds"], embeds)
        self.assertEqual(len(delivery.notification_ids), 4)

    def test_embeds_about_one_record_stay_apart(self):
        set_param = self.env["ir.config_parameter"].set_param
        set_param("odoo_discord_notify.link_base", "https://asg.example")
        self.rule("solde").embed_link = True
        self.rule("solde").copy({"active": True})
        self.tell("A")
        payload, _delivery = self.claim()
        first, second = (embed["url"] for embed in payload["embeds"])
        self.assertEqual(second, f"{first}#n2")

    def test_a_repeat_after_doubt_says_so_below(self):
        self.tell("A", "B")
        _payload, first = self.come_to("unanswered")
        self.let_time_pass()
        payload, _delivery = self.claim()
        reference = f"{first.id:04x}"[-4:]
        footer = {"text": f"répétition possible · réf {reference}"}
        self.assertEqual(
            payload["embeds"], [self.embed("A"), self.embed("B", footer=footer)]
        )

    def test_a_refused_embed_is_sent_as_plain_text_before_it_fails(self):
        self.tell("A")
        self.come_to("invalid", http_status=400)
        payload, delivery = self.claim()
        self.assertEqual(payload, {"content": "A\n\\*\\*1500\\*\\*", "flags": 4})
        self.assertEqual(delivery.form, "plain")
