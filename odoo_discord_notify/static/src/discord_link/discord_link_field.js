import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const MESSAGE = /\/channels\/\d+\/\d+\/\d+$/;

/** A message in Discord, one click away; or the channel, where its number is not known. */
export class DiscordLinkField extends Component {
    static template = "odoo_discord_notify.DiscordLinkField";
    static props = { ...standardFieldProps, isIcon: { type: Boolean, optional: true } };

    get link() {
        return this.props.record.data[this.props.name] || "";
    }

    get title() {
        return MESSAGE.test(this.link)
            ? _t("See the message in Discord")
            : _t("Open the channel in Discord");
    }
}

registry.category("fields").add("discord_link", {
    component: DiscordLinkField,
    supportedTypes: ["char"],
    extractProps: ({ options }) => ({ isIcon: Boolean(options.icon) }),
});
