"""The manual's table of what is told says of each line what a test has proved."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
USAGE = ROOT / "odoo_discord_notify/readme/USAGE.md"
ROW = re.compile(r"^\| (.+?) \| (.+?) \|$", re.MULTILINE)
HEADINGS = ("How the record comes, or changes", "What it means")
# The tests of each line, by what their names begin with.
PROOFS = {
    "In a form": (
        *("a_record_saved_in_its_form", "a_save_of_several_lines_of_a_list"),
        "a_record_created_in_passing",
    ),
    "By a program": ("records_saved_by_a_program", "an_automation_on_create_and_write"),
    "From a file": (
        *("an_imported_file", "an_import_that_names_the_record_by_its_id"),
        "an_import_that_names_the_record_by_its_external_id",
    ),
    "Copied": ("a_copy_is_told_like_any", "a_copy_brings_its_translations"),
    "Lines entered": ("records_of_a_list_in_a_form", "a_line_moved_by_a_command"),
    "By a mail": ("a_record_that_a_mail_makes",),
    "At the till": (
        *("sales_of_a_till", "the_agent_of_what_happens_on_the_portal"),
        *("an_order_of_the_shop", "a_form_of_the_website"),
    ),
    "A total": ("a_stored_computed_field", "a_stored_related_field_is_watched"),
    "Archived, moved": (
        *("what_is_archived", "a_sequence_that_is_dragged"),
        "a_field_of_another_record_that_is_written_through",
    ),
    "A translation": (
        *("a_translation_is_told_in_its_language", "the_dialog_tells_each_language"),
        "a_text_without_a_translation",
    ),
    "A relation whose": (
        *("a_relation_that_is_emptied", "contacts_that_are_merged"),
        *("a_client_who_is_deleted", "a_client_who_is_merged_away"),
    ),
    "Several saves": ("several_writes_are_one_change",),
    "Deleted, by itself": (
        *("a_deletion_is_told_with_the_words", "a_deleted_record_is_struck_out"),
    ),
    "Changed back": (
        *("a_change_that_ends_where_it_began", "created_told_and_deleted"),
        "a_transaction_that_is_rolled_back",
    ),
    "With `discord_notify_disable`": ("a_silenced_record_is_kept_as_canceled",),
    "While an app": ("what_an_upgrade_creates", "a_record_inserted_by_sql"),
    "What matches": ("a_quotation_that_matches_once_confirmed",),
    "A field changed by SQL": ("a_value_that_sql_changes",),
    "While the webhook": ("without_the_webhooks_url",),
}


def rows():
    """The first cells of the table."""
    text = USAGE.read_text("utf-8").split("### What is told")[1].split("###")[0]
    return [cell for cell, _answer in ROW.findall(text) if cell not in HEADINGS]


def names_of_tests():
    """The names of all tests, without their `test_`."""
    folders = ROOT / "odoo_discord_notify/tests", ROOT / "tests/e2e"
    trees = (ast.parse(p.read_text()) for f in folders for p in f.glob("test_*.py"))
    return [
        node.name.removeprefix("test_")
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def test_each_line_of_the_table_has_its_proofs():
    assert len(rows()) == len(PROOFS)
    for row, start in zip(rows(), PROOFS, strict=True):
        assert row.startswith(start)


def test_each_proof_is_a_test():
    tests = names_of_tests()
    missing = [
        start
        for starts in PROOFS.values()
        for start in starts
        if not any(name.startswith(start) for name in tests)
    ]
    assert missing == []
