import { useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { usePopover } from "@web/core/popover/popover_hook";
import { ModelFieldSelectorPopover } from "@web/core/model_field_selector/model_field_selector_popover";
import { registry } from "@web/core/registry";
import { useDebounced } from "@web/core/utils/timing";
import { TextField, textField } from "@web/views/fields/text/text_field";

// What else may stand behind the colon of a field, by its type.
const FORMATS = {
    datetime: [
        ["<t:R>", _t("How long ago, counted by Discord")],
        ["<t:f>", _t("In each reader's own time zone")],
    ],
    monetary: [["currency", _t("With its currency")]],
};
const PAUSE = 300; // milliseconds without a key: then the preview follows

// Odoo gives them to each model; a model's module may not have translated them.
const GIVEN = {
    create_date: ["Created on", _t("Created on")],
    create_uid: ["Created by", _t("Created by")],
    write_date: ["Last Updated on", _t("Last Updated on")],
    write_uid: ["Last Updated by", _t("Last Updated by")],
    display_name: ["Display Name", _t("Display Name")],
};

/** The fields to insert: Enter chooses one, and is not typed into the template, too. */
class FieldsPopover extends ModelFieldSelectorPopover {
    onInputKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault(); // the template has the focus by then
        }
        return super.onInputKeydown(ev);
    }

    filter(...args) {
        const labelled = ([name, field]) => {
            const [english, translated] = GIVEN[name] || [];
            const string = field.string === english ? `${translated}` : field.string;
            return [name, { ...field, string }];
        };
        return Object.fromEntries(Object.entries(super.filter(...args)).map(labelled));
    }
}

/** A template: the preview follows as one types, placeholders are clicked in. */
export class DiscordTemplateField extends TextField {
    static template = "odoo_discord_notify.DiscordTemplateField";

    setup() {
        super.setup();
        this.fieldsButton = useRef("fieldsButton");
        this.offered = useState({ formats: [] }); // of the field inserted last
        this.selector = usePopover(FieldsPopover, {
            popoverClass: "o_popover_field_selector",
            onClose: () => this.path && this.insertField(),
        });
        this.onInput = useDebounced(() => this.commit(), PAUSE, { execBeforeUnmount: true });
    }

    /** Give the record what is written so far; the field keeps its caret. */
    async commit() {
        const { name, readonly, record } = this.props;
        const value = this.textareaRef.el?.value;
        if (readonly || value === undefined || value === (record.data[name] || "")) {
            return;
        }
        await record.update({ [name]: value });
        record.model.bus.trigger("FIELD_IS_DIRTY", false); // the record itself is now
    }

    get isChange() {
        return this.props.record.data.trigger === "on_write";
    }

    /** What is no field of the record: names that every template knows. */
    get extras() {
        const watched = (this.props.record.data.watched_fields || "").split(",");
        const names = this.isChange ? watched.map((name) => name.trim()).filter(Boolean) : [];
        const changes = names.flatMap((name) => [`old.${name}`, `new.${name}`]);
        return ["agent", "record_url", "reason", ...changes];
    }

    get resModel() {
        const { model_id, model_name } = this.props.record.data;
        return model_id ? model_name : "";
    }

    openFields() {
        this.path = "";
        this.selector.open(this.fieldsButton.el, {
            resModel: this.resModel,
            path: "",
            showSearchInput: true,
            isDebugMode: true, // shows the technical names, which templates hold
            showDebugInput: false,
            filter: (field) => !["json", "binary", "properties"].includes(field.type),
            update: (path, field) => {
                this.path = field ? path : "";
                this.type = field?.type;
            },
        });
    }

    insertField() {
        this.insert(this.path);
        this.offered.formats = (FORMATS[this.type] || []).map(([format, title]) => ({
            name: `${this.path}:${format}`,
            plain: `{${this.path}}`,
            title,
        }));
    }

    /** Put a field's format in the place of the field, if that is still there. */
    insertFormat({ name, plain }) {
        const area = this.textareaRef.el;
        const start = area.value.lastIndexOf(plain, area.selectionStart);
        if (start >= 0) {
            area.setSelectionRange(start, start + plain.length);
        }
        this.insert(name);
        this.offered.formats = [];
    }

    insert(name) {
        const area = this.textareaRef.el;
        const { selectionStart, selectionEnd } = area;
        area.focus();
        area.setRangeText(`{${name}}`, selectionStart, selectionEnd, "end");
        area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
}

registry.category("fields").add("discord_template", {
    ...textField,
    component: DiscordTemplateField,
    supportedTypes: ["char", "text"],
    fieldDependencies: [
        { name: "model_name", type: "char" },
        { name: "watched_fields", type: "char" },
        { name: "trigger", type: "selection" },
    ],
});
