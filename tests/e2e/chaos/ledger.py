"""What was saved against what is shown: every top-up, duplicate, order, last word."""

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

REFERENCE = re.compile(r"\bw\d-\d{5}\b")
MARK = re.compile(r"-# répétition possible · réf ([0-9a-f]{4})")

# Of what was deleted since, its notification still says what it was.
TOPUPS = """
SELECT coalesce(s.reference_no, n."values" ->> 'reference_no') AS topup, n.id, n.state,
       n.failure_reason AS reason, n.discord_message_id AS message_id,
       coalesce(s.avoir, '') AS words, s.id IS NULL AS is_deleted
  FROM (SELECT * FROM alimenteur_solde WHERE source ~ '^w\\d$') s
  FULL JOIN (
        SELECT * FROM discord_notification
         WHERE event = 'created' AND "values" ->> 'reference_no' ~ '^w\\d-'
  ) n ON n.res_id = s.id
 ORDER BY n.id"""
EDITS = """
SELECT edit_of_id AS id,
       string_agg(format('%s %s %s', event, state, failure_reason), ', ' ORDER BY id)
           AS became
  FROM discord_notification WHERE edit_of_id IS NOT NULL GROUP BY edit_of_id"""
DELIVERIES = """
SELECT d.id, d.state, d.error, d.repeat_of_id,
       array_agg(n."values" ->> 'reference_no') AS topups
  FROM discord_delivery d
  JOIN discord_delivery_notification_rel r ON r.delivery_id = d.id
  JOIN discord_notification n ON n.id = r.notification_id
 WHERE d.verb = 'post'
 GROUP BY d.id ORDER BY d.id"""


@dataclass
class Ledger:
    """The comparison.

    :ivar topups: rows of ``TOPUPS``
    :ivar deliveries: rows of ``DELIVERIES`` by id
    :ivar messages: {number: the text that it shows} of each message, in order
    :ivar edits: {notification id: what became of its edits, in words}
    :ivar refused: {top-up: the fault with which it was refused, alone}
    :ivar asked_again: ids of the notifications that a person had sent again
    :ivar wrong: in words, all that should not be; empty is what we want
    :ivar duplicates: {the doubtful request, in words: top-ups it made arrive again}
    :ivar errors: in words, what Discord refused
    :ivar living: {top-up: what became of it since}, of those whose message is known
    """

    topups: list
    deliveries: dict
    messages: dict
    edits: dict
    refused: dict
    asked_again: set
    wrong: list = field(default_factory=list)
    duplicates: dict = field(default_factory=lambda: defaultdict(list))
    errors: list = field(default_factory=list)
    living: dict = field(default_factory=dict)

    @classmethod
    def of(cls, world, asked_again):
        """Read it from the database and the stand-in, and compare."""
        deliveries = {row["id"]: row for row in world.rows(DELIVERIES)}
        messages = {one["id"]: text_of(one) for one in world.standin.messages()}
        edits = {row["id"]: row["became"] for row in world.rows(EDITS)}
        refused = refused_alone(world.standin.requests())
        topups = world.rows(TOPUPS)
        return cls(topups, deliveries, messages, edits, refused, asked_again)

    def __post_init__(self):
        self.arrivals = self._arrivals()
        self._compare()

    def _arrivals(self):
        """{top-up: [texts of the messages that carried it]}, in order of arrival."""
        arrivals = defaultdict(list)
        for text in self.messages.values():
            for topup in REFERENCE.findall(text):
                arrivals[topup].append(text)
        return arrivals

    def _compare(self):
        saved = Counter(row["topup"] for row in self.topups)
        self.wrong += [f"{one} has several rows" for one in saved if saved[one] > 1]
        self.wrong += [
            f"{one} arrived and was not saved" for one in self.arrivals.keys() - saved
        ]
        for row in self.topups:
            self._check_presence(row)
            self._check_repeats(row["topup"])
            self._check_last_word(row)
        self._check_order()

    def _check_presence(self, row):
        topup, arrived = row["topup"], row["topup"] in self.arrivals
        if row["state"] == "error" and topup in self.refused:
            fault = self.refused[topup]
            self.errors.append(f"{topup}: {fault}, told as: {row['reason']}")
        elif row["state"] != "sent" or not arrived:
            self.wrong.append(f"{topup} is {row['state']}, arrived: {arrived}")

    def _check_last_word(self, row):
        """The message whose number Odoo knows says what was committed last, in order.

        An earlier copy of a repeat may stay as it was.
        """
        text = self.messages.get(row.get("message_id"))
        if text is None:
            return
        topup = row["topup"]
        if row["is_deleted"] or row["words"].startswith("v"):
            self.living[topup] = row["words"] or "deleted"
        if row["is_deleted"]:
            is_true = re.search(rf"~~[^~]*{topup}[^~]*~~", text)
        else:
            is_true = re.search(rf"\*\*{topup}\*\* *{row['words']} *\n", text)
        if not is_true:
            became = row["words"], "deleted" if row["is_deleted"] else "there"
            shown = f"{became}, edits: {self.edits.get(row['id'])}, shown: {text}"
            self.wrong.append(f"{topup} is not shown as it became: {shown}")
        carried = REFERENCE.findall(text)
        if carried != sorted(carried):
            self.wrong.append(f"{topup} is in a message out of order")

    def _check_repeats(self, topup):
        """Every arrival but the first names a doubtful request that carried it."""
        for text in self.arrivals.get(topup, [])[1:]:
            marked = MARK.findall(text)
            doubtful = self._doubtful(topup, marked[-1]) if marked else None
            if doubtful:
                doubt = f"request {doubtful['id']}, {doubtful['error']}"
                self.duplicates[doubt].append(topup)
            else:
                self.wrong.append(f"{topup} arrived again, marked {marked}")

    def _doubtful(self, topup, reference):
        """The request that was in doubt, or was until its answer came, after all."""
        repeated = {row["repeat_of_id"] for row in self.deliveries.values()}
        for delivery in self.deliveries.values():
            is_meant = f"{delivery['id']:04x}"[-4:] == reference
            if is_meant and topup in delivery["topups"]:
                was_in_doubt = delivery["state"] == "in_doubt"
                return delivery if was_in_doubt or delivery["id"] in repeated else None
        return None

    def _check_order(self):
        """First arrivals come in the order of the rows, but for a person's repeats."""
        decided = {r["topup"] for r in self.topups if r["id"] in self.asked_again}
        newest = {}
        for topup in self.arrivals:  # in the order of their first arrivals
            source, number = topup.split("-")
            if topup in decided:
                continue
            if number < newest.get(source, ""):
                self.wrong.append(f"{topup} arrived after {source}-{newest[source]}")
            newest[source] = max(number, newest.get(source, ""))


def text_of(message):
    """All the text of a message, without what makes the marks of a plain one plain."""
    texts = [message["content"], *(e["description"] for e in message["embeds"])]
    return "\n".join(texts).replace("\\", "")


def refused_alone(received):
    """{top-up: fault} of the requests with one top-up that the stand-in refused."""
    refused = {}
    for request in received:
        topups = REFERENCE.findall(json.dumps(request["json"]))
        if request["status"] in (400, 413) and request["fault"] and len(topups) == 1:
            refused[topups[0]] = request["fault"]
    return refused
