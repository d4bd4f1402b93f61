import { Component, onWillDestroy, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const LOOKS = [1500, 3000, 6000, 12000]; // ms after each other, while it waits in the queue

/** What Discord was told of the record: “Discord 2 · sent 10:42”, as a smart button. */
export class DiscordRecordButton extends Component {
    static template = "odoo_discord_notify.RecordButton";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ told: null });
        this.asked = 0;
        // When it is opened, and each time it is saved or read again: its data are new then.
        useRecordObserver((record) => {
            if (record.data && !record.dirty) {
                this.look(record);
            }
        });
        onWillDestroy(() => this.forget());
    }

    /** Ask what stands on it; without an answer, there is no button. */
    async look(record, looks = LOOKS) {
        this.forget();
        const asked = this.asked;
        const told = record.resId ? await this.ask(record) : null;
        if (asked !== this.asked) {
            return; // another record is shown by now
        }
        this.state.told = told;
        if (told?.is_waiting && looks.length) {
            const again = () => this.look(record, looks.slice(1));
            this.timer = browser.setTimeout(again, looks[0]);
        }
    }

    forget() {
        this.asked += 1;
        browser.clearTimeout(this.timer);
    }

    async ask({ resModel, resId }) {
        try {
            return await this.orm.silent.call("discord.record", "read_button", [resModel, resId]);
        } catch {
            return null; // no trouble of ours is the form's
        }
    }

    open() {
        return this.action.doAction(this.state.told.action);
    }
}

registry.category("view_widgets").add("discord_record", { component: DiscordRecordButton });
