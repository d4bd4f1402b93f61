import { Component, onMounted, onPatched, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";

import { drawMessage } from "../discord_message/discord_message";

/** One message, as Discord's apps draw it. */
export class DiscordDrawing extends Component {
    static template = "odoo_discord_notify.DiscordDrawing";
    static props = { drawing: Object, username: { type: String, optional: true } };

    setup() {
        this.place = useRef("place");
        const draw = () => this.place.el.replaceChildren(this.drawn());
        onMounted(draw);
        onPatched(draw);
    }

    drawn() {
        const username = this.props.drawing.username || this.props.username;
        return drawMessage({ ...this.props.drawing, username }, { locale: user.lang });
    }
}

/**
 * What a rule would say, and what becomes of it later; what is wrong with it, beside the
 * last that was right.
 */
export class DiscordPreview extends Component {
    static template = "odoo_discord_notify.DiscordPreview";
    static components = { DiscordDrawing };
    static props = { preview: Object, username: { type: String, optional: true } };

    get about() {
        return _t("Shown for: %s", this.props.preview.about);
    }

    get drawing() {
        this.shown = this.props.preview.drawing || this.shown || {};
        return this.shown;
    }
}
