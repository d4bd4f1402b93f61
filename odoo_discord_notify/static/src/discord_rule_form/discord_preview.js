import { Component, onMounted, onPatched, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";

import { drawMessage } from "../discord_message/discord_message";

/** What a rule would say; what is wrong with it, beside the last that was right. */
export class DiscordPreview extends Component {
    static template = "odoo_discord_notify.DiscordPreview";
    static props = { preview: Object, username: { type: String, optional: true } };

    setup() {
        this.place = useRef("place");
        const draw = () => this.place.el.replaceChildren(this.drawn());
        onMounted(draw);
        onPatched(draw);
    }

    get about() {
        return _t("Shown for: %s", this.props.preview.about);
    }

    drawn() {
        this.shown = this.props.preview.drawing || this.shown || {};
        const username = this.shown.username || this.props.username;
        return drawMessage({ ...this.shown, username }, { locale: user.lang });
    }
}
