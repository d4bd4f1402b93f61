import { evaluateBooleanExpr } from "@web/core/py_js/py";
import { registry } from "@web/core/registry";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

import { DiscordListRenderer } from "./search_help";

const ALL_COMMANDS = "send_now retry send_again arrived cancel put_back";

/** Reads again what a button has changed, and leaves selected what was. */
class KeepingModel extends RelationalModel {
    async load(params) {
        const isReload = !params && this.isReady;
        const kept = new Set(isReload ? this.root.selection.map((one) => one.resId) : []);
        const keepsAll = isReload && this.root.isDomainSelected;
        await super.load(params);
        for (const record of this.root.records) {
            record.selected = kept.has(record.resId);
        }
        if (keepsAll) {
            this.root.selectDomain(true);
        }
    }
}

/** The bar of a selection has the buttons that do something to what is selected. */
class NotificationListController extends ListController {
    /** The names of the commands that fit one at least; of other pages nothing is known. */
    get commands() {
        const { isDomainSelected, selection } = this.model.root;
        const commands = selection.map((record) => record.data.commands || "");
        return isDomainSelected ? ALL_COMMANDS : commands.join(" ");
    }

    evalViewModifier(modifier) {
        const known = this.model.root.evalContext;
        const context = { ...known.context, discord_commands: this.commands };
        return evaluateBooleanExpr(modifier, { ...known, context });
    }
}

/** The reasons of failures take their room only where something failed. */
class NotificationListRenderer extends DiscordListRenderer {
    getActiveColumns() {
        const { isGrouped, records } = this.props.list;
        const hasReasons = isGrouped || records.some((one) => one.data.failure_reason);
        const columns = super.getActiveColumns();
        return columns.filter((one) => hasReasons || one.name !== "failure_reason");
    }
}

registry.category("views").add("discord_notification_list", {
    ...listView,
    Controller: NotificationListController,
    Model: KeepingModel,
    Renderer: NotificationListRenderer,
});
