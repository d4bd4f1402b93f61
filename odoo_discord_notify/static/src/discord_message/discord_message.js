/**
 * Draws one Discord message as Discord shows it: in the addon's preview and in the
 * stand-in's page. What is seen of it was decided before, by `discord/drawing.py`: this
 * draws the nodes it is given. Only DOM nodes with text content are made, and only
 * http(s) links, so nothing that a message says can run.
 */

const AVATAR_COLORS = ["#5865f2", "#3ba55d", "#b8761a", "#c43f5e", "#7d5fc7", "#2d87a3"];
const DEFAULT_EMBED_COLOR = 0x4e5058;

/** As Discord's French client says it. */
const EDITED = "(modifié)";

/** Styles of `<t:seconds:style>` as options of Intl.DateTimeFormat. */
const TIME_STYLES = {
    t: { timeStyle: "short" },
    T: { timeStyle: "medium" },
    d: { dateStyle: "short" },
    D: { dateStyle: "long" },
    f: { dateStyle: "long", timeStyle: "short" },
    F: { dateStyle: "full", timeStyle: "short" },
    s: { dateStyle: "short", timeStyle: "short" },
    S: { dateStyle: "short", timeStyle: "medium" },
};
const UNITS = [
    ["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60],
];

const DRAW = {
    text: (node) => document.createTextNode(node.text),
    strong: (node, options) => element("strong", "", drawNodes(node.children, options)),
    em: (node, options) => element("em", "", drawNodes(node.children, options)),
    underline: (node, options) => element("u", "", drawNodes(node.children, options)),
    strike: (node, options) => element("s", "", drawNodes(node.children, options)),
    subtext: (node, options) =>
        element("small", "discord-subtext", drawNodes(node.children, options)),
    quote: (node, options) => element("blockquote", "", drawNodes(node.children, options)),
    code: (node) => element("code", "", [node.text]),
    codeBlock: (node) => element("pre", "", [element("code", "", [node.text])]),
    emoji: (node) => element("span", "discord-emoji", [node.text]),
    mention: (node) => element("span", "discord-mention", [node.text]),
    url: (node) => link(node.href, [node.text]),
    link: (node, options) => link(node.href, drawNodes(node.children, options)),
    heading: drawHeading,
    list: drawList,
    spoiler: drawSpoiler,
    timestamp: drawTimestamp,
};

/**
 * @param {{content?: Object[], embeds?: Object[], username?: string, timestamp?: string}}
 *      message as Discord's API describes it, its texts as nodes (a string is drawn as
 *      it is)
 * @param {{locale?: string, timeZone?: string}} [options] the reader's, by default the
 *      browser's
 * @returns {HTMLElement}
 */
export function drawMessage(message, options = {}) {
    const username = message.username || message.author?.username || "Webhook";
    return element("article", "discord-message", [
        avatar(username),
        element("div", "discord-body", [
            element("header", "", [
                element("span", "discord-username", [username]),
                element("span", "discord-app", ["APP"]),
                message.timestamp && timeElement(new Date(message.timestamp), "s", options),
            ]),
            drawText(message.content, options),
            ...(message.edited_timestamp ? [element("small", "discord-edited", [EDITED])] : []),
            ...(message.embeds || []).map((embed) => drawEmbed(embed, options)),
        ]),
    ]);
}

/** Draw a text in Discord's Markdown: its nodes. */
export function drawText(nodes, options = {}) {
    return element("div", "discord-text", drawNodes(nodes, options));
}

/** Draw an embed. Its pictures are left out. */
export function drawEmbed(embed, options = {}) {
    const footer = [
        embed.footer?.text,
        embed.timestamp && timeElement(new Date(embed.timestamp), "s", options),
    ].filter(Boolean);
    const drawn = element("div", "discord-embed", [
        embed.author && div("author", [linkIf(embed.author.url, [embed.author.name])]),
        embed.title?.length &&
            div("title", [linkIf(embed.url, drawNodes(embed.title, options))]),
        embed.description?.length && drawText(embed.description, options),
        embed.fields?.length && div("fields", embed.fields.map((field) =>
            element("div", field.inline ? "discord-inline" : "", [
                div("field-name", drawNodes(field.name, options)),
                drawText(field.value, options),
            ])
        )),
        footer.length && div("footer", footer.flatMap((part, at) => (at ? [" • ", part] : part))),
    ]);
    const color = (embed.color ?? DEFAULT_EMBED_COLOR).toString(16).padStart(6, "0");
    drawn.style.borderInlineStartColor = `#${color}`;
    return drawn;
}

function drawNodes(nodes = [], options = {}) {
    const given = typeof nodes === "string" ? [{ type: "text", text: nodes }] : nodes;
    return given.map((node) => DRAW[node.type](node, options));
}

function drawHeading(node, options) {
    const drawn = element("div", `discord-heading-${node.level}`, drawNodes(node.children, options));
    drawn.setAttribute("role", "heading");
    drawn.setAttribute("aria-level", node.level + 2); // below the page's own headings
    return drawn;
}

function drawList(node, options) {
    const items = node.children.map((item) =>
        element("li", "", drawNodes(item.children, options))
    );
    const drawn = element(node.start === null ? "ul" : "ol", "", items);
    if (node.start !== null) {
        drawn.start = node.start;
    }
    return drawn;
}

function drawSpoiler(node, options) {
    const hidden = element("span", "discord-spoiler", [
        element("span", "", drawNodes(node.children, options)),
    ]);
    hidden.tabIndex = 0;
    hidden.setAttribute("role", "button");
    hidden.setAttribute("aria-label", "Spoiler");
    hidden.firstChild.inert = true;
    const reveal = () => {
        hidden.classList.add("discord-revealed");
        hidden.firstChild.inert = false;
        ["role", "aria-label", "tabindex"].forEach((name) => hidden.removeAttribute(name));
    };
    hidden.addEventListener("click", reveal);
    hidden.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            reveal();
        }
    });
    return hidden;
}

function drawTimestamp(node, options) {
    const drawn = timeElement(new Date(node.seconds * 1000), node.style, options);
    drawn.className = "discord-timestamp";
    return drawn;
}

function timeElement(date, style, options) {
    if (Number.isNaN(date.getTime())) {
        return document.createTextNode("Invalid Date");
    }
    const written = (style) =>
        new Intl.DateTimeFormat(options.locale, { ...TIME_STYLES[style], timeZone: options.timeZone })
            .format(date);
    const drawn = element("time", "", [
        style === "R" ? relativeTime(date, options.locale) : written(style),
    ]);
    drawn.dateTime = date.toISOString();
    drawn.title = written("F");
    return drawn;
}

function relativeTime(date, locale) {
    const seconds = (date - Date.now()) / 1000;
    const [unit, length] =
        UNITS.find(([, length]) => Math.abs(seconds) >= length) || ["second", 1];
    const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    return format.format(Math.round(seconds / length), unit);
}

/** A round letter in a colour that stays the same for a name. */
function avatar(username) {
    const sum = [...username].reduce((sum, letter) => sum + letter.codePointAt(0), 0);
    const drawn = element("div", "discord-avatar", [[...username][0].toUpperCase()]);
    drawn.style.backgroundColor = AVATAR_COLORS[sum % AVATAR_COLORS.length];
    drawn.setAttribute("aria-hidden", "true");
    return drawn;
}

function linkIf(href, children) {
    return href ? link(href, children) : element("span", "", children);
}

/** A link to the web; to anything else, its text alone. */
function link(href, children) {
    if (!/^https?:\/\//i.test(href)) {
        return element("span", "", children);
    }
    const drawn = element("a", "", children);
    drawn.href = href;
    drawn.target = "_blank";
    drawn.rel = "noopener noreferrer";
    return drawn;
}

function div(name, children) {
    return element("div", `discord-${name}`, children);
}

/** An element of these children, strings as text; empty ones are left out. */
function element(tag, className, children) {
    const drawn = document.createElement(tag);
    if (className) {
        drawn.className = className;
    }
    drawn.append(...children.filter((child) => child || child === ""));
    return drawn;
}
