"""A person sends a record from its Action menu, and looks at what was told of it."""

from waiting import PATIENCE


def test_a_record_that_was_told_is_sent_again_after_a_question(log_in, admin, standin):
    client_id = admin.find("res.partner", ("name", "=", "Dépôt Maârif"))[0]
    topup_id = admin.create("alimenteur.solde", client=client_id, solde=1500)
    standin.wait_for(1, timeout=PATIENCE)
    page = log_in("admin")
    page.goto(f"/odoo/alimenteur.solde/{topup_id}")
    open_menu(page).get_by_text("Send to Discord now", exact=True).click()
    dialog = page.locator(".modal")
    dialog.get_by_role("button", name="Send again").click()
    page.get_by_text("Sent.", exact=True).wait_for()
    first, second = standin.messages()
    assert first["content"] == second["content"]
    page.reload()  # else the form is drawn anew at some time, and its menu gone
    open_menu(page).get_by_text("Discord messages", exact=True).click()
    page.locator("tr.o_data_row").nth(1).wait_for()
    assert page.locator("tr.o_data_row").count() == 2


def open_menu(page):
    """Open the Action menu of the form and return it."""
    page.locator(".o_cp_action_menus button:has(.fa-cog)").click()
    return page.locator(".o-dropdown--menu").last
