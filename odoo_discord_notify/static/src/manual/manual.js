import { Component, markup, onWillStart } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const FOLDER = "/odoo_discord_notify/static/manual";
const TRANSLATED = ["fr"]; // whoever reads another language reads English

/** The manual for those who use and operate it, in the reader's language. */
export class DiscordManual extends Component {
    static template = "odoo_discord_notify.Manual";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Help");

    setup() {
        this.env.config.setDisplayName(this.props.action.name || _t("Help"));
        const [language] = user.lang.split("-");
        this.lang = TRANSLATED.includes(language) ? language : "en";
        onWillStart(async () => {
            this.html = markup(await this.read());
        });
    }

    /** Our own file, made from our own text: asked for anew, as an upgrade changes it. */
    async read() {
        const response = await browser.fetch(`${FOLDER}/${this.lang}.html`, { cache: "no-cache" });
        if (!response.ok) {
            throw new Error(`The manual cannot be read (HTTP ${response.status}).`);
        }
        return response.text();
    }

    /** Go to a heading, but keep the page's address, which Odoo reads in its own way. */
    follow(ev) {
        const link = ev.target.closest("a[href^='#']");
        if (link) {
            ev.preventDefault();
            const heading = document.getElementById(link.getAttribute("href").slice(1));
            heading.scrollIntoView();
            heading.focus({ preventScroll: true });
        }
    }
}

registry.category("actions").add("odoo_discord_notify.manual", DiscordManual);
