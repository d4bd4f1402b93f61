import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const MARKS = ["[NOUVEAU]", "[SKIP]", "[ERREUR]"];
const COLORS = {
    "[NOUVEAU]": "text-success",
    "[SKIP]": "text-warning-emphasis",
    "[ERREUR]": "text-danger",
};

/** Shows the lines of a run's log, those of one kind or with some words only. */
export class DiscordSyncLines extends Component {
    static template = "odoo_discord_notify.DiscordSyncLines";
    static props = { ...standardFieldProps };

    setup() {
        this.state = useState({ mark: "", text: "" });
    }

    get lines() {
        const text = this.props.record.data[this.props.name] || "";
        return text.split("\n").filter(Boolean).map(described);
    }

    get kinds() {
        const lines = this.lines;
        const all = { mark: "", label: _t("All"), count: lines.length };
        const kinds = MARKS.map((mark) => ({
            mark,
            label: mark,
            count: lines.filter((line) => line.mark === mark).length,
        }));
        return [all, ...kinds.filter((kind) => kind.count)];
    }

    get shown() {
        const words = this.state.text.toLowerCase();
        return this.lines.filter(
            ({ mark, text }) =>
                (!this.state.mark || mark === this.state.mark) &&
                text.toLowerCase().includes(words)
        );
    }
}

function described(text) {
    const mark = MARKS.find((one) => text.startsWith(one)) || "";
    return { text, mark, rest: text.slice(mark.length), color: COLORS[mark] };
}

registry.category("fields").add("discord_sync_lines", {
    component: DiscordSyncLines,
    supportedTypes: ["text"],
});
