"""A fortnight of a distributor's: saved, told and synchronized by the real product.

Only the clock is set afterwards: see `clock`.
"""

import time
from datetime import date, datetime, timedelta
from itertools import cycle, islice

from sandbox.rpc import add_internal_user

TODAY = datetime.combine(date.today(), datetime.min.time())
PATIENCE = 60  # seconds
ADMINISTRATOR = "Nadia El Fassi"
SETTINGS = {
    "fallback_addresses": "exploitation@asg.example",
    "link_base": "https://asg.example",
}
AGENTS = {
    "karim": "Karim Alaoui",
    "salma": "Salma Idrissi",
    "youssef": "Youssef Naciri",
}
CLIENTS = {
    "Dépôt Maârif": "Casablanca",
    "Magasin Agadir": "Agadir",
    "Dépôt Fès Saïss": "Fès",
    "Épicerie Al Amal": "Rabat",
    "Dépôt Tanger Ville": "Tanger",
    "Supérette Zerktouni": "Casablanca",
    "Café Atlas": "Marrakech",
    "Magasin Oujda Centre": "Oujda",
}
DEPOTS = {"Dépôt Maârif": "#casa", "Dépôt Tanger Ville": "#tanger"}
PRODUCTS = {"Farine 25 kg": 180, "Sucre 50 kg": 320, "Huile 5 L": 95, "Thé 2 kg": 140}
AMOUNTS = (1500, 2400, 800, 5000, 3250.5, 1200, 10000, 640, 2150)
REASONS = ("Camion en panne", "Client fermé", "Rupture de stock")
WEEK = ((9, 4, 1), (12, 5, 0), (8, 6, 2), (11, 4, 1), (10, 7, 0), (6, 2, 0), (2, 0, 0))
TOP_UP, ORDER = "alimenteur.solde", "bldimagaz.bc"
# Written by another program, which Odoo hears nothing of; one has no client.
MISSED = """
INSERT INTO alimenteur_solde
       (client, solde, state, source, reference_no, create_uid, create_date)
SELECT (SELECT id FROM res_partner WHERE name = missed.client LIMIT 1), amount, 'done',
       'Import', reference, 2, now() AT TIME ZONE 'UTC'
  FROM (VALUES ('Café Atlas', 2750, 'IMP/2026/0411'),
               ('Dépôt Fès Saïss', 4100, 'IMP/2026/0412'), (NULL, 900, 'IMP/2026/0413'),
               ('Magasin Oujda Centre', 1850, 'IMP/2026/0414'),
               ('Supérette Zerktouni', 3600, 'IMP/2026/0415'))
       missed (client, amount, reference)"""
# Or it would find them before the person who asks for it.
NO_SCHEDULE = """
UPDATE ir_cron SET active = FALSE WHERE id IN (
    SELECT res_id FROM ir_model_data WHERE name = 'ir_cron_sync_all')"""


def hour(clock):
    """Return the instant of today's at which a clock shows this."""
    hours, minutes = map(int, clock.split(":"))
    return TODAY.replace(hour=hours, minute=minutes)


class Fortnight:
    """What ``server``'s people do, and ``standin`` hears.

    :ivar when: [(model, record id, event, instant)] at which it shall have happened
    """

    def __init__(self, server, standin, sql):
        self._server, self._standin, self._sql = server, standin, sql
        self._admin = server.rpc("admin")
        self._amounts, self._reasons = cycle(AMOUNTS), cycle(REASONS)
        self._products = cycle(PRODUCTS.items())
        self.when = []

    def live(self, webhooks):
        """Live through it; returns the ids of what the pictures show."""
        self._sql(NO_SCHEDULE, self._server.database)
        self._furnish(webhooks)
        for ago in range(13, 0, -1):
            self._day(TODAY - timedelta(days=ago))
        self._all_told()
        log_id = self._synchronize()
        return {"notification": self._morning(), "sync_log": log_id}

    def break_channel(self, webhook):
        """Somebody deletes a webhook in Discord; what it should tell waits."""
        self._standin.delete_webhook(webhook.id)
        orders = self._admin.find(ORDER)[:3]
        for order_id in orders:
            self._move(next(self._agents), order_id, TODAY)
        minutes = (hour(at) for at in ("09:51", "10:14", "10:33"))
        for order_id, at in zip(orders, minutes, strict=True):
            self.when.append((ORDER, order_id, "changed", at))
        gone = ("state", "=", "gone")
        self._until(lambda: self._admin.find("discord.delivery", gone))

    def address(self):
        """Let the rule of orders call somebody, and some depots have their channels."""
        admin = self._admin
        [rule_id] = admin.find(
            "discord.rule", ("model_name", "=", ORDER), ("trigger", "=", "on_create")
        )
        called = {"name": "@livraison", "kind": "role", "discord_id": "4210"}
        routes = [
            {
                "value": str(self._clients[name]),
                "webhook_id": admin.create("discord.webhook", name=channel),
            }
            for name, channel in DEPOTS.items()
        ]
        values = {
            **{"mention_ids": [(0, 0, called)], "route_field": "depositaire"},
            "route_ids": [(0, 0, route) for route in routes],
        }
        admin.call("discord.rule", "write", [rule_id], values)
        return rule_id

    def correct(self, notification_id):
        """Its rule follows what it tells, and somebody corrects the amount."""
        read, write = self._admin.read, self._admin.call
        told = read("discord.notification", notification_id, "rule_id", "res_id")
        write("discord.rule", "write", [told["rule_id"][0]], {"follow": True})
        number = self._standin.messages()[-1]["id"]  # the clock has given it another
        self._sql(
            f"UPDATE discord_notification SET discord_message_id = '{number}'"
            f" WHERE id = {notification_id}",
            self._server.database,
        )
        write(TOP_UP, "write", [told["res_id"]], {"solde": 2750})
        edited = [("edit_of_id", "=", notification_id), ("state", "=", "sent")]
        self._until(lambda: self._admin.find("discord.notification", *edited))

    # === PEOPLE AND CLIENTS === #

    def _furnish(self, webhooks):
        write, admin = self._admin.call, self._admin
        write("res.company", "write", [1], {"name": "ASG Distribution"})
        person = {"name": ADMINISTRATOR, "odoobot_state": "disabled"}
        write("res.users", "write", [admin.user_id], person)
        for name, value in SETTINGS.items():
            key = f"odoo_discord_notify.{name}"
            write("ir.config_parameter", "set_param", key, value)
        for variable, webhook in webhooks.items():
            [webhook_id] = admin.find("discord.webhook", ("env_key", "=", variable))
            values = {"url": webhook.url, "on_doubt": "ask"}
            write("discord.webhook", "write", [webhook_id], values)
        for login, name in AGENTS.items():
            add_internal_user(admin, login, name)
        self._agents = cycle([self._server.rpc(login) for login in AGENTS])
        self._clients = {name: self._client(name, CLIENTS[name]) for name in CLIENTS}
        self._next_client = cycle(self._clients.values())

    def _client(self, name, city):
        known = self._admin.find("res.partner", ("name", "=", name))
        values = {"name": name, "city": city, "is_company": True}
        return known[0] if known else self._admin.create("res.partner", **values)

    # === DAYS === #

    def _day(self, day):
        topups, orders, dates = WEEK[day.weekday()]
        agent = next(self._agents)
        topup_ids = agent.call(TOP_UP, "create", [self._topup() for _ in range(topups)])
        if not day.weekday():  # somebody forgets the client on Mondays
            topup_ids += [agent.create(TOP_UP, solde=next(self._amounts))]
        order_ids = [agent.create(ORDER, **self._order()) for _ in range(orders)]
        self._happened(TOP_UP, topup_ids, "created", day)
        self._happened(ORDER, order_ids, "created", day)
        for order_id in order_ids[:dates]:
            self._move(agent, order_id, day)
        self._happened(ORDER, order_ids[:dates], "changed", day + timedelta(hours=1))

    def _morning(self):
        """What is told today, each alone, with what may go wrong."""
        says = {
            "07:58": (TOP_UP, "Magasin Agadir", None),
            "08:21": (ORDER, "Dépôt Tanger Ville", None),
            "08:47": (TOP_UP, "Épicerie Al Amal", None),
            "09:05": (ORDER, "Café Atlas", "automod"),
            "09:16": (TOP_UP, "Supérette Zerktouni", None),
            "09:38": (ORDER, "Dépôt Fès Saïss", None),
            "10:02": (TOP_UP, "Dépôt Tanger Ville", "closes_after"),
            "10:24": (TOP_UP, "Magasin Oujda Centre", None),
            "10:42": (TOP_UP, "Dépôt Maârif", "status_503"),
        }
        for at, (model, name, fault) in says.items():
            self._standin.reset()  # the channel will show the last one alone
            if fault:
                self._standin.misbehave(fault, times=1)
            agent, make = next(self._agents), self._topup
            if model == ORDER:
                make = self._order
            record_id = agent.create(model, **{**make(), "client": self._clients[name]})
            self.when.append((model, record_id, "created", hour(at)))
            self._all_told()
        about = [("res_model", "=", model), ("res_id", "=", record_id)]
        return self._admin.find("discord.notification", *about)[0]

    def _topup(self):
        return {"client": next(self._next_client), "solde": next(self._amounts)}

    def _order(self):
        client_id = next(self._next_client)
        lines = [
            (0, 0, {"product": product, "quantity": 10, "price_unit": price})
            for product, price in islice(self._products, 2)
        ]
        values = {"client": client_id, "depositaire": client_id, "line_ids": lines}
        return {**values, "date_ecriture": str(TODAY.date())}

    def _move(self, agent, order_id, day):
        later = str(day.date() + timedelta(days=5))
        values = {"date_ecriture": later, "comment": next(self._reasons)}
        agent.call(ORDER, "write", [order_id], values)

    def _happened(self, model, record_ids, event, day):
        """Spread over a working day, from eight to six."""
        for number, record_id in enumerate(record_ids):
            minutes = 8 * 60 + 7 + 577 * number // max(len(record_ids), 1)
            at = day + timedelta(minutes=minutes)
            self.when.append((model, record_id, event, at))

    # === WAITING === #

    def _all_told(self):
        waiting = [("state", "=", "outgoing")]
        self._until(lambda: not self._admin.find("discord.notification", *waiting))

    def _synchronize(self):
        self._sql(MISSED, self._server.database)
        console_id = self._admin.create(
            "discord.sync.console", sync_type="sync_AlimentationSolde"
        )
        self._admin.call("discord.sync.console", "action_run_now", [console_id])
        [log_id] = self._admin.find("discord.sync.log")
        done = ("state", "in", ("success", "partial"))
        self._until(lambda: self._admin.find("discord.sync.log", done))
        self._all_told()
        return log_id

    def _until(self, condition):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"not so after {PATIENCE} s"
            time.sleep(0.1)
