"""Where nothing was told yet, that is what is said, until somebody searches."""

import pytest
from people import NOTIFICATIONS, choose_filter
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def home(new_database, start_odoo):
    """An Odoo in which nothing was told yet."""
    return start_odoo(new_database(demo=True))


def test_what_opens_with_its_default_filter_is_no_search_that_finds_nothing(
    home, log_in, console_errors, screenshot
):
    page = log_in("admin")
    nothing_yet = page.locator(".o_view_nocontent .o_discord_nothing_yet")
    no_match = page.locator(".o_view_nocontent .o_discord_no_match")
    facet = page.locator(".o_facet_value")
    page.goto(NOTIFICATIONS)
    expect(facet).to_have_text("Messages")
    expect(nothing_yet).to_contain_text("Nothing told yet")
    expect(nothing_yet).to_be_visible()
    expect(no_match).to_be_hidden()
    screenshot(page, "nothing_told_yet")
    choose_filter(page, "Today")
    expect(no_match).to_be_visible()
    expect(nothing_yet).to_be_hidden()
    page.locator(".o_facet_remove").last.click()
    expect(nothing_yet).to_be_visible()
    choose_filter(page, "Edits")  # beside the default, in one facet with it
    expect(facet).to_have_count(2)
    expect(no_match).to_be_visible()
    assert console_errors == []


def test_what_the_overview_looks_for_is_a_search_though_it_opens_with_it(
    home, log_in, console_errors
):
    """Once all that failed is sent, it is not true that nothing was told."""
    action_id = home.rpc("admin").create(
        "ir.actions.act_window",
        name="As the overview's",
        res_model="discord.notification",
        context="{'search_default_error': 1}",
    )
    page = log_in("admin")
    page.goto(f"/odoo/action-{action_id}")
    help_ = page.locator(".o_view_nocontent")
    expect(help_).to_contain_text("Nothing matches your search")
    assert console_errors == []
