import { Component } from "@odoo/owl";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const ICONS = {
    info: "fa-circle-o text-info",
    success: "fa-check-circle text-success",
    warning: "fa-exclamation-circle text-warning",
    danger: "fa-times-circle text-danger",
    muted: "fa-ban text-muted",
};

/** A notification's way to Discord: queued, each request with its answer, the end. */
export class StoryField extends Component {
    static template = "odoo_discord_notify.StoryField";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.icons = ICONS;
    }

    get steps() {
        return this.props.record.data[this.props.name] || [];
    }

    when(step) {
        return step.when ? formatDateTime(deserializeDateTime(step.when), { showSeconds: true }) : "";
    }

    /** Whether something came back, or nothing did and is no longer waited for. */
    hasAnswer(step) {
        return step.delivery_id && !step.is_under_way;
    }

    answer(step) {
        const answer = step.answer || _t("no answer");
        return step.duration_ms ? `${answer} · ${step.duration_ms} ms` : answer;
    }

    /** The request, or the edit, that a step is about. */
    open(step) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: step.edit_id ? "discord.notification" : "discord.delivery",
            res_id: step.edit_id || step.delivery_id,
            views: [[false, "form"]],
        });
    }
}

/** What a message was written from, by the names that people know. */
export class FactsField extends Component {
    static template = "odoo_discord_notify.FactsField";
    static props = { ...standardFieldProps };

    get facts() {
        return this.props.record.data[this.props.name] || [];
    }

    isLink(fact) {
        return /^https?:\/\//.test(fact.value);
    }
}

registry.category("fields").add("discord_story", {
    component: StoryField,
    supportedTypes: ["json"],
});
registry.category("fields").add("discord_facts", {
    component: FactsField,
    supportedTypes: ["json"],
});
