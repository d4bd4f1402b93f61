"""By HTTP people get as far as the table says, and nothing is done by half."""

import pytest
from house import STILL, House, tables
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

METHODS = tables("test_rpc_table.py", "METHODS")[0]
EXPECTED, GROUPS = tables("test_access_rights.py", "EXPECTED", "GROUPS")
KINDS = ("nobody", *GROUPS)
OPERATIONS = {
    "read": ("r", {"fields": ["id"]}),
    "search_read": ("r", {"domain": [], "fields": ["id"]}),
    "create": ("c", {"vals_list": [{}]}),
    "write": ("w", {"vals": {}}),
    "web_save": ("w", {"vals": {}, "specification": {"id": {}}}),
    "onchange": (
        "w",
        {"values": {}, "field_names": [], "fields_spec": {"display_name": {}}},
    ),
    "unlink": ("u", {}),
}
WITHOUT_IDS = ("search_read", "create")
WITHOUT_RECORDS = ("discord.overview",)
# Methods that are not of a record, and what they are told.
ARGUMENTS = {
    **dict.fromkeys(
        ("field_choices", "route_choices", "becoming_choices"),
        {"model_name": "res.partner"},
    ),
    "preview_ready_made": {"key": "sale"},
}
DENIED = (401, 403)


@pytest.fixture(scope="module")
def house(new_database, start_odoo, sandbox):
    server = start_odoo(new_database(demo=True), STILL)
    house = House(server, sandbox, GROUPS)
    partner_id = house.admin.find("res.partner", ("name", "=", "Dépôt Maârif"))[0]
    house.admin.create("alimenteur.solde", client=partner_id, solde=1500)
    house.admin.call(
        "discord.notification",
        "action_send_now",
        house.admin.find("discord.notification"),
    )
    house.admin.create(
        "discord.rule.route",
        rule_id=house.admin.ref("odoo_discord_notify", "rule_bc"),
        value="Rabat",
        webhook_id=house.admin.ref("odoo_discord_notify", "webhook_bl"),
    )
    console = house.admin.create("discord.sync.console", sync_type="all")
    house.admin.call("discord.sync.console", "action_run_now", [console])
    for cron_id in house.admin.find("ir.cron", ("model_id.model", "=", "discord.sync")):
        house.admin.call("ir.cron", "method_direct_trigger", [cron_id])
    yield house
    server.stop()


def who_gets_in(house, model, method, **named):
    """The kinds of people whom an HTTP call lets in, whatever comes then."""
    inside = set()
    for kind in KINDS:
        if model in EXPECTED and method not in (*WITHOUT_IDS, *ARGUMENTS):
            named["ids"] = house.one_of(model, kind)
        answer = house.json2(kind, model, method, **named)
        assert answer.status_code < 500, (kind, model, method, answer.text[:600])
        if answer.status_code not in DENIED:
            inside.add(kind)
    return inside


@pytest.mark.long  # without HTTP the same table is proven in every run
def test_each_method_lets_in_whom_the_table_says(house):
    found = {}
    for name in METHODS:
        model, method = name.rsplit(".", 1)
        named = ARGUMENTS.get(method, {})
        found[name] = who_gets_in(house, model, method, **named)
    assert found == METHODS


@pytest.mark.long
@pytest.mark.parametrize("model", EXPECTED)
def test_each_operation_of_odoo_lets_in_whom_the_rights_say(house, model):
    found = {
        operation: who_gets_in(house, model, operation, **named)
        for operation, (_right, named) in OPERATIONS.items()
    }
    assert found == {
        operation: {kind for kind, rights in EXPECTED[model].items() if right in rights}
        for operation, (right, _named) in OPERATIONS.items()
    }


# === FUZZ === #

# What the web client shows as a sentence; all else it shows as a traceback.
IN_WORDS = {
    f"odoo.exceptions.{name}"
    for name in ("UserError", "AccessError", "MissingError", "ValidationError")
}
TEXTS = st.text(st.characters(), max_size=6) | st.sampled_from(
    ["[('name', '=', 'x')]", "{name}", "{", "name", "res.partner", "on_create", "\0"]
)
NUMBERS = st.integers(-(2**70), 2**70) | st.integers(-2, 3)
REALS = st.floats(allow_nan=False, allow_infinity=False)
ATOMS = TEXTS | NUMBERS | st.booleans() | st.none() | REALS
VALUES = ATOMS | st.lists(ATOMS, max_size=2) | st.dictionaries(TEXTS, ATOMS, max_size=2)
OPERATORS = st.sampled_from(["=", "!=", "in", "not in", "ilike", "not ilike", "=like"])
CONTEXTS = st.fixed_dictionaries(
    {},
    optional={
        "discord_webhook": ATOMS,
        "discord_notify_reason": VALUES,
        "discord_notify_disable": VALUES,
        "active_test": st.booleans(),
        "active_ids": st.lists(NUMBERS, max_size=2),
        "default_webhook_id": NUMBERS,
        "default_name": ATOMS,
    },
)
WRITABLE = {
    "discord.rule": [
        *("name", "active", "sequence", "company_id", "model_name", "trigger"),
        *("watched_fields", "filter_domain", "required_fields", "reason_field"),
        *("template", "audit_line", "webhook_id", "lang", "in_action_menu"),
        *("message_format", "embed_title", "preview_res_id", "notification_ids"),
        *("mention_ids", "mention_domain", "silent", "route_field", "route_ids"),
    ],
    "discord.webhook": [
        *("name", "url", "env_key", "thread_id", "username", "avatar_url", "pack"),
        *("on_doubt", "sequence", "company_id"),
        *("quiet_from", "quiet_to", "quiet_tz", "mon"),
    ],
    "discord.mention": ["name", "kind", "discord_id"],
    "discord.rule.route": ["rule_id", "sequence", "value", "webhook_id"],
    "discord.sync.state": ["name", "last_sync", "is_syncing", "sync_type"],
    "discord.sync.console": ["sync_type", "date_from", "dry_run"],
    "discord.sync.move": ["state_id", "date_from"],
    "discord.backlog": ["webhook_id", "choice", "since"],
    "discord.arrived": ["notification_ids", "message_link"],
    "discord.copy": ["choice"],
    "discord.question": ["command", "notification_ids", "rule_id", "record_ids"],
}


@st.composite
def pressed_buttons(draw):
    """A public method of the addon, of records that there are, and are not."""
    model, method = draw(st.sampled_from(sorted(METHODS))).rsplit(".", 1)
    if model in WITHOUT_RECORDS:
        return model, method, None, {}
    if method in ARGUMENTS:
        return model, method, None, {name: draw(VALUES) for name in ARGUMENTS[method]}
    ids = draw(st.lists(st.integers(0, 3) | NUMBERS, max_size=3))
    return model, method, ids, {}


@st.composite
def entered_values(draw):
    """A form that is saved or typed in, with whatever a program sends."""
    model = draw(st.sampled_from(sorted(WRITABLE)))
    fields = st.sampled_from(WRITABLE[model])
    values = draw(st.dictionaries(fields, VALUES, min_size=1, max_size=3))
    method = draw(st.sampled_from(["create", "write", "onchange"]))
    if method == "onchange":
        spec = {"preview": {}, "state_message": {}} if model == "discord.rule" else {}
        spec = {"display_name": {}, **spec}
        asked = {"values": values, "field_names": [*values], "fields_spec": spec}
        return model, method, [], asked
    if method == "create":
        return model, method, None, {"vals_list": [values]}
    return (
        model,
        method,
        draw(st.lists(st.integers(1, 3), max_size=1)),
        {"vals": values},
    )


@st.composite
def searches(draw):
    """A search for whatever a program asks, in texts and in our own search."""
    fields = st.sampled_from(["search_text", "content", "rule_id", "rule_id.name"])
    domain = draw(st.lists(st.tuples(fields, OPERATORS, TEXTS), max_size=2))
    return "discord.notification", "search_read", None, {"domain": domain}


def fuzz(house, examples, **how):
    """Call whatever it is, by both doors: an answer in words, nothing done by half."""

    states = [house.state_of_tables()]

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        **how,
    )
    @given(
        st.sampled_from(["internal", "user", "manager", "system"]),
        pressed_buttons() | entered_values() | searches(),
        CONTEXTS,
    )
    def call(kind, what, context):
        model, method, ids, named = what
        before = states.pop() if states else house.state_of_tables()
        by_id = {} if ids is None else {"ids": ids}
        answer = house.json2(kind, model, method, context=context, **by_id, **named)
        note(answer.text[:3000])
        assert answer.status_code < 500
        after = house.state_of_tables()
        assert answer.ok or after == before
        args = [] if ids is None else [ids]
        if method == "create":
            args.append(named.pop("vals_list"))  # Odoo itself knows it by its place
        error = house.web(kind, model, method, args, {**named, "context": context})
        assert error is None or error in IN_WORDS
        states.append(house.state_of_tables())
        assert not error or states == [after]

    call()


def test_whatever_is_called_answers_in_words_and_does_nothing_by_half(house):
    fuzz(house, 50, derandomize=True)


@pytest.mark.long  # minutes
@pytest.mark.timeout(1800)
def test_whatever_is_called_for_long_answers_in_words(house):
    fuzz(house, 3000)
