"""All that knows Discord. Imports no Odoo: the standard library and requests only."""
