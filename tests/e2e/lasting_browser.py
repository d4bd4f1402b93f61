"""A browser with a person's memory, for all tests of a process.

It compiles the web client once, as theirs does: an Odoo page costs half of what it
costs in a browser that begins anew. Who used it and what Odoo keeps in it is forgotten.
"""

from contextlib import contextmanager
from tempfile import TemporaryDirectory
from urllib.parse import urljoin

from sandbox import chromium

KEPT_BY_ODOO = "cookies,local_storage,indexeddb,cache_storage,service_workers"


@contextmanager
def launched(playwright):
    """Start it; yields its context."""
    with TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder,
            **chromium.how(),
            viewport={"width": 1366, "height": 900},
            timezone_id="UTC",  # Morocco's, since a change Chromium may not know yet
        )
        yield context
        context.close()


@contextmanager
def fresh_page(context, url):
    """Yield a page of which the server at `url` knows nothing, and close all pages.

    Where it goes to a path, that is one of this server's.
    """
    page = context.new_page()
    go = page.goto
    page.goto = lambda path, **how: go(urljoin(url, path), **how)
    devtools = context.new_cdp_session(page)
    what = {"origin": url, "storageTypes": KEPT_BY_ODOO}
    devtools.send("Storage.clearDataForOrigin", what)
    context.clear_cookies()
    yield page
    page.unroute_all(behavior="ignoreErrors")  # else later tests hear of them
    for one in context.pages[1:]:  # without the first the browser would end
        one.close()
