"""The rule's form, in tabs: routes, calls and silence, calm until one is set."""

import itertools

import pytest
from people import LANGS, Words, assert_fits, choose, open_tab, speak
from playwright.sync_api import expect
from variants import variants

RULES = "/odoo/action-odoo_discord_notify.discord_rule_action"
WEBHOOKS = "/odoo/action-odoo_discord_notify.discord_webhook_action"
ROLE = "<@&1234567890123456789>"
LIST_COMES = 600  # ms: Odoo asks for it 250 after the last key, wherever one is then
_numbers = itertools.count(1)


@pytest.fixture(params=LANGS)
def words(request, office, manager):
    """The language of the administrator and of the manager."""
    speak(office.rpc("admin"), request.param, "admin", manager)
    yield Words(request.param)
    speak(office.rpc("admin"), "en_US", "admin", manager)


@pytest.fixture
def cities(office, standin):
    """Two webhooks with a URL, (id, name), and a contact in Rabat, the newest."""
    admin, number = office.rpc("admin"), next(_numbers)
    admin.create("res.partner", name="Nadia", city="Rabat")
    made = []
    for city in ("ventes", "rabat"):
        name = f"#{city}-{number}"
        url = standin.add_webhook("Odoo", name).url
        made.append((admin.create("discord.webhook", name=name, url=url), name))
    yield made
    rule_ids = admin.find("discord.rule", ("webhook_id", "=", made[0][0]))
    admin.call("discord.rule", "write", rule_ids, {"active": False})


def new_rule(page, office, webhook):
    """Open a new rule on contacts that says "Bonjour" and a name."""
    page.goto(f"{office.url}{RULES}/new")
    page.locator("div[name=name] input").fill(f"Contacts de {webhook}")
    choose(page, "model_id", "res.partner", option="Contact")
    choose(page, "webhook_id", webhook)


def save(page):
    page.locator(".o_form_button_save").click()


def both_sizes(page, screenshot, name):
    """Keep a picture of what is on the screen, on a desk and in a hand."""
    screenshot(page, name)
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)
    screenshot(page, f"{name}_390")
    page.set_viewport_size({"width": 1366, "height": 900})


def test_a_rule_is_calm_until_it_calls_somebody_and_chooses_its_webhook(
    words, log_in, office, standin, cities, console_errors, screenshot
):
    (_id, sales), (rabat_id, rabat) = cities
    page = log_in("admin", server=office)
    new_rule(page, office, sales)
    lang = words("Where and who")
    tabs = [words(name) for name in ("When", "Message", "Where and who")]
    expect(page.locator(".o_notebook .nav-link")).to_have_text(
        [*tabs, words("Rights and log")]
    )
    both_sizes(page, screenshot, f"when_{lang}")
    open_tab(page, words("Message"))
    page.locator("div[name=template] textarea").fill("Bonjour {name} @everyone")
    open_tab(page, words("Where and who"))
    for name in ("route_ids", "mention_domain", "mention_breaks_quiet"):
        expect(page.locator(f"div[name={name}]")).to_have_count(0)
    both_sizes(page, screenshot, f"calm_{lang}")

    # A webhook for one of the cities.
    page.locator("div[name=route_field] input").fill("city")
    page.locator("div[name=route_field] .o-autocomplete--dropdown-item").first.click()
    routes = page.locator("div[name=route_ids]")
    routes.locator(".o_field_x2many_list_row_add a").click()
    value = routes.locator("div[name=value] input")
    value.press_sequentially("Rab")
    found = routes.locator(".o-autocomplete--dropdown-item")
    expect(found).to_have_text(["Rabat"])  # those for what was typed before are gone
    found.click(delay=500)  # a hand is slower than a server
    expect(value).to_have_value("Rabat")
    routes.locator("div[name=webhook_id] input").fill(rabat)
    routes.get_by_role("option", name=rabat, exact=True).click()

    # Somebody who is pasted and named.
    calls = page.locator("div[name=mention_ids] input")
    new = page.locator(".o_m2o_dropdown_option_create_edit")
    calls.click()  # a row that is edited is left by a click, and has the focus before
    expect(value).to_have_count(0)
    calls.fill(ROLE)
    new.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("div[name=discord_id] input")).to_have_value(ROLE[3:-1])
    dialog.locator("div[name=name] input").fill("@compta")
    screenshot(page, f"mention_{lang}")
    dialog.locator(".o_form_button_save").click()
    expect(page.locator("div[name=mention_ids] .o_tag")).to_have_text(["@compta"])
    expect(page.locator("div[name=mention_domain]")).to_be_visible()
    expect(dialog).to_have_count(0)
    both_sizes(page, screenshot, f"address_{lang}")

    # The preview draws the call, and breaks what the message would call besides.
    open_tab(page, words("Message"))
    preview = page.locator(".o_discord_preview .discord-text")
    expect(preview).to_contain_text("Bonjour Nadia")
    expect(preview.locator(".discord-mention")).to_have_text(["@compta"])
    screenshot(page, f"preview_{lang}")
    with page.expect_response("**/web_save"):
        save(page)
    admin = office.rpc("admin")
    [route_id] = admin.find("discord.rule.route", ("webhook_id", "=", rabat_id))
    assert admin.read("discord.rule.route", route_id, "value")["value"] == "Rabat"
    test = page.get_by_role("button", name=words("Test with its call"))
    test.click()
    page.get_by_role("dialog").locator(".btn-primary").click()
    expect(page.get_by_text(words("Sent."), exact=True)).to_be_visible()
    channel = next(m for m in standin.messages() if "Nadia" in m["content"])
    assert channel["mentions_pinged"] == [ROLE]
    assert console_errors == []


@pytest.mark.parametrize(
    ("typed", "keys", "rests", "label", "kept"),
    [
        ("invoice", ["Tab"], 0, "Invoice", "invoice"),  # before its list has come
        *variants(
            ("invo", ["Enter", "Tab"], LIST_COMES, "Invoice", "invoice"),
            ("invo", ["Enter", "Tab"], 0, "Invoice", "invoice"),
            ("invo", ["Tab"], LIST_COMES, "invo", "invo"),
            ("invo", ["Tab"], 0, "invo", "invo"),
            ("invo", ["Escape", "Enter"], 0, "invo", "invo"),
        ),
    ],
)
def test_what_is_typed_and_left_is_what_the_keys_say(
    log_in, office, cities, console_errors, typed, keys, rests, label, kept
):
    (_id, sales), (rabat_id, rabat) = cities
    page = log_in("admin", server=office)
    new_rule(page, office, sales)
    open_tab(page, "Message")
    page.locator("div[name=template] textarea").fill("Bonjour {name}")
    open_tab(page, "Where and who")
    page.locator("div[name=route_field] input").fill("type")
    fields = page.locator("div[name=route_field] .o-autocomplete--dropdown-item")
    fields.filter(has=page.get_by_text("type", exact=True)).click()
    routes = page.locator("div[name=route_ids]")
    routes.locator(".o_field_x2many_list_row_add a").click()
    routes.locator("div[name=webhook_id] input").fill(rabat)
    routes.get_by_role("option", name=rabat, exact=True).click()
    value = routes.locator("div[name=value] input")
    value.press_sequentially(typed)
    for key in keys:
        page.keyboard.press(key)
    if (
        keys[-1] == "Enter"
    ):  # which adds a row behind the last: an empty one is not kept
        expect(routes.locator("tr.o_data_row")).to_have_count(2)
    page.wait_for_timeout(rests)
    with page.expect_response("**/web_save"):
        save(page)
    admin = office.rpc("admin")
    [route_id] = admin.find("discord.rule.route", ("webhook_id", "=", rabat_id))
    assert admin.read("discord.rule.route", route_id, "value")["value"] == kept
    expect(routes.locator("td[name=value]")).to_have_text(label)
    assert console_errors == []


def test_who_calls_everybody_is_asked_before(
    words, log_in, office, cities, console_errors, screenshot
):
    (_id, sales), _rabat = cities
    page = log_in("admin", server=office)
    new_rule(page, office, sales)
    open_tab(page, words("Message"))
    page.locator("div[name=template] textarea").fill("Bonjour {name}")
    open_tab(page, words("Where and who"))
    page.locator("div[name=mention_ids] input").fill("@everyone")
    page.get_by_role("option", name="@everyone", exact=True).click()
    save(page)
    question = page.get_by_role("dialog")
    expect(question).to_contain_text(words("Call everybody?"))
    screenshot(page, f"everybody_{words('Not yet')}")
    question.get_by_role("button", name=words("Not yet")).click()
    admin = office.rpc("admin")
    rules = ("discord.rule", ("name", "=", f"Contacts de {sales}"))
    assert admin.find(*rules) == []
    save(page)
    with page.expect_response("**/web_save"):
        question.get_by_role("button", name=words("Call them")).click()
    [rule_id] = admin.find(*rules)
    expect(page.locator(".o_form_status_indicator .o_form_button_save")).to_be_hidden()
    # What else is changed is saved without a question.
    open_tab(page, words("Message"))
    page.locator("div[name=template] textarea").fill("Salut {name}")
    with page.expect_response("**/web_save"):
        save(page)
    assert admin.read("discord.rule", rule_id, "template")["template"] == "Salut {name}"
    assert console_errors == []


def test_quiet_hours_are_chosen_on_the_webhook(
    words, log_in, office, cities, console_errors, screenshot
):
    (webhook_id, name), _rabat = cities
    page = log_in("admin", server=office)
    page.goto(f"{office.url}{WEBHOOKS}/{webhook_id}")
    expect(page.locator("div[name=name] input")).to_have_value(name)
    expect(page.locator(".o_widget_week_days")).to_have_count(0)
    page.locator("div[name=quiet_from] input").fill("22:00")
    page.locator("div[name=quiet_to] input").fill("07:00")
    page.locator("div[name=quiet_to] input").press("Tab")
    days = page.locator(".o_widget_week_days input[type=checkbox]")
    expect(days).to_have_count(7)
    days.nth(6).uncheck()
    page.locator(".o_widget_week_days").scroll_into_view_if_needed()
    both_sizes(page, screenshot, f"quiet_{words('Where and who')}")
    with page.expect_response("**/web_save"):
        save(page)
    fields = ("quiet_from", "quiet_to", "quiet_tz")
    kept = office.rpc("admin").read("discord.webhook", webhook_id, *fields)
    assert [kept[field] for field in fields] == [22, 7, "Africa/Casablanca"]
    assert console_errors == []
