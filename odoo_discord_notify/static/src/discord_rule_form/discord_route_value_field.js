import { Component, onWillUpdateProps, useState } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * What a field says that decides about the webhook: chosen from what it can say, by the
 * names that people know; of a text, anything.
 */
export class DiscordRouteValueField extends Component {
    static template = "odoo_discord_notify.DiscordRouteValueField";
    static components = { AutoComplete };
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.shown = useState({ label: this.label(this.props) });
        this.choices = []; // those that were offered last
        onWillUpdateProps((props) => {
            const label = this.label(props);
            if (label !== this.shown.label) {
                this.shown.label = label;
            }
        });
    }

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    label({ record, name }) {
        return record.data.value_label || record.data[name] || "";
    }

    get rule() {
        return this.props.record.evalContext.parent || {};
    }

    get sources() {
        return [{ options: (request) => this.options(request) }];
    }

    async options(request) {
        const { model_name, route_field } = this.rule;
        const text = request === this.shown.label ? "" : request;
        const choices = await this.orm.call("discord.rule", "route_choices", [
            model_name || "",
            route_field || "",
            text,
        ]);
        this.choices = choices;
        return choices.map(({ value, label }) => ({ label, onSelect: () => this.keep(value) }));
    }

    /**
     * What was typed and is no choice is kept as it is: a text may say it one day. The
     * name of a choice, typed whole, is that choice.
     */
    async onChange({ inputValue }) {
        const text = inputValue.trim();
        if (text !== this.shown.label) {
            const isNamed = ({ label }) => label.toLowerCase() === text.toLowerCase();
            await this.keep(this.choices.find(isNamed)?.value ?? text);
        }
    }

    async keep(value) {
        await this.props.record.update({ [this.props.name]: value || false });
        this.shown.label = this.label(this.props);
    }
}

registry.category("fields").add("discord_route_value", {
    component: DiscordRouteValueField,
    supportedTypes: ["char"],
    fieldDependencies: [{ name: "value_label", type: "char" }],
});
