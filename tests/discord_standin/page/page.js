/** The page: a list of channels, and the messages of the one in the address (#id). */

import { drawMessage } from "/draw/discord_message.js";

// The oldest of more messages of a channel are let go.
const PAGE_LENGTH = 200;

const channelList = document.getElementById("channels");
const title = document.getElementById("channel");
const pane = document.getElementById("messages");
const connection = document.getElementById("connection");

/** id -> {id, name, parent_id, messages: id -> message, unread: count, lastRead: id} */
const channels = new Map();

function openChannel() {
    return channels.get(location.hash.slice(1)) || channels.values().next().value;
}

function addChannel(channel, lastRead = "") {
    channels.set(channel.id, { ...channel, messages: new Map(), unread: 0, lastRead });
}

/** Keep a message; ids rise with time and all have as many digits. */
function addMessage(message) {
    const channel = channels.get(message.channel_id);
    if (channel.messages.has(message.id)) {
        return false;
    }
    channel.messages.set(message.id, message);
    channel.unread += message.id > channel.lastRead;
    if (channel.messages.size > PAGE_LENGTH) {
        channel.messages.delete(channel.messages.keys().next().value);
    }
    return true;
}

/** Everything anew; what was read before stays read. */
function takeSnapshot({ channels: listed, messages }) {
    const before = new Map(channels);
    channels.clear();
    listed.forEach((channel) => addChannel(channel, before.get(channel.id)?.lastRead));
    messages.forEach(addMessage);
    showOpenChannel();
}

function takeChannel(channel) {
    if (!channels.has(channel.id)) {
        addChannel(channel);
        showOpenChannel();
    }
}

function takeMessage(message) {
    if (addMessage(message) && message.channel_id === openChannel().id) {
        showMessage(message);
    }
    showChannels();
}

/** Draw a message anew at its place, if it is still kept. */
function takeEdit(message) {
    const channel = channels.get(message.channel_id);
    if (channel.messages.has(message.id)) {
        channel.messages.set(message.id, message);
        elementOf(message)?.replaceWith(drawn(message));
    }
}

function takeRemoval(message) {
    channels.get(message.channel_id).messages.delete(message.id);
    elementOf(message)?.remove();
    showChannels();
}

function elementOf({ id }) {
    return pane.querySelector(`[data-message-id="${id}"]`);
}

function showMessage(message) {
    const wasAtEnd = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 80;
    pane.querySelector(".empty")?.remove();
    pane.append(drawn(message));
    if (pane.childElementCount > PAGE_LENGTH) {
        pane.firstChild.remove();
    }
    if (wasAtEnd) {
        pane.scrollTop = pane.scrollHeight;
    }
}

/** What a reader sees of a message, and a word of ours if that is not all of it. */
function drawn({ id, drawing }) {
    const message = drawMessage(drawing);
    message.dataset.messageId = id;
    if (drawing.is_cut) {
        message.lastChild.append(textElement("p", "cut", "Discord's clients stop here."));
    }
    return message;
}

function showOpenChannel() {
    const channel = openChannel();
    title.textContent = channel?.name ?? "No channel yet";
    document.title = channel ? `#${channel.name} · Discord stand-in` : "Discord stand-in";
    const messages = channel ? [...channel.messages.values()] : [];
    pane.replaceChildren(...messages.map(drawn));
    if (!pane.hasChildNodes()) {
        pane.append(textElement("p", "empty", channel
            ? "Nothing here yet. What this channel's webhooks are sent appears at once."
            : "A channel appears with its first webhook."));
    }
    pane.scrollTop = pane.scrollHeight;
    showChannels();
    channelList.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

function showChannels() {
    const open = openChannel();
    if (open?.messages.size) {
        open.lastRead = [...open.messages.keys()].at(-1);
        open.unread = 0;
    }
    const focused = document.activeElement?.hash;
    channelList.replaceChildren(...[...channels.values()].map((channel) => {
        const item = document.createElement("li");
        item.append(channelLink(channel, channel === open));
        return item;
    }));
    if (focused) {
        channelList.querySelector(`[href="${focused}"]`)?.focus();
    }
}

function channelLink({ id, name, parent_id, unread }, isOpen) {
    const link = textElement("a", parent_id ? "thread" : "", "");
    link.href = `#${id}`;
    link.append(textElement("span", "name", name));
    link.setAttribute("aria-label", unread ? `#${name}, ${unread} unread` : `#${name}`);
    if (isOpen) {
        link.setAttribute("aria-current", "page");
    }
    if (unread) {
        link.classList.add("unread");
        link.append(textElement("span", "count", unread));
    }
    return link;
}

function textElement(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
}

function showConnection(isLive) {
    connection.textContent = isLive ? "Live" : "Reconnecting…";
    connection.classList.toggle("live", isLive);
}

// The browser reconnects by itself, and then gets a new snapshot first.
const events = new EventSource("/standin/events");
const takers = {
    snapshot: takeSnapshot,
    channel: takeChannel,
    message: takeMessage,
    edit: takeEdit,
    removal: takeRemoval,
};
for (const [kind, take] of Object.entries(takers)) {
    events.addEventListener(kind, ({ data }) => take(JSON.parse(data)));
}
events.onopen = () => showConnection(true);
events.onerror = () => showConnection(false);
window.addEventListener("hashchange", showOpenChannel);
