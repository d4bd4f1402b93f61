import { registry } from "@web/core/registry";

import { DiscordMessageField } from "../discord_message_field/discord_message_field";

/** Shows what a rule would say; what is wrong with it, beside the last that was right. */
export class DiscordPreviewField extends DiscordMessageField {
    static template = "odoo_discord_notify.DiscordPreviewField";

    get preview() {
        return this.props.record.data[this.props.name] || {};
    }

    get content() {
        return JSON.stringify(this.preview);
    }

    get message() {
        const webhook = this.props.record.data.webhook_id?.display_name;
        this.shown = this.preview.message || this.shown || {};
        return { ...this.shown, username: this.shown.username || webhook };
    }
}

registry.category("fields").add("discord_preview", {
    component: DiscordPreviewField,
    supportedTypes: ["json"],
});
