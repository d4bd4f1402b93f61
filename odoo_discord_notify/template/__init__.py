"""The template language: what a rule's author writes. Imports no Odoo."""
