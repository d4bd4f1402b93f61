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
        this.state = useState({ data: null, showsSteps: false });
        this.env.config.setDisplayName(this.props.action.name || _t("Overview"));

        this.loadSoon = useDebounced(() => this.load(), 300);
        this.bus.subscribe(CHANGED, this.loadSoon);
        this.bus.start();
        const poll = browser.setInterval(() => !document.hidden && this.load(), POLL);
        onWillStart(async () => {
            await this.load();
            this.state.showsSteps = this.webhooks.every((webhook) => !webhook.last_success);
        });
        // Also of a page that was left before it was ever shown.
        onWillDestroy(() => {
            browser.clearInterval(poll);
            this.bus.unsubscribe(CHANGED, this.loadSoon);
        });
    }

    async load() {
        if (status(this) === "destroyed") {
            return; // news that came late
        }
        const data = await this.orm.silent.call("discord.overview", "read_all", [], {
            context: user.context,
        });
        this.state.data = data;
    }

    get webhooks() {
        return this.state.data.webhooks;
    }

    /** There from the start where nothing has arrived yet, and whenever asked for. */
    get showsSteps() {
        return this.state.data.is_administrator && this.state.showsSteps;
    }

    /** @param {string|false} instant in UTC, as the server writes it */
    when(instant) {
        return instant ? deserializeDateTime(instant).toRelative() : "";
    }

    exactly(instant) {
        return instant ? formatDateTime(deserializeDateTime(instant)) : "";
    }

    toggleSteps() {
        this.state.showsSteps = !this.state.showsSteps;
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
