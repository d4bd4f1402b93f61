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
        this.isKeeping = false; // what was chosen, which the text does not say yet
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
     *
     * When the field is left, and not when its text changes: that is said, too, while a
     * choice is being clicked, and the list of them would close under the hand.
     */
    async onBlur({ inputValue }) {
        const text = inputValue.trim();
        if (!this.isKeeping && text !== this.shown.label) {
            const isNamed = ({ label }) => label.toLowerCase() === text.toLowerCase();
            await this.keep(this.choices.find(isNamed)?.value ?? text);
        }
    }

    async keep(value) {
        this.isKeeping = true;
        try {
            await this.props.record.update({ [this.props.name]: value || false });
        } finally {
            this.isKeeping = false;
        }
        this.shown.label = this.label(this.props);
    }
}

registry.category("fields").add("discord_route_value", {
    component: DiscordRouteValueField,
    supportedTypes: ["char"],
    fieldDependencies: [{ name: "value_label", type: "char" }],
});
