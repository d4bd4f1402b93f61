"""A browser with a person's memory, for all tests of a process, and its one tab.

It compiles the web client once, as theirs does: an Odoo page costs half of what it
costs in a browser that begins anew, and in a tab that stays a quarter less again: it
starts no process. Who used it and what Odoo keeps in it is forgotten.
"""

from contextlib import contextmanager
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Error

from sandbox import chromium
from sandbox.server_process import START_SECONDS

SIZE = {"width": 1366, "height": 900}
KEPT_BY_ODOO = "cookies,local_storage,indexeddb,cache_storage,service_workers"
# A hand that goes on takes the tooltip away under which it rested; Playwright looks
# first whether something is in its way, and waits.
NO_TOOLTIP_IN_THE_WAY = """
addEventListener("DOMContentLoaded", () => {
    const style = document.createElement("style");
    style.textContent = ".o_popover:has(.o-tooltip) { pointer-events: none; }";
    document.head.append(style);
});"""

# What was told in passing is put away, as it would be by leaving the client.
FOLLOW_A_LINK = """(url) => {
    document.querySelectorAll(".o_notification_close").forEach((one) => one.click());
    const link = document.createElement("a");
    link.href = url;
    document.body.append(link);
    link.click();
    link.remove();
}"""
LEFT_OR_ASKED = "left => !left.isConnected || document.querySelector('.o_dialog')"


@contextmanager
def launched(playwright):
    """Start it; yields its context."""
    with TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder,
            **chromium.how(),
            viewport=SIZE,
            timezone_id="UTC",  # Morocco's, since a change Chromium may not know yet
        )
        # A server compiles what its first page needs, on a machine that does much else.
        context.set_default_navigation_timeout(START_SECONDS * 1000)
        context.add_init_script(NO_TOOLTIP_IN_THE_WAY)
        yield context
        context.close()


@contextmanager
def fresh_page(context, url):
    """Yield the tab, of which the server at `url` knows nothing; other ones are closed.

    Where it goes to a path, that is one of this server's.
    """
    page, heard = context.pages[0], []
    go, hear = type(page).goto, type(page).on
    page.goto = lambda path: _open(page, go, urljoin(url, path))
    page.on = lambda *what: heard.append(what) or hear(page, *what)
    page.set_viewport_size(SIZE)
    devtools = context.new_cdp_session(page)
    what = {"origin": url, "storageTypes": KEPT_BY_ODOO}
    devtools.send("Storage.clearDataForOrigin", what)
    yield page
    page.unroute_all(behavior="ignoreErrors")  # else later tests hear of them
    for what in heard:
        page.remove_listener(*what)
    for one in context.pages[1:]:
        one.close()
    context.clear_cookies()  # a form that is left unsaved would be saved
    _leave(page, devtools)


def _open(page, go, url):
    """Go there: within the web client by a link, as people do, which loads none anew.

    What opens in a dialog there is a page by its URL.
    """
    here, there = urlsplit(page.url), urlsplit(url)
    within = there.netloc == here.netloc and there.path.startswith("/odoo/")
    left = page.query_selector(".o_action") if within and not there.query else None
    if left:
        page.evaluate(FOLLOW_A_LINK, url)
        page.wait_for_function(LEFT_OR_ASKED, arg=left)
    if not left or left.evaluate("left => left.isConnected"):
        go(page, url)


def _leave(page, devtools):
    """Let the tab be empty, in a process that goes on; a new one, if it does not."""
    try:
        type(page).goto(page, "about:blank")
        devtools.send("Page.resetNavigationHistory")
        devtools.detach()
    except Error:
        page.context.new_page()  # without any the browser would end
        page.close()
