"""All of Odoo's doors, and every answer that comes out of them."""

import itertools
import xmlrpc.client
from contextlib import contextmanager

import requests
from json2 import new_key
from playwright.sync_api import expect


class Wiretap:
    """Calls models' methods as a user over each door, and keeps what is answered.

    A refusal is an answer as well: nothing raises but the connection itself.
    """

    def __init__(self, server, login):
        self._url, self._database, self._login = server.url, server.database, login
        self.answers = []
        self._user_id = server.rpc(login).user_id
        self._key = new_key(server.rpc("admin"), self._user_id)
        self._session = requests.Session()
        self._next_door = itertools.cycle(self.doors)
        self._web("/web/session/authenticate", db=self._database, **self._password())

    @property
    def doors(self):
        """The ways in, each called like ``web(model, method, *args, **kwargs)``."""
        return (self.web, self.json_rpc, self.xml_rpc)

    def somewhere(self, model, method, *args, **kwargs):
        """Call it through the next door in turn; returns the answer, as a text."""
        return next(self._next_door)(model, method, *args, **kwargs)

    def web(self, model, method, *args, **kwargs):
        """As the web client does."""
        call = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self._web(f"/web/dataset/call_kw/{model}/{method}", **call)

    def json_rpc(self, model, method, *args, **kwargs):
        """As programs do that know JSON-RPC."""
        call = self._call(model, method, args, kwargs)
        return self._web("/jsonrpc", service="object", method="execute_kw", args=call)

    def xml_rpc(self, model, method, *args, **kwargs):
        """As programs do that know XML-RPC."""
        call = tuple(self._call(model, method, args, kwargs))
        body = xmlrpc.client.dumps(call, "execute_kw", allow_none=True)
        return self._post("/xmlrpc/2/object", data=body.encode())

    def json2(self, model, method, **named):
        """As programs do that have an API key."""
        headers = {"Authorization": f"bearer {self._key}"}
        return self._post(f"/json/2/{model}/{method}", json=named, headers=headers)

    def _password(self):
        return {"login": self._login, "password": self._login}

    def _call(self, model, method, args, kwargs):
        return [self._database, self._user_id, self._login, model, method, args, kwargs]

    def _web(self, path, **params):
        return self._post(path, json={"jsonrpc": "2.0", "id": 1, "params": params})

    def _post(self, path, **how):
        answer = self._session.post(self._url + path, timeout=60, **how)
        self.answers.append(answer.text)
        return answer.text


@contextmanager
def tapped(browser, server, shown):
    """Yield a page, and keep what it says and is given; nothing of it stays behind."""
    page = browser.new_context(base_url=server.url).new_page()
    page.on("console", lambda message: shown.append(message.text))
    page.on("pageerror", lambda error: shown.append(str(error)))

    def keep(route):
        answer = route.fetch(max_redirects=0, timeout=120_000)  # bundles take long
        shown.append(answer.text() if "json" in str(answer.headers) else "")
        route.fulfill(response=answer)

    page.route("**/web/**", keep)
    try:
        yield page
    finally:
        page.unroute_all(behavior="ignoreErrors")  # else later tests hear of them
        page.context.close()


def use_the_browser(page, url, shown):
    """Paste the URL into both forms."""
    page.goto("/web/login?debug=1")
    page.fill("input[name=login]", "admin")
    page.fill("input[name=password]", "admin")
    page.click("form.oe_login_form button[type=submit]")
    page.wait_for_selector(".o_main_navbar")
    page.goto("/odoo/action-odoo_discord_notify.discord_webhook_action/new")
    page.locator("[name=name] input").fill("by hand")
    page.locator("[name=url] input").fill(f"{url}/mistyped")
    page.locator(".o_form_button_save").click()
    dialog = page.locator(".modal-content")
    expect(dialog).to_contain_text("not that of a webhook")
    shown.append(dialog.text_content())
    dialog.locator("footer button").first.click()
    page.locator("[name=url] input").fill(url)
    page.locator(".o_form_button_save").click()
    expect(page.locator("[name=masked_url]")).to_contain_text("••••")
    shown.append(page.content())
