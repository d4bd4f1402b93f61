# Copyright 2026 ASG Discord Notify contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Discord Notifications",
    "summary": "Tell Discord channels what happens in Odoo: at once, once, none lost",
    "version": "19.0.1.0.0",
    "category": "Productivity/Discuss",
    "author": "ASG Discord Notify contributors",
    "license": "LGPL-3",
    "depends": ["base_setup", "mail"],
    "external_dependencies": {"python": ["cryptography", "pytz", "requests"]},
    "data": [
        "security/discord_groups.xml",
        "security/ir.model.access.csv",
        "security/discord_rules.xml",
        "data/ir_cron.xml",
        "data/discord_webhook.xml",
        "data/discord_rule.xml",
        "views/discord_notification_views.xml",
        "views/discord_notification_search_views.xml",
        "views/discord_delivery_views.xml",
        "views/discord_rule_views.xml",
        "views/discord_webhook_views.xml",
        "views/discord_sync_views.xml",
        "views/res_config_settings_views.xml",
        "views/discord_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["odoo_discord_notify/static/src/**/*"],
    },
    "application": True,
}
