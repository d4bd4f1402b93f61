import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";

/** Asks before a rule or a recap begins to call everybody. */
export class DiscordRuleFormController extends formView.Controller {
    async onWillSaveRecord(record, changes) {
        if (!("mention_ids" in changes) || !record.data.calls_all) {
            return super.onWillSaveRecord(...arguments);
        }
        return new Promise((resolve) => {
            this.dialogService.add(
                ConfirmationDialog,
                {
                    title: _t("Call everybody?"),
                    body: _t(
                        "@everyone notifies all who read the channel, @here those who are " +
                            "online: each time that this tells something."
                    ),
                    confirmLabel: _t("Call them"),
                    confirm: () => resolve(true),
                    cancelLabel: _t("Not yet"),
                    cancel: () => resolve(false),
                },
                { onClose: () => resolve(false) }
            );
        });
    }
}

registry.category("views").add("discord_rule_form", {
    ...formView,
    Controller: DiscordRuleFormController,
});
