"""What Cloudflare, proxies and captive portals answer in Discord's place."""

from ..exchange import Answer
from . import answers
from .answers import JSON, TEXT, page
from .fault import BLOCKED, DELIVERED, IN_DOUBT, REFUSED, UNAVAILABLE, Fault, twice

# Cloudflare could not hand the request on, by its own definitions.
UNREACHED = {
    502: "Bad gateway",
    503: "Service temporarily unavailable",
    521: "Web server is down",
    522: "Connection timed out",
    523: "Origin is unreachable",
    525: "SSL handshake failed",
    526: "Invalid SSL certificate",
    530: "Error 1016: Origin DNS error",
}
# It handed the request on, and then something happened.
UNKNOWN = {
    500: "Internal server error",
    504: "Gateway time-out",
    520: "Web server is returning an unknown error",
    524: "A timeout occurred",
}

OTHERS: dict[str, Fault] = {
    # on success
    "no_content": Fault(
        "204, although the message was asked for", DELIVERED, Answer(204), stores=True
    ),
    "invalid_json": Fault(
        "200 with JSON that ends too soon",
        DELIVERED,
        Answer(200, b'{"id": "11', JSON),
        stores=True,
    ),
    "empty_json": Fault(
        "200 with no body at all", DELIVERED, Answer(200, b"", JSON), stores=True
    ),
    **twice("portal", "200 with a page: sign in", answer=page(200, "Sign in")),
    "portal_json": Fault(
        "200 with JSON that is a webhook, and no message",
        IN_DOUBT,
        answers.webhook_instead(),
    ),
    # instead of Discord
    **{
        f"redirect_{status}": Fault(
            f"{status} to the same address", UNAVAILABLE, answers.redirect(status)
        )
        for status in (301, 302, 303, 307, 308)
    },
    "bad_request_page": Fault(
        "400 with a page", UNAVAILABLE, page(400, "400 Bad Request")
    ),
    "not_found_page": Fault("404 with a page", UNAVAILABLE, page(404, "Not found")),
    "proxy_login": Fault(
        "407: the proxy asks who you are", UNAVAILABLE, page(407, "Sign in")
    ),
    "too_large_page": Fault(
        "413 with a page", REFUSED, page(413, "Request Entity Too Large")
    ),
    "ban_page": Fault("429 with a page, without a time", BLOCKED, answers.ban_page()),
    "ban_page_told": Fault("429 with a page: 2285 s", BLOCKED, answers.ban_page(2285)),
    "ban_json": Fault("429 in JSON, without a time", BLOCKED, answers.ban_json()),
    "barred_agent": Fault(
        "403: this User-Agent is not welcome",
        BLOCKED,
        Answer(403, b"error code: 1010", TEXT),
    ),
    "barred_page": Fault(
        "403 with a page", BLOCKED, page(403, "Sorry, you have been blocked")
    ),
    "barred_json": Fault(
        "403/40333: Cloudflare, in JSON",
        BLOCKED,
        Answer.of_json(403, {"message": "internal network error", "code": 40333}),
    ),
    **{
        f"status_{status}": Fault(
            f"{status}: {title}", UNAVAILABLE, page(status, title)
        )
        for status, title in UNREACHED.items()
    },
    **{
        name: fault
        for status, title in UNKNOWN.items()
        for name, fault in twice(
            f"status_{status}", f"{status}: {title}", answer=page(status, title)
        ).items()
    },
}
