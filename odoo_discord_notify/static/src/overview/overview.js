import { Component, onWillDestroy, onWillStart, status, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { FirstSteps } from "./first_steps";
import { HistoryChart } from "./history_chart";

const POLL = 30000; // ms: the net under the bus
const CHANGED = "odoo_discord_notify.overview";
const NOTIFICATIONS = "odoo_discord_notify.discord_notification_action";
const BADGES = {
    ok: "text-bg-success",
    held: "text-bg-warning",
    paused: "text-bg-warning",
    broken: "text-bg-danger",
    unconfigured: "text-bg-secondary",
};
const LEVEL_ICONS = {
    danger: "fa-times-circle text-danger",
    warning: "fa-exclamation-triangle text-warning",
    info: "fa-info-circle text-info",
};

/** Health at a glance: webhooks, the last days, and what needs a person. */
export class DiscordOverview extends Component {
    static template = "odoo_discord_notify.Overview";
    static components = { FirstSteps, HistoryChart, Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Overview");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.bus = useService("bus_service");
        this.badges = BADGES;
        this.icons = LEVEL_ICONS;
        // Of which webhook the first steps are shown, or whether at all.
        this.state = useState({ data: null, steps: null });
        // A slow answer must not take the place of what was asked later.
        this.asked = 0;
        this.shown = 0;
        this.env.config.setDisplayName(this.props.action.name || _t("Overview"));

        this.loadSoon = useDebounced(() => this.load(), 300);
        const onNews = ({ at }) => at > (this.state.data?.read_at || "") && this.loadSoon();
        this.bus.subscribe(CHANGED, onNews);
        this.bus.start();
        const poll = browser.setInterval(() => !document.hidden && this.load(), POLL);
        onWillStart(async () => {
            await this.load();
            this.state.steps = this.state.data.steps && this.state.data.steps.webhook_id;
        });
        // Also of a page that was left before it was ever shown.
        onWillDestroy(() => {
            browser.clearInterval(poll);
            this.bus.unsubscribe(CHANGED, onNews);
        });
    }

    async load() {
        if (status(this) === "destroyed") {
            return; // news that came late
        }
        const steps = this.state.steps;
        const turn = ++this.asked;
        const data = await this.orm.silent.call("discord.overview", "read_all", [], {
            steps,
            context: user.context,
        });
        if (steps === this.state.steps && turn > this.shown) {
            this.shown = turn;
            this.state.data = data; // else the answer to another question is on its way
        }
    }

    get webhooks() {
        return this.state.data.webhooks;
    }

    /** There from the start where nothing has arrived yet, and whenever asked for. */
    get showsSteps() {
        return Boolean(this.state.steps && this.state.data.steps);
    }

    /** @param {string|false} instant in UTC, as the server writes it */
    when(instant) {
        return instant ? deserializeDateTime(instant).toRelative() : "";
    }

    exactly(instant) {
        return instant ? formatDateTime(deserializeDateTime(instant)) : "";
    }

    toggleSteps() {
        return this.loadSteps(!this.showsSteps);
    }

    /** @param {number|boolean} steps of which webhook to show them, or whether at all */
    loadSteps(steps) {
        this.state.steps = steps;
        return this.load();
    }

    async mend(item) {
        if (item.method) {
            await this.orm.call("discord.overview", item.method, item.arguments);
            await this.load();
        } else {
            await this.action.doAction(item.action, { onClose: () => this.load() });
        }
    }

    openWebhook(webhook) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "discord.webhook",
            res_id: webhook.id,
            views: [[false, "form"]],
        });
    }

    async openNotifications(domain, name = _t("Notifications")) {
        const { help } = await this.action.loadAction(NOTIFICATIONS);
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            help,
            res_model: "discord.notification",
            domain: [...domain, ["edit_of_id", "=", false]],
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
            context: { active_test: false },
        });
    }

    openWaiting(webhook) {
        const domain = [
            ["webhook_id", "=", webhook.id],
            ["state", "=", "outgoing"],
            ["edit_of_id", "=", false],
        ];
        return this.openNotifications(domain, _t("Waiting"));
    }
}

registry.category("actions").add("odoo_discord_notify.overview", DiscordOverview);
