"""Who uses the shop: a cashier with a till, and visitors of the website."""

from uuid import uuid4

from apps.web_session import WebSession

CASHIER = "cashier"  # login and password of somebody at the till
PRICE = 80
ADDRESS = {
    **{"name": "Hind Visiteuse", "email": "hind@example.com", "phone": "0600000000"},
    **{"street": "1 rue du Port", "city": "Safi", "zip": "46000"},
}


class Till:
    """A till, opened by its cashier."""

    def __init__(self, shop):
        admin, self._product_id = shop.admin, shop.product_id
        self._user_id = shop.cashier_id
        journal_ids = admin.find("account.journal", ("type", "=", "bank"))
        self._method_id = admin.create(
            "pos.payment.method", name="Carte", journal_id=journal_ids[0]
        )
        config_id = admin.create(
            "pos.config",
            name="Comptoir",
            payment_method_ids=[(6, 0, [self._method_id])],
        )
        self._web = WebSession(shop.server, CASHIER)
        self._web.call_kw("pos.config", "open_ui", [config_id])
        [self._session_id] = admin.find("pos.session", ("config_id", "=", config_id))
        self._press("set_opening_control", 0, "")

    def sell(self, count):
        """Sell one piece to each of so many clients, and send them together."""
        orders = [self._order() for _ in range(count)]
        self._web.call_kw("pos.order", "sync_from_ui", orders)

    def close(self):
        """Close the session: what it sold is booked in bulk."""
        done = self._press("close_session_from_ui")
        assert done["successful"], done

    def _press(self, method, *arguments):
        session_ids = [self._session_id]
        return self._web.call_kw("pos.session", method, session_ids, *arguments)

    def _order(self):
        line = {
            **{"product_id": self._product_id, "qty": 1, "price_unit": PRICE},
            **{"price_subtotal": PRICE, "price_subtotal_incl": PRICE},
            **{"tax_ids": [(6, 0, [])], "pack_lot_ids": [], "uuid": str(uuid4())},
        }
        payment = {"amount": PRICE, "payment_method_id": self._method_id}
        return {
            **{"uuid": str(uuid4()), "session_id": self._session_id},
            **{"lines": [(0, 0, line)], "payment_ids": [(0, 0, payment)]},
            **{"amount_paid": PRICE, "amount_total": PRICE},
            **{"amount_tax": 0, "amount_return": 0, "to_invoice": False},
            **{"user_id": self._user_id, "state": "paid"},
        }


class Visitor(WebSession):
    """Somebody at the shop's website, with or without an account."""

    def __init__(self, shop, login=None):
        super().__init__(shop.server, login)
        self._login = login
        self._admin, self._product_id = shop.admin, shop.product_id

    def ask(self, **values):
        """Send the website's form that makes a lead."""
        path = "/website/form/crm.lead"
        if self._login:
            self.submit("/odoo", path, **values)
        else:
            self.post(path, **values)

    def order(self):
        """Put a product into the cart and give an address; returns the order's id."""
        product = self._admin.read(
            "product.product", self._product_id, "product_tmpl_id"
        )
        template_id, _name = product["product_tmpl_id"]
        self.call(
            "/shop/cart/add",
            **{"product_template_id": template_id, "product_id": self._product_id},
        )
        country_id = self._admin.ref("base", "ma")
        self.submit(
            "/shop/address", "/shop/address/submit", **ADDRESS, country_id=country_id
        )
        [order_id] = self._admin.find("sale.order", ("state", "=", "draft"))
        return order_id

    def pay(self, order_id):
        """Pay with the demo provider; returns the reference of the transaction."""
        [provider_id] = self._admin.find("payment.provider", ("code", "=", "demo"))
        method = [("code", "=", "demo"), ("active", "in", [True, False])]
        token = self._admin.call("sale.order", "get_portal_url", [order_id])
        paid = self.call(
            f"/shop/payment/transaction/{order_id}",
            access_token=token.split("access_token=")[1].split("&")[0],
            provider_id=provider_id,
            payment_method_id=self._admin.find("payment.method", *method)[0],
            token_id=None,
            flow="direct",
            tokenization_requested=False,
            landing_route="/shop/payment/validate",
        )
        return paid["reference"]
