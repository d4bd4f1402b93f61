"""What one request to Discord came to."""

import re
from dataclasses import dataclass, replace

from .answer import Bucket
from .policy import POLICY, STOPS, Holds, Outcome, Policy, Step

_EMBED = re.compile(r"embeds\[([0-9]+)\]")


@dataclass(frozen=True)
class Verdict:
    """The outcome of one request. No text in it ever holds a URL or a token.

    :ivar case: the row of :data:`~.policy.POLICY` that it falls under.
    :ivar detail: Discord's own words, or what failed.
    :ivar error_path: where Discord finds the message wrong, such as
        ``embeds[0].description: Must be 4096 or fewer in length.``
    :ivar paths: those alone, such as ``("embeds[0].description",)``.
    :ivar retry_after: seconds that the answer asks to wait, as asked.
    :ivar duration: seconds that the request took.
    """

    case: str
    http_status: int | None = None
    discord_code: int | None = None
    detail: str = ""
    error_path: str = ""
    paths: tuple = ()
    retry_after: float | None = None
    scope: str | None = None
    bucket: Bucket | None = None
    message_id: str | None = None
    channel_id: str | None = None
    guild_id: str | None = None
    webhook_name: str | None = None
    duration: float = 0.0

    @property
    def policy(self) -> Policy:
        return POLICY[self.case]

    @property
    def outcome(self) -> Outcome:
        return self.policy.outcome

    @property
    def step(self) -> Step:
        return self.policy.step

    @property
    def holds(self) -> Holds:
        return self.policy.holds

    @property
    def counts(self) -> bool:
        return self.policy.counts

    @property
    def reason(self) -> str:
        """One line for a person: what happened, and the facts behind it."""
        return self.reason_in(str)

    def reason_in(self, translate) -> str:
        """The same, its words as a function of their English gives them."""
        status = self.http_status and f"HTTP {self.http_status}"
        code = self.discord_code and f"Discord {self.discord_code}"
        facts = filter(None, (status, code, self.error_path or self.detail))
        facts = ", ".join(facts)
        said = translate(self.policy.reason)
        return f"{said} ({facts})." if facts else f"{said}."

    @property
    def bucket_pause(self) -> float:
        """Seconds until the webhook's own rate limit lets another request through."""
        exhausted = self.bucket and not self.bucket.remaining
        return self.bucket.reset_after if exhausted else 0.0

    @property
    def is_pause_ours(self) -> bool:
        """Whether the pause that follows is our own patience, not asked for by Discord.

        A ban is not ours: whoever tries during it makes it longer.
        """
        is_asked_for = self.retry_after or not self.policy.pauses
        return not (is_asked_for or self.step is Step.PROBE)

    @property
    def is_bar(self) -> bool:
        """Whether it comes from in front of Discord: of the address, or of a text."""
        return self.case in ("barred", "barred_again")

    @property
    def stops(self) -> bool:
        """Whether the webhook sends nothing until a look finds Discord content."""
        return self.step in STOPS

    @property
    def blamed_embeds(self) -> frozenset:
        """The places of the embeds that are wrong; empty if anything else is, too."""
        found = [_EMBED.match(path) for path in self.paths]
        return frozenset(int(one[1]) for one in found) if all(found) else frozenset()

    @property
    def blamed_part(self) -> str:
        """What is wrong with them, wherever they stand: ``embeds.description``."""
        return " ".join(sorted({re.sub(r"\[[0-9]+\]", "", p) for p in self.paths}))

    @property
    def is_invalid_request(self) -> bool:
        """Whether Discord counts it towards the ban for invalid requests."""
        limited = self.http_status == 429 and self.scope != "shared"
        return limited or self.http_status in (401, 403)

    @property
    def of_edit(self) -> "Verdict":
        """The same of an edit: what may have arrived may simply be sent again."""
        return replace(self, case="unconfirmed") if self.step is Step.DOUBT else self

    def without(self, secret: str) -> "Verdict":
        """The same, should an answer have repeated the secret."""
        return replace(
            self,
            detail=self.detail.replace(secret, "•••"),
            error_path=self.error_path.replace(secret, "•••"),
            paths=tuple(path.replace(secret, "•••") for path in self.paths),
        )


#: For a delivery found in state ``sending`` longer than any request takes.
ORPHANED = Verdict("orphaned")
