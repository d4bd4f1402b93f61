import { Component, onWillDestroy, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const CHANGED = "odoo_discord_notify.overview";
const POLL = 3000; // ms, while something waits: the net under the bus

/** Shows on a webhook's form that its queue leaves, and that it has left. */
export class DiscordQueueLive extends Component {
    static template = "odoo_discord_notify.DiscordQueueLive";
    static props = { ...standardWidgetProps };

    setup() {
        const bus = useService("bus_service");
        this.state = useState({ hasLeft: false });
        const reload = useDebounced(() => this.reload(), 300);
        const soon = () => this.leaves && reload();
        bus.subscribe(CHANGED, soon);
        bus.start();
        const timer = browser.setInterval(soon, POLL);
        useRecordObserver((record) => this.compare(record));
        onWillDestroy(() => {
            bus.unsubscribe(CHANGED, soon);
            browser.clearInterval(timer);
        });
    }

    get leaves() {
        const { state, waiting_count } = this.props.record.data;
        return state === "ok" && waiting_count > 0;
    }

    compare({ data, resId }) {
        const before = this.seen;
        this.seen = { resId, waiting: data.waiting_count };
        if (before?.resId !== resId || data.waiting_count) {
            this.state.hasLeft = false;
        } else if (before.waiting) {
            this.state.hasLeft = true;
        }
    }

    /** Reads the webhook anew, unless somebody is changing it. */
    async reload() {
        const { record } = this.props;
        if (record.resId && !(await record.isDirty())) {
            await record.load();
        }
    }
}

registry.category("view_widgets").add("discord_queue_live", {
    component: DiscordQueueLive,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "waiting_count", type: "integer" },
    ],
});
