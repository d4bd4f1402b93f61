import { Component, onWillDestroy, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const TYPE = "discord.sync.log";
const UNFINISHED = ["queued", "running"];
const POLL = 3000; // ms, where the websocket does not work
const SLOW_POLL = 10000; // where it does: Odoo's bus promises no delivery

/** Keeps the form of a run's log as the run goes on: by Odoo's bus, else by asking. */
export class DiscordSyncLive extends Component {
    static template = "odoo_discord_notify.DiscordSyncLive";
    static props = { ...standardWidgetProps };

    setup() {
        this.bus = useState(useService("bus_service"));
        const onNews = ({ id }) => id === this.props.record.resId && this.reload();
        this.bus.subscribe(TYPE, onNews);
        this.bus.start();
        this.asked = Date.now();
        const timer = browser.setInterval(() => this.poll(), POLL);
        onWillDestroy(() => {
            this.bus.unsubscribe(TYPE, onNews);
            browser.clearInterval(timer);
        });
    }

    get isUnfinished() {
        return UNFINISHED.includes(this.props.record.data.state);
    }

    get isLive() {
        return this.bus.workerState === "CONNECTED";
    }

    poll() {
        const pause = this.isLive ? SLOW_POLL : POLL;
        if (this.isUnfinished && Date.now() - this.asked >= pause) {
            return this.reload();
        }
    }

    /** Reads the log anew; news during a reading are read by the next one. */
    async reload() {
        this.asked = Date.now();
        if (this.reading) {
            this.again = true;
            return;
        }
        this.reading = true;
        try {
            do {
                this.again = false;
                await this.props.record.load();
            } while (this.again);
        } finally {
            this.reading = false;
        }
    }
}

registry.category("view_widgets").add("discord_sync_live", {
    component: DiscordSyncLive,
    fieldDependencies: [{ name: "state", type: "selection" }],
});
