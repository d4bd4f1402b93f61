import { Component, useState } from "@odoo/owl";
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
        steps: Object, // {webhook_id, rules: [{id, name, state, …}], ready_made: [[key, name]]}
        onChanged: Function,
        onChosen: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({
            url: "",
            busy: false,
            chosen: false, // whose URL is typed next, before its steps are there
            answers: {}, // {step: {type, message, links}}
            ruleId: false,
            readyMade: null, // {key, preview}
        });
        this.wanted = null; // the key that was clicked last: a slow answer to another is late
    }

    get webhook() {
        const of = (id) => this.props.webhooks.find((one) => one.id === id);
        return of(this.state.chosen) || of(this.props.steps.webhook_id);
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

    get connected() {
        return _t("%s is connected. What is missing is a rule that watches.", this.webhook.name);
    }

    get done() {
        return _t("Done: %s works.", this.webhook.name);
    }

    /** What works comes first: the first one does, unless none does. */
    get rule() {
        const { rules } = this.props.steps;
        return rules.find((rule) => rule.id === Number(this.state.ruleId)) || rules[0];
    }

    get isWatching() {
        return this.props.steps.rules.some((rule) => rule.state === "watching");
    }

    /** Whether a new rule is the next thing to do, rather than to look at one. */
    get offersReadyMade() {
        return Boolean(this.state.readyMade) || !this.isWatching;
    }

    choose(ev) {
        const chosen = Number(ev.target.value);
        this.wanted = null;
        Object.assign(this.state, { chosen, url: "", answers: {}, ruleId: false, readyMade: null });
        return this.props.onChosen(chosen);
    }

    async chooseReadyMade(key) {
        this.wanted = key;
        const preview = await this.orm.call(RULE, "preview_ready_made", [key]);
        if (key === this.wanted) {
            this.state.readyMade = { key, preview };
        }
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
            const { webhook } = this;
            await this.orm.write(WEBHOOK, [webhook.id], { url });
            if (webhook.id === this.webhook.id) {
                this.state.url = ""; // else another one's is typed by now
            }
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

    /** Do it, and keep what came of it beside its button, unless another webhook is there. */
    async try(step, work) {
        const { answers } = this.state;
        this.state.busy = true;
        try {
            answers[step] = await work();
        } catch (error) {
            const message = error.data?.message;
            if (!message) {
                throw error;
            }
            answers[step] = { type: "danger", message };
        } finally {
            this.state.busy = false;
        }
        await this.props.onChanged();
    }

    openRule() {
        return this.openForm(this.rule.id);
    }

    makeRule() {
        return this.openForm(false, { default_ready_made: this.state.readyMade?.key });
    }

    openForm(ruleId, defaults) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: RULE,
            res_id: ruleId,
            views: [[false, "form"]],
            context: { default_webhook_id: this.webhook.id, ...defaults },
        });
    }
}
