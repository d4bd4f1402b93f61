"""Two Odoo servers on one database, five webhooks, and all that can befall them."""

import json
import time
from functools import partial

import requests
from channel import know_server
from json2 import Json2, new_key
from waiting import eventually

from sandbox.progress import Failure

from .faults import BAN, BREAKING
from .shop import Client

WEBHOOKS = 5
PATIENCE = 60  # seconds: for a server or PostgreSQL to be back, on a busy machine
TEMPLATE = "**{reference_no}** {avoir}\n> {solde} MAD, `{create_date}`"


class World:
    """What the test sets up, tears down and asks.

    :param sql: runs a statement in the database, wherever the servers are
    :param chance: decides what happens to whom
    """

    def __init__(self, standin, servers, cluster, chance):
        self.standin, self.servers, self.cluster = standin, servers, cluster
        self.sql = partial(cluster.sql, database=servers[0].database)
        self.chance = chance
        self.happened = []  # what was done, in words
        admin = servers[0].rpc("admin")
        self._key = new_key(admin, admin.user_id)
        admin.call("discord.rule", "write", admin.find("discord.rule"), {"active": 0})
        self.webhooks = {}  # {source: (id in Odoo, the stand-in's)}
        for number in range(WEBHOOKS):
            self._add_webhook(admin, f"w{number}")

    def _add_webhook(self, admin, source):
        webhook = self.standin.add_webhook(source)
        webhook_id = admin.create("discord.webhook", name=source, url=webhook.url)
        know_server(admin, self.standin, webhook_id)
        admin.create(
            "discord.rule",
            name=source,
            model_name="alimenteur.solde",
            template=TEMPLATE,
            filter_domain=f"[('source', '=', '{source}')]",
            webhook_id=webhook_id,
            follow=True,
        )
        self.webhooks[source] = webhook_id, webhook

    def clients(self):
        """Return a `Client` per webhook."""
        return [
            Client(source, self.servers, self._key, type(self.chance)(number))
            for number, source in enumerate(
                self.webhooks, start=self.chance.randrange(1 << 30)
            )
        ]

    def call(self, model, method, **named):
        """Call Odoo on a server that answers, however long that takes."""

        def called():
            for server in self.servers:
                try:
                    return [Json2(server.url, self._key).call(model, method, **named)]
                except requests.RequestException:
                    continue
            return None

        return eventually(called, PATIENCE)[0]

    def rows(self, query):
        """The rows of a query as dicts, once PostgreSQL answers."""

        def fetched():
            try:
                as_json = f"SELECT coalesce(json_agg(q), '[]') FROM ({query}) q"
                return [json.loads(self.sql(as_json))]
            except Failure:
                return None

        return eventually(fetched, PATIENCE)[0]

    # === WHAT CAN HAPPEN === #

    def calamities(self):
        """Return all that can happen, in an order of chance."""
        every = [
            self._kill_a_server,
            self._stop_a_server,
            self._restart_postgres,
            self._lose_discord,
            self._be_banned,
            self._break_a_webhook,
        ]
        self.chance.shuffle(every)
        return every

    def _kill_a_server(self):
        number = self.chance.randrange(len(self.servers))
        self._say(f"server {number} is killed")
        self.servers[number].kill()
        self._pause(1)
        self.servers[number].start()

    def _stop_a_server(self):
        number = self.chance.randrange(len(self.servers))
        self._say(f"server {number} is stopped in good order")
        self.servers[number].stop()
        self.servers[number].start()

    def _restart_postgres(self):
        mode = self.chance.choice(["fast", "immediate"])
        self._say(f"PostgreSQL is restarted, {mode}")
        self.cluster.restart(mode)
        self._pause(2)

    def _lose_discord(self):
        self._say("Discord cannot be reached")
        with self.standin.down():
            self._pause(2)

    def _be_banned(self):
        self._say("Cloudflare bans the address")
        self.standin.misbehave(BAN, times=1)
        self._pause(2)

    def _break_a_webhook(self):
        source = self.chance.choice(sorted(self.webhooks))
        fault = self.chance.choice(BREAKING)
        self._say(f"webhook {source} is broken: {fault}")
        _id, webhook = self.webhooks[source]
        with self.standin.misbehave(fault, webhook_id=webhook.id):
            self._pause(3)

    def _pause(self, seconds):
        time.sleep(self.chance.uniform(seconds / 4, seconds))

    def _say(self, what):
        self.happened.append(what)
