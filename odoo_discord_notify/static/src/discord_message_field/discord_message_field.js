import { Component, onMounted, onPatched, useRef } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { drawMessage } from "../discord_message/discord_message";

/** Shows a text, or the embed that goes in its place, as Discord does. */
export class DiscordMessageField extends Component {
    static template = "odoo_discord_notify.DiscordMessageField";
    static props = { ...standardFieldProps };

    setup() {
        this.place = useRef("place");
        const draw = () => this.place.el.replaceChildren(this.drawn());
        onMounted(draw);
        onPatched(draw);
    }

    /** The text, so that the drawing follows its changes. */
    get content() {
        return this.props.record.data[this.props.name] || "";
    }

    drawn() {
        return drawMessage(this.message, { locale: user.lang });
    }

    get message() {
        const { create_date, drawing, webhook_id } = this.props.record.data;
        return {
            ...drawing,
            username: webhook_id?.display_name,
            timestamp: create_date?.toISO(),
        };
    }
}

registry.category("fields").add("discord_message", {
    component: DiscordMessageField,
    supportedTypes: ["char", "text"],
    fieldDependencies: [{ name: "drawing", type: "json" }],
});
