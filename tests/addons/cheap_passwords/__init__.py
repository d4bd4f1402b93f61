"""Loaded into the tests' servers: a password is checked in no time.

Odoo spends 0.3 s of processor on each check, on purpose, and checks anew whenever its
caches are cleared: a quarter of all that the end-to-end tests cost.
"""

from odoo.addons.base.models import res_users

res_users.MIN_ROUNDS = 1
