"""What the comparison of Odoo's own tests, with and without the addon, is made of."""
