import { Component, useState } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { useTagNavigation } from "@web/core/record_selectors/tag_navigation_hook";
import { registry } from "@web/core/registry";
import { TagsList } from "@web/core/tags_list/tags_list";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const ANY = null; // the value that stands for whatever is filled in

/** “When it becomes …”: new values that count, picked from those of the field. */
export class DiscordBecomesField extends Component {
    static template = "odoo_discord_notify.DiscordBecomesField";
    static components = { AutoComplete, TagsList };
    static props = { ...standardFieldProps, placeholder: { type: String, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.input = useState({ turn: 0 }); // another turn empties it
        useTagNavigation("place", {
            isEnabled: () => !this.props.readonly,
            delete: (index) => this.keep(this.chosen.toSpliced(index, 1)),
        });
    }

    get becomes() {
        return this.props.record.data[this.props.name] || { chosen: [] };
    }

    get chosen() {
        return this.becomes.chosen;
    }

    get tags() {
        return this.chosen.map(({ value, label }, index) => ({
            id: JSON.stringify(value),
            text: label,
            colorIndex: 0,
            onDelete: this.props.readonly
                ? undefined
                : () => this.keep(this.chosen.toSpliced(index, 1)),
        }));
    }

    get sources() {
        return [{ options: (words) => this.options(words) }];
    }

    async options(words) {
        const { model_name } = this.props.record.data;
        const found = await this.orm.call("discord.rule", "becoming_choices", [
            model_name,
            this.becomes.field,
            words,
        ]);
        const known = this.chosen.map(({ value }) => value);
        return found
            .filter(({ value }) => !known.includes(value))
            .map((choice) => ({ label: choice.label, onSelect: () => this.add(choice) }));
    }

    /** Any value makes the others needless, and they it. */
    add(choice) {
        const others = this.chosen.filter(({ value }) => value !== ANY);
        return this.keep(choice.value === ANY ? [choice] : [...others, choice]);
    }

    onBlur({ inputValue }) {
        if (inputValue) {
            this.input.turn++; // nothing is left standing that was not chosen
        }
    }

    keep(chosen) {
        return this.props.record.update({ [this.props.name]: { ...this.becomes, chosen } });
    }
}

registry.category("fields").add("discord_becomes", {
    component: DiscordBecomesField,
    supportedTypes: ["json"],
    additionalClasses: ["o_field_many2many_tags"],
    fieldDependencies: [{ name: "model_name", type: "char" }],
    extractProps: ({ attrs }) => ({ placeholder: attrs.placeholder }),
});
