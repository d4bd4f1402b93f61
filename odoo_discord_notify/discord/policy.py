"""What follows from each outcome of a request: the policy, as one table.

Read it beside section 4 of the fact sheet on Discord's webhooks, with three changes:
nothing expires, a rate limit is a snooze and not an attempt, and no summary line ever
takes the place of a notification.
"""

from enum import Enum
from typing import NamedTuple

from . import backoff
from .words import _lt


class _Word(str, Enum):
    __str__ = str.__str__  # the word itself, on every Python from 3.10


class Outcome(_Word):
    """How a delivery ended: the states of ``discord.delivery`` but ``sending``."""

    DELIVERED = "delivered"
    LIMITED = "limited"  #: refused for now, and Discord says for how long
    UNAVAILABLE = "unavailable"  #: surely not sent
    IN_DOUBT = "in_doubt"  #: may have been sent
    REFUSED = "refused"  #: this message is bad
    GONE = "gone"  #: this webhook does not exist any more
    BLOCKED = "blocked"  #: the message may be good, but the way is barred


class Holds(_Word):
    """Who has to wait for the delay to be over."""

    NOTHING = "nothing"
    WEBHOOK = "webhook"
    CHANNEL = "channel"  #: every webhook that is known to post to the same channel
    EVERYTHING = "everything"  #: every webhook of the database


class Step(_Word):
    """What the dispatcher does next with the notifications of the delivery."""

    DONE = "done"
    RESEND = "resend"  #: the same again, once the delay is over
    DOUBT = "doubt"  #: as the webhook says: again, at most twice, marked; or ask
    REPAIR = "repair"  #: split the pack; alone: without identity, then plain text
    REJECT = "reject"  #: split the pack; alone: to ``error`` at once
    MEND = "mend"  #: keep, hold, tell the administrators; a person must mend it
    BREAK = "break"  #: keep, the webhook is ``broken`` until it gets a new URL
    PROBE = "probe"  #: keep; once the delay is over, one GET decides for all


class Policy(NamedTuple):
    """One row of the table.

    ``pauses``: seconds to wait after the first, second ... such outcome in a row;
    empty: the answer itself says how long; None: until a person has mended it.
    ``counts``: whether it is an attempt. ``patience``: after so many in a row the
    administrators are told, and of ``DOUBT`` no more is resent; None: never.
    """

    outcome: Outcome
    step: Step
    holds: Holds
    counts: bool
    pauses: tuple | None
    patience: int | None
    reason: str


_O, _S, _H = Outcome, Step, Holds
_AT_ONCE, _QUICK, _DOUBT = backoff.AT_ONCE, backoff.QUICK, backoff.DOUBT
# fmt: off
POLICY = {
    # 2xx
    "delivered":      Policy(_O.DELIVERED, _S.DONE, _H.NOTHING, False, (), None,
        _lt("Delivered")),
    "delivered_unnamed": Policy(_O.DELIVERED, _S.DONE, _H.NOTHING, False, (), None,
        _lt("Delivered, but Discord's answer came without the message's number")),
    "described":      Policy(_O.DELIVERED, _S.DONE, _H.NOTHING, False, (), None,
        _lt("The webhook answers")),
    "intercepted":    Policy(_O.IN_DOUBT, _S.DOUBT, _H.WEBHOOK, True, _DOUBT, 2,
        _lt("Something between this server and Discord answered in its place")),
    # 3xx
    "redirected":     Policy(_O.BLOCKED, _S.MEND, _H.WEBHOOK, False, None, 1,
        _lt("The address answers with a redirection, which is not followed")),
    # 400, 413 and their codes
    "invalid":        Policy(_O.REFUSED, _S.REPAIR, _H.NOTHING, True, _AT_ONCE, None,
        _lt("Discord refuses the message's form")),
    "rejected":       Policy(_O.REFUSED, _S.REJECT, _H.NOTHING, True, _AT_ONCE, None,
        _lt("Discord refuses the message's content")),
    "too_large":      Policy(_O.REFUSED, _S.REPAIR, _H.NOTHING, True, _AT_ONCE, None,
        _lt("The message is too large")),
    "misconfigured":  Policy(_O.BLOCKED, _S.MEND, _H.WEBHOOK, False, None, 1,
        _lt("The channel's or thread's settings do not allow this message")),
    # 401, 403, 404, 405
    "token_unknown":  Policy(_O.GONE, _S.BREAK, _H.WEBHOOK, False, None, 1,
        _lt("Discord does not accept this webhook's URL any more")),
    "forbidden":      Policy(_O.BLOCKED, _S.MEND, _H.WEBHOOK, False, backoff.HOURLY, 1,
        _lt("Discord forbids this webhook to post there")),
    "barred":         Policy(_O.BLOCKED, _S.PROBE, _H.EVERYTHING, False,
        backoff.BARRED, 1, _lt("Cloudflare bars this server from Discord")),
    "webhook_unknown": Policy(_O.GONE, _S.BREAK, _H.WEBHOOK, False, None, 1,
        _lt("The webhook was deleted in Discord")),
    "thread_unknown": Policy(_O.BLOCKED, _S.MEND, _H.WEBHOOK, False, None, 1,
        _lt("The thread does not exist any more")),
    "unproven":       Policy(_O.UNAVAILABLE, _S.RESEND, _H.WEBHOOK, True, _QUICK, 5,
        _lt("An answer that is not Discord's own")),
    "not_allowed":    Policy(_O.BLOCKED, _S.MEND, _H.WEBHOOK, False, None, 1,
        _lt("The address does not take messages")),
    # 429
    "limited":        Policy(_O.LIMITED, _S.RESEND, _H.WEBHOOK, False, (), None,
        _lt("Discord asks this webhook to wait")),
    "limited_channel": Policy(_O.LIMITED, _S.RESEND, _H.CHANNEL, False, (), None,
        _lt("Discord asks this channel's webhooks to wait")),
    "limited_all":    Policy(_O.LIMITED, _S.RESEND, _H.EVERYTHING, False, (), None,
        _lt("Discord asks this server to wait")),
    "banned":         Policy(_O.BLOCKED, _S.PROBE, _H.EVERYTHING, False,
        backoff.BAN, 1, _lt("Discord has banned this server for some time")),
    # 5xx
    "unreached":      Policy(_O.UNAVAILABLE, _S.RESEND, _H.WEBHOOK, True, _QUICK, 5,
        _lt("Discord is not available")),
    "server_error":   Policy(_O.IN_DOUBT, _S.DOUBT, _H.WEBHOOK, True, _DOUBT, 2,
        _lt("Discord failed while it handled the message")),
    # no answer
    "offline":        Policy(_O.UNAVAILABLE, _S.RESEND, _H.EVERYTHING, False, _QUICK, 5,
        _lt("Discord cannot be reached")),
    "untrusted":      Policy(_O.UNAVAILABLE, _S.RESEND, _H.EVERYTHING, False, _QUICK, 3,
        _lt("No secure connection to Discord")),
    "unanswered":     Policy(_O.IN_DOUBT, _S.DOUBT, _H.WEBHOOK, True, _DOUBT, 2,
        _lt("No answer from Discord after the message was sent")),
    "orphaned":       Policy(_O.IN_DOUBT, _S.DOUBT, _H.WEBHOOK, True, _DOUBT, 2,
        _lt("The server stopped while the message was being sent")),
}
# fmt: on

# Discord's own error codes (topics/opcodes-and-status-codes) that say more than the
# status they come with.
CASE_OF_CODE = {
    10015: "webhook_unknown",  # Unknown Webhook
    10003: "webhook_unknown",  # Unknown Channel; of a thread: see THREAD_CODES
    20009: "rejected",  # explicit content
    40005: "too_large",  # request entity too large
    40058: "misconfigured",  # cannot message this thread until it is started
    40067: "misconfigured",  # a tag is required in this forum
    40333: "barred",  # Cloudflare: "internal network error"
    50006: "rejected",  # empty message
    50024: "misconfigured",  # not on this type of channel
    50027: "token_unknown",  # Invalid Webhook Token
    50035: "invalid",  # Invalid Form Body
    50083: "misconfigured",  # thread is archived
    130000: "unreached",  # overloaded
    160005: "misconfigured",  # thread is locked
    200000: "rejected",  # AutoMod
    200001: "rejected",  # AutoMod, title
    220001: "misconfigured",  # forum needs a thread
    220002: "misconfigured",  # thread_name and thread_id
    220003: "misconfigured",  # thread_name outside a forum
    240000: "rejected",  # harmful link
}
# Unknown Channel, Unknown Message, in a thread: the thread is gone, not the webhook.
THREAD_CODES = frozenset({10003, 10008})

# Cloudflare could not hand the request on: it never reached Discord (502 and 503 as
# Discord's own maintainers of clients split them; 52x and 530 as Cloudflare defines).
UNREACHED_STATUSES = frozenset({502, 503, 521, 522, 523, 525, 526, 530})
