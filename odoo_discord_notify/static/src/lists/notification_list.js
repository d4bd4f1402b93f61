import { evaluateBooleanExpr } from "@web/core/py_js/py";
import { registry } from "@web/core/registry";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

import { DiscordListRenderer } from "./discord_list";

const ALL_COMMANDS = "send_now retry send_again arrived cancel put_back";

/** Reads again what a button has changed, and leaves selected what was. */
class KeepingModel extends RelationalModel {
    async load(params) {
        if (params || !this.isReady) {
            return super.load(params);
        }
        const root = this.root; // to stay: Odoo's count of what is selected knows no other
        const kept = new Set(root.selection.map((record) => record.resId));
        await root.load();
        root.isDomainSelected &&= root.records.length > 0; // all of nothing is nothing
        for (const record of root.records) {
            record.selected = root.isDomainSelected || kept.has(record.resId);
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

registry.category("views").add("discord_notification_list", {
    ...listView,
    Controller: NotificationListController,
    Model: KeepingModel,
    Renderer: DiscordListRenderer,
});
