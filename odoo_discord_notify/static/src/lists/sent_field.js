import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { formatDateTime } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { FIELD_WIDTHS } from "@web/views/list/column_width_hook";

/** When something went to Discord; while it has not, when it will, or why it does not. */
export class SentField extends Component {
    static template = "odoo_discord_notify.SentField";
    static props = { ...standardFieldProps };

    get sent() {
        const date = this.props.record.data[this.props.name];
        return date ? formatDateTime(date) : "";
    }

    get outlook() {
        return this.props.record.data.outlook || "";
    }
}

registry.category("fields").add("discord_sent", {
    component: SentField,
    supportedTypes: ["datetime"],
    listViewWidth: () => FIELD_WIDTHS.datetime,
    fieldDependencies: [{ name: "outlook", type: "char" }],
});
