/**
 * Discord's Markdown, read as Discord reads it: a tree of plain objects.
 *
 * A node has a `type` and, by type, `text`, `children`, `href`, `level`, `items`...;
 * `taken` is how much of the source it stands for, where that is not all that matched.
 * Rules are tried in order at each position; the first that matches is taken.
 * Blocks begin at the start of a line only, and not inside bold, italic and the like.
 */

// Thousands of asterisks must not exhaust the stack.
const NESTING_MOST = 20;

const ITEM = /^( *)([-*]|\d+\.) +(\S.*)$/;

const BLOCKS = [
    [/^(#{1,3}) +(\S.*)\n?/my, ([, marks, text], inside) =>
        ({ type: "heading", level: marks.length, children: inline(text, inside) })],
    [/^-# +(\S.*)\n?/my, ([, text], inside) =>
        ({ type: "subtext", children: inline(text, inside) })],
    [/^ *>>> ([\s\S]*)/my, ([, text], inside) =>
        inside.quote ? null : quote(text, inside)],
    [/^ *> .*(?:\n *> .*)*\n?/my, ([lines], inside) =>
        inside.quote ? null : quote(lines.replace(/\n$/, "").replace(/^ *> /gm, ""), inside)],
    [/^ *(?:[-*]|\d+\.) +\S.*(?:\n *(?:[-*]|\d+\.) +\S.*)*\n?/my, ([lines], inside) =>
        list(lines.replace(/\n$/, "").split("\n"), inside)],
];

// [text](<address> "tooltip"), with brackets in pairs, or escaped.
const LINK_TEXT = String.raw`(?:\\.|[^[\]\\]|\[[^[\]]*\])+`;
const LINK_ADDRESS = String.raw`https?://(?:\\.|[^\s<>()\\]|\([^\s<>()]*\))+`;
const MASKED_LINK = new RegExp(
    String.raw`\[(${LINK_TEXT})\]\(<?(${LINK_ADDRESS})>?(?: +"[^"]*")?\)`,
    "y"
);

const INLINES = [
    [/\\([^0-9A-Za-z\s])/uy, ([, text]) => ({ type: "text", text })],
    [/```(?:([\w+.#-]+)\n)?\n*([^\n][\s\S]*?)\n*```\n?/y, ([, language, text]) =>
        ({ type: "codeBlock", language, text })],
    // As many backticks end it as began it; one space beside a backtick is padding.
    [/(`+)([\s\S]*?[^`])\1(?!`)/y, ([, , text]) =>
        ({ type: "code", text: text.replace(/^ (?= *`)|(` *) $/g, "$1") })],
    [MASKED_LINK, maskedLink],
    [/<(https?:\/\/[^\s<>]+)>/y, ([whole, href], inside) =>
        ({ ...bareLink(href, inside), taken: whole.length })],
    [/https?:\/\/[^\s<]*[^\s<.,:;"'\]]/y, ([href], inside) => bareLink(balanced(href), inside)],
    [/<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y, ([, seconds, style]) =>
        ({ type: "timestamp", seconds: Number(seconds), style: style || "f" })],
    [/<(?:@!?|(@&|#))(\d+)>/y, ([, kind, id]) =>
        ({ type: "mention", text: ({ "@&": "@role ", "#": "#" }[kind] ?? "@") + id })],
    [/@(?:everyone|here)\b/y, ([text]) => ({ type: "mention", text })],
    [/<a?(:\w+:)\d+>/y, ([, text]) => ({ type: "text", text })],
    // A backslash does not keep these two from ending.
    [/~~([\s\S]+?)~~(?!_)/y, marked("strike")],
    [/\|\|([\s\S]+?)\|\|/y, marked("spoiler")],
];

// Of these the longest match is taken, so that ***a*** is italic around bold.
const EMPHASES = [
    [/\*(?=\S)((?:\\[\s\S]|\*\*|\s+(?:\\[\s\S]|\*\*|[^\s*\\])|[^\s*\\])+?)\*(?!\*)/y, marked("em")],
    [/_((?:\\[\s\S]|__|[^\\_])+?)_(?!\w)/y, marked("em")],
    [/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, marked("strong")],
    [/__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, marked("underline")],
];

// Characters that begin no rule ("h" begins a link), or any one that began none.
const PLAIN = /[^\\`*_~|<[@h\n]+|[\s\S]/uy;

/**
 * @param {string} source
 * @param {{blocks?: boolean, links?: boolean, quote?: boolean}} inside what may be
 *      found here: blocks and links (both true), and whether this is a quote's text
 * @returns {Object[]} nodes
 */
export function parseMarkdown(source, inside = { blocks: true, links: true }) {
    const nodes = [];
    let at = 0;
    while (at < source.length) {
        const [node, length] = nodeAt(source, at, inside);
        const last = nodes.at(-1);
        if (node.type === "text" && last?.type === "text") {
            last.text += node.text;
        } else {
            nodes.push(node);
        }
        at += length;
    }
    return nodes;
}

function nodeAt(source, at, inside) {
    const rules = inside.blocks ? [...BLOCKS, ...INLINES] : INLINES;
    for (const [pattern, make] of rules) {
        const match = matchAt(pattern, source, at);
        const node = match && make(match, inside);
        if (node) {
            return [node, node.taken ?? match[0].length];
        }
    }
    const [best, make] = EMPHASES.map(([pattern, make]) => [matchAt(pattern, source, at), make])
        .filter(([match]) => match)
        .reduce((a, b) => (b[0][0].length > a[0][0].length ? b : a), [[""]]);
    if (make) {
        return [make(best, inside), best[0].length];
    }
    const [text] = matchAt(PLAIN, source, at);
    return [{ type: "text", text }, text.length];
}

function matchAt(pattern, source, at) {
    pattern.lastIndex = at;
    return pattern.exec(source);
}

function inline(text, inside) {
    return parseMarkdown(text, { ...inside, blocks: false });
}

function marked(type) {
    return ([whole, text], inside) => {
        const depth = (inside.depth || 0) + 1;
        return depth > NESTING_MOST
            ? { type: "text", text: whole }
            : { type, children: inline(text, { ...inside, depth }) };
    };
}

function quote(text, inside) {
    return { type: "quote", children: parseMarkdown(text, { ...inside, quote: true }) };
}

function list(lines, inside) {
    const [, indent, bullet] = lines[0].match(ITEM);
    const items = [];
    for (const line of lines) {
        const [, spaces, , text] = line.match(ITEM);
        if (spaces.length > indent.length) {
            items.at(-1).below.push(line);
        } else {
            items.push({ children: inline(text, inside), below: [] });
        }
    }
    return {
        type: "list",
        start: Number.parseInt(bullet) || null, // null: bullets
        items: items.map(({ children, below }) =>
            below.length ? [...children, list(below, inside)] : children
        ),
    };
}

/** A text that shows an address of its own could lie: Discord then prints all literally. */
function maskedLink([whole, text, href], inside) {
    if (!inside.links || /https?:\/\//.test(text) || !text.trim()) {
        return { type: "text", text: whole };
    }
    const children = inline(text, { ...inside, links: false });
    return { type: "link", href: href.replace(/\\(.)/g, "$1"), children };
}

function bareLink(href, inside) {
    const text = { type: "text", text: href, taken: href.length };
    return inside.links ? { type: "link", href, children: [text], taken: href.length } : text;
}

/** Without closing brackets that the address did not open, as in "(see https://a.b)". */
function balanced(href) {
    while (href.endsWith(")") && href.split(")").length > href.split("(").length) {
        href = href.slice(0, -1);
    }
    return href;
}
