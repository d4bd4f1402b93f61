"""Odoo's own sale, stock and contacts, to which nothing in the addon was tuned."""
