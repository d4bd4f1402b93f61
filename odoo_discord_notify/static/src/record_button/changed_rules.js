import { rpcBus } from "@web/core/network/rpc";
import { UPDATE_METHODS } from "@web/core/orm_service";
import { registry } from "@web/core/registry";

const CHANGED = "odoo_discord_notify.rules";

/** Forms are asked for anew when rules have changed: which have a button, rules decide. */
export const changedRules = {
    dependencies: ["bus_service"],
    start(env, { bus_service }) {
        const forget = () => rpcBus.trigger("CLEAR-CACHES", "get_views");
        rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) => {
            const { model, method } = detail.data.params;
            if (model === "discord.rule" && UPDATE_METHODS.includes(method)) {
                forget();
            }
        });
        bus_service.subscribe(CHANGED, forget);
    },
};

registry.category("services").add("odoo_discord_notify.changed_rules", changedRules);
