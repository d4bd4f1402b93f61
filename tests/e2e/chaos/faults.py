"""Which faults the stand-in commits, and how often: every class of the policy."""

from discord_standin.faults import FAULTS
from discord_standin.faults.answers import page
from discord_standin.faults.fault import (
    DELIVERED,
    IN_DOUBT,
    LIMITED,
    REFUSED,
    UNAVAILABLE,
)

# Share of the requests that meet a fault of the class. What Discord says of the time to
# wait is not hurried, so whoever asks to wait for hours is left out.
SHARES = {
    DELIVERED: 0.05,
    LIMITED: 0.04,
    UNAVAILABLE: 0.03,
    IN_DOUBT: 0.03,
    REFUSED: 0.02,  # what is alone when it meets one is never told
}
TOO_LONG = {"limited_hours", "limited_channel_hours"}
WAITS_FOR_US = {"held"}

# For a moment, at all webhooks: Cloudflare's ban. It says how long, or we would wait
# for a minute.
BAN = page(429, "Error 1015: You are being rate limited", Retry_After="2")
# At one webhook, for a while; then it heals by itself.
BREAKING = [
    *("unknown_webhook", "invalid_token", "unauthorized", "no_permission"),
    *("thread_archived", "redirect_307", "feature_disabled", "unheard_of"),
]


def begin(standin):
    """Let chance choose the requests that meet a fault."""
    standin.misbehave("automod", matching="poison")
    for outcome, share in SHARES.items():
        names = sorted(
            name
            for name, fault in FAULTS.items()
            if fault.outcome == outcome and name not in TOO_LONG | WAITS_FOR_US
        )
        for name in names:
            standin.misbehave(name, probability=share / len(names))
