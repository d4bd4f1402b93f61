"""What was sent until now was posted: said by a default, and not row by row."""

VERB = """
    ALTER TABLE discord_delivery ADD COLUMN IF NOT EXISTS verb varchar DEFAULT 'post';
    ALTER TABLE discord_delivery ALTER COLUMN verb DROP DEFAULT
"""


def migrate(cr, version):
    cr.execute(VERB)
