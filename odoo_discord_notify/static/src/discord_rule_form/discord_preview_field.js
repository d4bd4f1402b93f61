import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { DiscordPreview } from "./discord_preview";

/** The preview of the rule in the form, as one types. */
export class DiscordPreviewField extends Component {
    static template = "odoo_discord_notify.DiscordPreviewField";
    static components = { DiscordPreview };
    static props = { ...standardFieldProps };

    get preview() {
        return this.props.record.data[this.props.name] || {};
    }

    get username() {
        return this.props.record.data.webhook_id?.display_name;
    }
}

registry.category("fields").add("discord_preview", {
    component: DiscordPreviewField,
    supportedTypes: ["json"],
});
