import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from discord.webhook_url import (
    DISCORD_HOSTS,
    PROBLEMS,
    InvalidWebhookUrl,
    WebhookAddress,
    check_api_base,
    check_thread_id,
    parse,
)

ID = "1234567890123456789"
TOKEN = "a_B-9." * 11 + "zz"
PLAIN = f"https://discord.com/api/webhooks/{ID}/{TOKEN}"
THREAD = "9876543210987654321"
IDS = st.text("0123456789", min_size=17, max_size=20)
TOKENS = st.text("azAZ09._-", min_size=60, max_size=120)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"  {PLAIN}\n",
        f"<{PLAIN}>",
        f'"{PLAIN}"',
        f"'{PLAIN}' ",
        f'" {PLAIN} "',
        f"\ufeff{PLAIN}",
        f"\u00a0{PLAIN}\u200b",
        f"« {PLAIN} »",
        f"`{PLAIN}`,",
        f"[the channel]({PLAIN})",
        f"[{PLAIN}]({PLAIN})",
        f"<[the channel](<{PLAIN}>)>",
        PLAIN.removeprefix("https://"),
        PLAIN.removeprefix("https:"),
        PLAIN.replace("https", "http"),
        PLAIN.replace("https://discord.com", "WWW.Discord.com"),
        f"{PLAIN}/",
        f"{PLAIN}/slack",
        f"{PLAIN}/github/",
        f"{PLAIN}?wait=true",
        f"{PLAIN}#",
        PLAIN.replace("/api/", "/api/v10/"),
        PLAIN.replace("/api/", "/api/v6/"),
        PLAIN.replace("https://discord.com", "HTTPS://Discord.com"),
        *(PLAIN.replace("discord.com", host) for host in sorted(DISCORD_HOSTS)),
    ],
)
def test_every_form_that_people_paste_is_the_same_address(text):
    assert parse(text) == WebhookAddress(ID, TOKEN)


def test_the_thread_is_kept_and_the_rest_of_the_query_is_not():
    address = parse(f"{PLAIN}?wait=false&thread_id={THREAD}&x=1")
    assert address == WebhookAddress(ID, TOKEN, THREAD)


def test_the_request_goes_to_version_10_of_the_configured_base():
    url = parse(PLAIN.replace("/api/", "/api/v6/")).execute_url("http://127.0.0.1:99")
    assert url == f"http://127.0.0.1:99/api/v10/webhooks/{ID}/{TOKEN}"


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        ("empty", ""),
        ("empty", None),
        ("empty", " <> "),
        ("characters", PLAIN.replace("discord.com", "dıscord.com")),
        ("characters", PLAIN.replace("/api", "\\@evil.com/api")),
        ("characters", f"{PLAIN} {PLAIN}"),
        ("scheme", PLAIN.replace("https", "ftp")),
        ("scheme", PLAIN.replace("https://discord.com", "evil.com")),
        ("characters", f"{PLAIN} # solde"),
        ("characters", f"[{PLAIN}] {PLAIN}"),
        ("user_info", PLAIN.replace("discord.com", "discord.com@evil.com")),
        ("user_info", PLAIN.replace("discord.com", "u:p@discord.com")),
        ("port", PLAIN.replace("discord.com", "discord.com:443")),
        ("port", PLAIN.replace("discord.com", "discord.com:")),
        ("host", PLAIN.replace("discord.com", "discord.com:99999")),
        ("host", PLAIN.replace("discord.com", "[::1")),
        ("host", PLAIN.replace("discord.com", "discord.com.evil.com")),
        ("host", PLAIN.replace("discord.com", "evildiscord.com")),
        ("host", PLAIN.replace("discord.com", "discord.com.")),
        ("host", PLAIN.replace("discord.com", "xn--dscord-q9a.com")),
        ("host", PLAIN.replace("discord.com", "127.0.0.1")),
        ("host", "https:///api/webhooks/1/2"),
        ("path", "https://discord.com"),
        ("path", f"https://discord.com/channels/{ID}/{THREAD}"),
        ("path", f"{PLAIN}/messages/{ID}"),
        ("path", PLAIN.replace("/api/", "/api/../api/")),
        ("webhook_id", PLAIN.replace(ID, "12345")),
        ("webhook_id", PLAIN.replace(ID, "me")),
        ("token", PLAIN.removesuffix(TOKEN)),
        ("token", PLAIN.removesuffix(f"/{TOKEN}")),
        ("token", PLAIN[:-40]),
        ("token", f"{PLAIN}%2F.."),
        ("thread_id", f"{PLAIN}?thread_id=12"),
    ],
)
def test_anything_else_is_refused_with_its_reason_and_without_its_value(problem, text):
    with pytest.raises(InvalidWebhookUrl) as caught:
        parse(text)
    assert caught.value.problem == problem
    assert str(caught.value) == " ".join(PROBLEMS[problem])
    assert not caught.value.__context__ or caught.value.__suppress_context__


@pytest.mark.parametrize("base", ["http://127.0.0.1:8099", "https://proxy.example"])
def test_a_configured_base_is_accepted_beside_discord(base):
    assert parse(PLAIN.replace("https://discord.com", base), base).webhook_id == ID
    assert parse(PLAIN, base).webhook_id == ID
    with pytest.raises(InvalidWebhookUrl):
        parse(PLAIN.replace("https://discord.com", base))


def test_no_text_of_an_address_holds_its_token():
    address = parse(PLAIN)
    assert address.masked == "discord.com/api/webhooks/…6789/••••"
    assert TOKEN not in f"{address!r} {address} {address.masked}"


@pytest.mark.parametrize(
    ("text", "base"),
    [
        (None, "https://discord.com"),
        ("  ", "https://discord.com"),
        ("https://discord.com/", "https://discord.com"),
        ("HTTP://Standin:8099", "http://standin:8099"),
        ('"http://standin:8099/"', "http://standin:8099"),
        ("www.discord.com", "https://www.discord.com"),
    ],
)
def test_the_base_address_is_normalized(text, base):
    assert check_api_base(text) == base


@pytest.mark.parametrize(
    "text",
    [
        "standin:8099",
        "ftp://discord.com",
        "https://",
        "https://u:p@discord.com",
        "https://discord.com/api",
        "https://discord.com?x",
        "https://discord.com:port",
        "https://dıscord.com",
    ],
)
def test_a_base_address_is_a_scheme_a_host_and_maybe_a_port(text):
    with pytest.raises(InvalidWebhookUrl) as caught:
        check_api_base(text)
    assert caught.value.problem == "api_base"


def test_a_thread_is_a_number_of_discords_or_nothing():
    assert check_thread_id(f" {THREAD} ") == THREAD
    assert check_thread_id("") is check_thread_id(None) is None
    with pytest.raises(InvalidWebhookUrl):
        check_thread_id("#general")


@given(IDS, TOKENS, st.none() | IDS, st.sampled_from(sorted(DISCORD_HOSTS)))
def test_whatever_is_read_is_rebuilt_the_same(webhook_id, token, thread_id, host):
    query = f"?thread_id={thread_id}" if thread_id else ""
    address = parse(f"https://{host}/api/webhooks/{webhook_id}/{token}{query}")
    assert address == WebhookAddress(webhook_id, token, thread_id)
    assert parse(address.execute_url()) == WebhookAddress(webhook_id, token)


@given(st.text(), st.integers(0, len(PLAIN)), st.integers(0, len(PLAIN)))
def test_no_text_does_more_than_being_refused(text, start, end):
    assume(text)
    try:
        address = parse(PLAIN[:start] + text + PLAIN[end:])
    except InvalidWebhookUrl as refusal:
        assert refusal.problem in PROBLEMS
    else:
        assert address.execute_url().startswith("https://discord.com/api/v10/webhooks/")
