import { Component, useState } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { useTagNavigation } from "@web/core/record_selectors/tag_navigation_hook";
import { registry } from "@web/core/registry";
import { TagsList } from "@web/core/tags_list/tags_list";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { CharField, charField } from "@web/views/fields/char/char_field";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const RED = 1; // of the colours of Odoo's tags

/**
 * Names of fields, chosen from those that fit; it says why the others do not.
 *
 * What is kept is a text, names with commas between them: of a model that is not
 * installed yet they are typed.
 */
export class DiscordFieldsField extends Component {
    static template = "odoo_discord_notify.DiscordFieldsField";
    static components = { AutoComplete, CharField, TagsList };
    static props = {
        ...standardFieldProps,
        placeholder: { type: String, optional: true },
        purpose: String,
        single: { type: Boolean, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.offered = useState({ model: "", choices: [] });
        this.input = useState({ turn: 0 }); // another turn shows what is kept
        useTagNavigation("place", {
            isEnabled: () => this.isChosen && !this.props.single,
            delete: (index) => this.keep(this.names.toSpliced(index, 1)),
        });
        // In a tab nobody else says that another field has changed.
        useRecordObserver((record) => this.load(record));
    }

    /** Learn the fields of the model, which may be another one now. */
    async load({ data: { model_id, model_name }, resModel }) {
        const { readonly, purpose } = this.props;
        const model = !readonly && model_id ? model_name : "";
        if (model !== this.model) {
            this.model = model;
            const choices = model
                ? await this.orm.call(resModel, "field_choices", [model, purpose])
                : [];
            if (model === this.model) {
                Object.assign(this.offered, { model, choices });
            }
        }
    }

    get choices() {
        return this.offered.choices;
    }

    /** Whether there is something to choose from; else one types. */
    get isChosen() {
        return Boolean(this.offered.model);
    }

    get names() {
        const text = this.props.record.data[this.props.name] || "";
        return text.split(",").map((name) => name.trim()).filter(Boolean);
    }

    get tags() {
        return this.names.map((name, index) => {
            const choice = this.choice(name);
            return {
                id: name,
                text: choice?.label || name,
                title: choice?.why ? `${name}: ${choice.why}` : name,
                colorIndex: this.isChosen && (!choice || choice.why) ? RED : 0,
                onDelete: () => this.keep(this.names.toSpliced(index, 1)),
            };
        });
    }

    /** What the input shows: of a single field, its label. */
    get value() {
        const [name] = this.props.single ? this.names : [];
        return (name && this.choice(name)?.label) || name || "";
    }

    get sources() {
        return [{ options: (request) => this.options(request), optionSlot: "option" }];
    }

    choice(name) {
        return this.choices.find((choice) => choice.name === name);
    }

    options(request) {
        const wanted = request.toLowerCase();
        const kept = this.props.single ? [] : this.names;
        return this.choices
            .filter(({ name, label }) => !kept.includes(name) &&
                (label.toLowerCase().includes(wanted) || name.includes(wanted)))
            .map(({ name, label, why }) => ({
                label,
                data: { name, why },
                onSelect: why ? undefined : () => this.add(name),
            }));
    }

    add(name) {
        return this.keep(this.props.single ? [name] : [...this.names, name]);
    }

    /** Nothing is left standing that was not chosen; emptied, a single field is out. */
    onBlur({ inputValue }) {
        if (this.props.single && !inputValue) {
            this.keep([]);
        } else if (inputValue !== this.value) {
            this.input.turn++;
        }
    }

    keep(names) {
        return this.props.record.update({ [this.props.name]: names.join(", ") || false });
    }
}

registry.category("fields").add("discord_fields", {
    component: DiscordFieldsField,
    supportedTypes: ["char"],
    additionalClasses: ["o_field_many2many_tags"],
    fieldDependencies: [
        { name: "model_id", type: "many2one", relation: "ir.model" },
        { name: "model_name", type: "char" },
    ],
    extractProps: (fieldInfo, dynamicInfo) => ({
        placeholder: charField.extractProps(fieldInfo, dynamicInfo).placeholder,
        purpose: fieldInfo.options.purpose || "watched",
        single: Boolean(fieldInfo.options.single),
    }),
});
