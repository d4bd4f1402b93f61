import { registry } from "@web/core/registry";
import { ActionHelper } from "@web/views/action_helper";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

const REASONS = ["failure_reason", "reason"];
const GROUPS = ["dateGroupBy", "groupBy"];
// The filter that notifications open with: it leaves out edits, and no edit is alone.
const ALL = "messages";

/** What an empty page says: nothing is there yet, or nothing of it matches the search. */
export class SearchHelp extends ActionHelper {
    static template = "odoo_discord_notify.SearchHelp";

    /** Whether anything narrows down what is shown; groups do not, nor does ALL. */
    get isSearch() {
        const { query = [], searchItems } = this.env.searchModel || {};
        const items = query.map((part) => searchItems[part.searchItemId]);
        return items.some(({ name, type }) => name !== ALL && !GROUPS.includes(type));
    }
}

/** Reasons of failures take their room only where something failed. */
export class DiscordListRenderer extends ListRenderer {
    static components = { ...ListRenderer.components, ActionHelper: SearchHelp };

    /** Lists that other actions open say so, too. */
    get showNoContentHelper() {
        const { model } = this.props.list;
        return model.isReady && (model.useSampleModel || !model.hasData());
    }

    getActiveColumns() {
        const { isGrouped, records } = this.props.list;
        const isEmpty = (name) => !isGrouped && records.every((one) => !one.data[name]);
        return super.getActiveColumns().filter(
            (column) => !REASONS.includes(column.name) || !isEmpty(column.name)
        );
    }
}

class DiscordKanbanRenderer extends KanbanRenderer {
    static components = { ...KanbanRenderer.components, ActionHelper: SearchHelp };
}

const views = registry.category("views");
views.add("discord_list", { ...listView, Renderer: DiscordListRenderer });
views.add("discord_kanban", { ...kanbanView, Renderer: DiscordKanbanRenderer });
