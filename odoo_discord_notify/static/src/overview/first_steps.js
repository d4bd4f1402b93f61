import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { sprintf } from "@web/core/utils/strings";

import { DiscordPreview } from "../discord_rule_form/discord_preview";

const WEBHOOK = "discord.webhook";
const RULE = "discord.rule";

/** From a URL that is pasted to what will be told, click by click. */
export class FirstSteps extends Component {
    static template = "odoo_discord_notify.FirstSteps";
    static components = { DiscordPreview };
    static props = {
        webhooks: { type: Array, element: Object },
        onChanged: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        const first = this.props.webhooks.find((webhook) => !webhook.last_success);
        this.state = useState({
            webhookId: (first || this.props.webhooks[0])?.id,
            url: "",
            busy: false,
            answers: {}, // {step: {type, message, links}}
            rules: [], // of the webhook: {id, name, preview}
            ruleId: false,
        });
        onWillStart(() => this.loadRules());
    }

    get webhook() {
        const { webhooks } = this.props;
        return webhooks.find((one) => one.id === Number(this.state.webhookId)) || webhooks[0];
    }

    /** The first step that is still to be done. */
    get current() {
        const { state, channel_id, last_success } = this.webhook;
        const isDone = [state !== "unconfigured", Boolean(channel_id), Boolean(last_success)];
        const at = isDone.indexOf(false);
        return at < 0 ? isDone.length : at;
    }

    get placeholder() {
        return this.current > 0
            ? _t("A URL is set: paste another one to replace it")
            : "https://discord.com/api/webhooks/…";
    }

    get done() {
        return _t("Done: %s works.", this.webhook.name);
    }

    get rule() {
        const { rules, ruleId } = this.state;
        return rules.find((rule) => rule.id === Number(ruleId)) || rules[0];
    }

    choose(ev) {
        Object.assign(this.state, { webhookId: Number(ev.target.value), url: "", answers: {} });
        return this.loadRules();
    }

    async loadRules() {
        const domain = [["webhook_id", "=", this.webhook?.id || 0]];
        this.state.rules = await this.orm.silent.searchRead(RULE, domain, ["name", "preview"]);
    }

    stepClass(step) {
        return step < this.current ? "text-bg-success" : "text-bg-secondary";
    }

    /** The next step to do stands out. */
    buttonClass(step) {
        return step === this.current ? "btn-primary" : "btn-secondary";
    }

    saveUrl() {
        const url = this.state.url.trim();
        return this.try("url", async () => {
            await this.orm.write(WEBHOOK, [this.webhook.id], { url });
            this.state.url = "";
            return { type: "success", message: _t("Kept, encrypted. It is never shown again.") };
        });
    }

    testConnection() {
        return this.try("connection", () => this.press("action_test_connection"));
    }

    sendTest() {
        return this.try("message", () => this.press("action_send_test"));
    }

    async press(method) {
        const { params } = await this.orm.call(WEBHOOK, method, [[this.webhook.id]]);
        // A toast's links stand in its words; here they come after them.
        return params.links ? { ...params, message: sprintf(params.message, "") } : params;
    }

    /** Do it, and keep what came of it beside its button. */
    async try(step, work) {
        this.state.busy = true;
        try {
            this.state.answers[step] = await work();
        } catch (error) {
            const message = error.data?.message;
            if (!message) {
                throw error;
            }
            this.state.answers[step] = { type: "danger", message };
        } finally {
            this.state.busy = false;
        }
        await this.props.onChanged();
    }

    openRule() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: RULE,
            res_id: this.rule?.id || false,
            views: [[false, "form"]],
            context: { default_webhook_id: this.webhook.id },
        });
    }
}
