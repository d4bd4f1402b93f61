"""What follows from each outcome of a request: the policy, as one table.

Nothing expires, a rate limit is a snooze and not an attempt, and no summary line ever
takes the place of a notification. No row is for ever: whatever stops a webhook is
looked at again until Discord is content. And a message is presumed innocent: only an
answer that blames it, by its path or its code, is held against it.
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
    GONE = "gone"  #: Discord does not know this webhook
    BLOCKED = "blocked"  #: the message may be good, but the way is barred


class Holds(_Word):
    """Who has to wait for the delay to be over."""

    NOTHING = "nothing"
    WEBHOOK = "webhook"
    CHANNEL = "channel"  #: every webhook that is known to post to the same channel
    EVERYTHING = "everything"  #: every webhook of the database
    OLD = "old"  #: edits of the webhook's messages that are older than an hour
    INVALID = "invalid"  #: every webhook whose last answer counts towards a ban


class Step(_Word):
    """What the dispatcher does next with the notifications of the delivery."""

    DONE = "done"
    RESEND = "resend"  #: the same again, once the delay is over
    DOUBT = "doubt"  #: as the webhook says: again, at most twice, marked; or ask
    REPAIR = "repair"  #: split the pack; alone: without identity, then plain text
    REJECT = "reject"  #: split the pack; alone: to ``error`` at once
    LOOK = "look"  #: keep, stop, tell; what waits is sent again, which decides
    ASK = "ask"  #: keep, stop, tell; a GET about this webhook decides
    DROP = "drop"  #: cancel the edits: there is nothing left to change
    PROBE = "probe"  #: keep; once the delay is over, one GET decides for all


#: the steps that stop a webhook until a look finds Discord content: `broken`
STOPS = (Step.LOOK, Step.ASK)


class Policy(NamedTuple):
    """One row of the table.

    ``pauses``: seconds to wait after the first, second ... such outcome in a row;
    empty: the answer itself says how long. Those of a look grow where many webhooks
    are stopped: see :mod:`.looks`.
    ``counts``: whether it is an attempt. ``patience``: after so many in a row the
    administrators are told, and of ``DOUBT`` no more is resent; None: never.
    """

    outcome: Outcome
    step: Step
    holds: Holds
    counts: bool
    pauses: tuple
    patience: int | None
    reason: str


_O, _S, _H = Outcome, Step, Holds
_AT_ONCE, _QUICK, _DOUBT = backoff.AT_ONCE, backoff.QUICK, backoff.DOUBT
_MINUTE, _HOUR = backoff.MINUTE, backoff.TO_AN_HOUR
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
    # 3xx: never Discord's, but a portal's or a proxy's that restarts
    "redirected":     Policy(_O.UNAVAILABLE, _S.RESEND, _H.WEBHOOK, True, _QUICK, 3,
        _lt("Something between this server and Discord redirects to elsewhere")),
    # 400, 413 and their codes that blame the message
    "invalid":        Policy(_O.REFUSED, _S.REPAIR, _H.NOTHING, True, _AT_ONCE, None,
        _lt("Discord refuses the message's form")),
    "misnamed":       Policy(_O.REFUSED, _S.REPAIR, _H.NOTHING, True, _AT_ONCE, None,
        _lt("Discord refuses the name or picture to post under")),
    "rejected":       Policy(_O.REFUSED, _S.REJECT, _H.NOTHING, True, _AT_ONCE, None,
        _lt("Discord refuses the message's content")),
    "too_large":      Policy(_O.REFUSED, _S.REPAIR, _H.NOTHING, True, _AT_ONCE, None,
        _lt("The message is too large")),
    # what one alone is met with again and again, while the next is accepted
    "blamed":         Policy(_O.REFUSED, _S.REJECT, _H.NOTHING, True, _AT_ONCE, None,
        _lt("Discord refuses this message again and again, and takes the next one")),
    # 400, 403 and their codes that do not
    "misconfigured":  Policy(_O.BLOCKED, _S.LOOK, _H.WEBHOOK, False, _MINUTE, 1,
        _lt("The channel's or thread's settings do not allow this message")),
    "forbidden":      Policy(_O.BLOCKED, _S.LOOK, _H.WEBHOOK, False, _MINUTE, 1,
        _lt("Discord forbids this webhook to post there")),
    "disabled":       Policy(_O.BLOCKED, _S.LOOK, _H.WEBHOOK, False, _MINUTE, 3,
        _lt("Discord has switched this off for some time")),
    "unexplained":    Policy(_O.BLOCKED, _S.LOOK, _H.WEBHOOK, False, _MINUTE, 3,
        _lt("Discord refuses, and does not blame the message")),
    "slowed":         Policy(_O.LIMITED, _S.RESEND, _H.CHANNEL, False, _MINUTE, 5,
        _lt("Discord slows this channel down")),
    "barred":         Policy(_O.BLOCKED, _S.PROBE, _H.EVERYTHING, False,
        backoff.BARRED, 1, _lt("Cloudflare bars this server from Discord")),
    # what was barred before, once the way was free again
    "barred_again":   Policy(_O.BLOCKED, _S.LOOK, _H.WEBHOOK, False,
        backoff.BARRED_ALONE, 3,
        _lt("Something on the way to Discord bars this message, and not the way")),
    # 401, 404, 405
    "token_unknown":  Policy(_O.GONE, _S.ASK, _H.WEBHOOK, False, _HOUR, 1,
        _lt("Discord does not accept this webhook's URL")),
    "unauthorized":   Policy(_O.GONE, _S.ASK, _H.WEBHOOK, False, _MINUTE, 1,
        _lt("Discord does not accept who posts there")),
    "webhook_unknown": Policy(_O.GONE, _S.ASK, _H.WEBHOOK, False, _HOUR, 1,
        _lt("The webhook was deleted in Discord")),
    "channel_unknown": Policy(_O.GONE, _S.LOOK, _H.WEBHOOK, False, _MINUTE, 1,
        _lt("Discord does not know the webhook's channel")),
    "thread_unknown": Policy(_O.BLOCKED, _S.LOOK, _H.WEBHOOK, False, _MINUTE, 1,
        _lt("The thread does not exist any more")),
    "not_allowed":    Policy(_O.BLOCKED, _S.LOOK, _H.WEBHOOK, False, _MINUTE, 1,
        _lt("The address does not take messages")),
    "unproven":       Policy(_O.UNAVAILABLE, _S.RESEND, _H.WEBHOOK, True, _QUICK, 5,
        _lt("An answer that is not Discord's own")),
    # 429
    "limited":        Policy(_O.LIMITED, _S.RESEND, _H.WEBHOOK, False, (), None,
        _lt("Discord asks this webhook to wait")),
    "limited_channel": Policy(_O.LIMITED, _S.RESEND, _H.CHANNEL, False, (), None,
        _lt("Discord asks this channel's webhooks to wait")),
    "limited_all":    Policy(_O.LIMITED, _S.RESEND, _H.EVERYTHING, False, (), None,
        _lt("Discord asks this server to wait")),
    "banned":         Policy(_O.BLOCKED, _S.PROBE, _H.EVERYTHING, False,
        backoff.BAN, 1, _lt("Discord has banned this server for some time")),
    # of a message that is to be edited or deleted: safe to be asked for twice
    "edited":         Policy(_O.DELIVERED, _S.DONE, _H.NOTHING, False, (), None,
        _lt("The message is gone, as it should be")),
    "message_gone":   Policy(_O.REFUSED, _S.DROP, _H.NOTHING, False, (), None,
        _lt("The message was deleted in Discord")),
    "limited_old":    Policy(_O.LIMITED, _S.RESEND, _H.OLD, False, (), None,
        _lt("Discord asks to wait before older messages are edited again")),
    "unconfirmed":    Policy(_O.UNAVAILABLE, _S.RESEND, _H.WEBHOOK, True, _QUICK, 5,
        _lt("No proof that Discord has changed the message")),
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
# status they come with. Any other is `unexplained`, or `forbidden` with a 403: the
# channel's matter or Discord's, and no reason to condemn a text.
CASE_OF_CODE = {
    10003: "channel_unknown",  # Unknown Channel; of a thread: see THREAD_CODES
    10015: "webhook_unknown",  # Unknown Webhook
    20009: "rejected",  # explicit content
    20016: "slowed",  # slow mode
    20028: "slowed",  # the channel's write rate limit
    20029: "slowed",  # the server's write rate limit
    30033: "misconfigured",  # the thread is full
    40004: "disabled",  # sending messages is temporarily disabled
    40005: "too_large",  # request entity too large
    40006: "disabled",  # this feature is temporarily disabled
    40058: "misconfigured",  # cannot message this thread until it is started
    40067: "misconfigured",  # a tag is required in this forum
    40333: "barred",  # Cloudflare: "internal network error"
    50006: "rejected",  # empty message
    50008: "misconfigured",  # not a text channel
    50024: "misconfigured",  # not on this type of channel
    50027: "token_unknown",  # Invalid Webhook Token
    50083: "misconfigured",  # thread is archived
    130000: "unreached",  # overloaded
    160005: "misconfigured",  # thread is locked
    160006: "misconfigured",  # too many active threads
    160007: "misconfigured",  # too many active announcement threads
    200000: "rejected",  # AutoMod
    200001: "rejected",  # AutoMod, title
    220001: "misconfigured",  # forum needs a thread
    220002: "misconfigured",  # thread_name and thread_id
    220003: "misconfigured",  # thread_name outside a forum
    220004: "misconfigured",  # webhooks of this kind not in forums
    240000: "rejected",  # harmful link
}
# Too many edits of messages older than one hour; it comes with a time to wait.
OLD_MESSAGES = 30046
INVALID_FORM = 50035  # Invalid Form Body: what it blames decides
# Unknown Channel, Unknown Message, in a thread: the thread is gone, not the webhook.
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
THREAD_CODES = frozenset({UNKNOWN_CHANNEL, UNKNOWN_MESSAGE})

# Cloudflare could not hand the request on: it never reached Discord (502 and 503 as
# Discord's own maintainers of clients split them; 52x and 530 as Cloudflare defines).
UNREACHED_STATUSES = frozenset({502, 503, 521, 522, 523, 525, 526, 530})
