"""Which tests a room of the addon can break: of those it cannot, none needs to run.

What is in no room may break anything.
"""

LINT, UNIT, E2E = "tests/lint", "tests/unit", "tests/e2e"
ADDON = "odoo_discord_notify/tests"
EVERYTHING = (LINT, UNIT, ADDON, E2E)

_TOLD = (
    "told",
    "followed",
    "told_prefork",
    "read_only_replica",
    "rolled_back",
    "two_servers",
    "apps_*",
    "automation",
    "modules",
    "calls",
    "routes",
)
_POLICY = (
    "policy_*",
    "safety_nets",
    "wrong_setup",
    "outage",
    "rate_limits",
    "refusals",
    "crashes",
    "told",
    "calls",
    "edited*",
)
_SEEN = (
    *(
        "preview_seen",
        "followed_seen",
        "wrong_setup",
        "action_menu",
        "backend",
        "embeds",
        "overview_live",
        "peoples_ways",
        "record_button",
        "rule_form",
        "desk_*",
        "rule_tabs",
        "rule_becomes",
        "first_steps",
        "mended_in_view",
    ),
    *("delivery_again", "discord_links", "settings_page", "small_screens", "sources"),
    "manual",
    *("synchronization", "topup_audit", "lasting_browser"),
)

# The tests of a room: all of Odoo's own, and these end-to-end ones, each without its
# folder and `test_`. Who stands above a room in the house is tested with it.
_ROOMS = {
    "discord": (
        *_POLICY,
        "embeds",
        "seen",
        "preview_seen",
        "secrets",
        "sources",
        "standin_*",
        "chaos*",
    ),
    "template": ("told", "embeds", "seen", "preview_seen", "rule_form", "apps_*"),
    "models/watching": (*_TOLD, "installed", "rule_form", "synchronization*"),
    "models/saying": (
        "told",
        "embeds",
        "seen",
        "preview_seen",
        "apps_*",
        "rule_form",
        "topup_audit",
    ),
    "models/outbox": (
        *(*_TOLD, *_POLICY, "backend", "exports", "copied", "desk_*", "recaps"),
        *("installed", "installation_log", "upgraded"),
    ),
    "models/webhook": (
        *("mended_in_view", "languages"),
        *(*_POLICY, "copied", "neutralized", "secrets", "settings_page", "sources"),
        *("rpc_over_http", "overview_live", "synchronization_servers", "upgraded"),
    ),
    "models/sending": (
        *(*_POLICY, "two_servers", "chaos*", "neutralized", "copied", "huge_values"),
        *("safety_nets", "modules", "graceful_stop", "discord_links", "shell"),
        "restored",
        "delivery_again",
    ),
    "models/syncing": ("synchronization*", "installed", "apps_*", "topup_audit"),
    "models/rule": (
        *(*_TOLD, "rule_form", "rule_tabs", "embeds", "action_menu", "peoples_ways"),
        *("rule_becomes", "first_steps", "ready_made_apps", "languages"),
        *("installation_log", "upgraded"),
    ),
    "models/recap": ("recaps", "upgraded"),
    "models/screens": (
        *(*_SEEN, "policy_alerts", "rpc_over_http", "modules", "wrong_setup"),
        *("overview_words",),
    ),
    "wizards": (
        *_SEEN,
        "policy_buttons",
        "synchronization*",
        "copied",
        "rpc_over_http",
    ),
    "migrations": ("upgraded", "installation_log", "modules"),
    "views": (*_SEEN, "installation_log"),
    "static": _SEEN,
    "i18n": ("peoples_ways", "settings_page", "installation_log", "languages"),
    "readme": (),
    "tests": (),
}

# By the beginning of a file's path, the longest that fits: the tests that it can break.
TESTS_OF = {
    **{
        f"odoo_discord_notify/{room}/": (
            *(LINT, UNIT, ADDON),
            *(f"{E2E}/test_{name}.py" for name in names),
        )
        for room, names in _ROOMS.items()
    },
    "README.md": (LINT,),
    "LICENSE": (),
    "tests/bench/": (LINT,),
    "tests/compose/": (LINT,),
    "tests/sandbox/containers/": (LINT, UNIT),
    "tests/documentation/": (LINT,),
    "tests/lint/": (LINT,),
    "tests/unit/": (LINT, UNIT),
    "tests/e2e/": (LINT, E2E),
    "tests/e2e/apps/": (LINT, f"{E2E}/test_apps_*.py"),
    "tests/e2e/chaos/": (LINT, f"{E2E}/test_chaos*.py", f"{E2E}/test_policy_*.py"),
    "tests/e2e/test_": (LINT,),  # and the file itself
}
