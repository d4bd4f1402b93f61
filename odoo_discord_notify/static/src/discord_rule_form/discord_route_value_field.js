import { Component, onWillUpdateProps, useState } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { registry } from "@web/core/registry";
import { useBus } from "@web/core/utils/hooks";
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
        // Of a field that is left: a row may be gone before the server has answered, and
        // what is asked by a component that is gone is never answered.
        this.orm = this.env.services.orm;
        // Another input forgets what the last was about to offer, and to take by Enter.
        this.shown = useState({ label: this.label(this.props), input: 0 });
        this.isKeeping = false; // what was chosen, which the text does not say yet
        this.takesFirst = null; // by Enter, also of choices to come; false after Escape
        this.leaving = null;
        this.turn = 0; // what was typed or chosen last counts, not who answers last
        const { model } = this.props.record;
        useBus(model.bus, "NEED_LOCAL_CHANGES", ({ detail }) =>
            detail.proms.push(this.leaving),
        );
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
        const text = request === this.shown.label ? "" : request;
        const choices = await this.ask(text);
        return choices.map(({ value, label }) => ({ label, onSelect: () => this.choose(value) }));
    }

    ask(text) {
        const { model_name, route_field } = this.rule;
        return this.orm.call("discord.rule", "route_choices", [
            model_name || "",
            route_field || "",
            text,
        ]);
    }

    onInput() {
        this.takesFirst = null;
    }

    onKeydown({ key }) {
        if (key === "Enter") {
            this.takesFirst ??= true;
        } else if (key === "Escape") {
            this.takesFirst = false;
        }
    }

    /**
     * When the field is left, and not when its text changes: that is said, too, while a
     * choice is being clicked, and the list of them would close under the hand.
     */
    onBlur({ inputValue }) {
        const text = inputValue.trim();
        const isTyped = !this.isKeeping && text !== this.shown.label;
        if (isTyped || this.takesFirst) {
            this.shown.input++;
        }
        if (isTyped) {
            this.shown.label = text; // until the server has answered
            const left = this.leave(text, this.takesFirst);
            this.leaving = left;
            left.finally(() => this.leaving === left && (this.leaving = null));
        }
        this.takesFirst = null;
    }

    /**
     * What was typed and is no choice is kept as it is: a text may say it one day. The
     * name of a choice, typed whole, is that choice, also before the list has come.
     */
    async leave(text, takesFirst) {
        const turn = ++this.turn;
        const choices = text ? await this.ask(text).catch(() => []) : [];
        const isNamed = ({ label }) => label.toLowerCase() === text.toLowerCase();
        const choice = choices.find(isNamed) || (takesFirst && choices[0]);
        if (turn === this.turn) {
            await this.keep(choice ? choice.value : text);
        }
    }

    choose(value) {
        this.turn++;
        return this.keep(value);
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
