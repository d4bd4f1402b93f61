"""What the proofs of the policy and the chaos test share."""

# The one setting that shortens our own waiting times, and none that Discord asks for.
SETTING = "ODOO_DISCORD_NOTIFY_TEST_HURRY"
HURRY = 10  # times shorter
