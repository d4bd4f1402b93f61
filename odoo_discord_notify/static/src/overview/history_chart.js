import { Component, onWillStart, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { cookie } from "@web/core/browser/cookie";
import { getColor, getCustomColor } from "@web/core/colors/colors";
import { deserializeDate, serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

// Seen apart by people who mix up red and green, too: light, dark, and in between.
const STATE_COLORS = {
    sent: "#2f9e6e",
    outgoing: "#4ea7f2",
    in_doubt: "#f2b134",
    error: "#c92a3f",
    canceled: "#9a9fa8",
};

/** Notifications of the last days, stacked by outcome or by rule. */
export class HistoryChart extends Component {
    static template = "odoo_discord_notify.HistoryChart";
    static props = {
        days: { type: Array, element: String },
        history: { type: Array, element: Object },
        states: Object,
        onOpen: Function,
    };

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({ by: "state", ruleId: "" });
        this.chart = null;
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(() => this.draw());
        onWillUnmount(() => this.chart?.destroy());
    }

    /** [[id or false, name]] of the rules that have told something. */
    get rules() {
        const names = new Map(this.props.history.map((row) => [row.rule_id, row.rule]));
        return [...names].sort((one, other) => one[1].localeCompare(other[1]));
    }

    get rows() {
        const { ruleId } = this.state;
        return this.props.history.filter(
            (row) => ruleId === "" || String(row.rule_id) === ruleId
        );
    }

    /** [{key, label, color, counts: one per day}], the parts of each bar. */
    get series() {
        const scheme = cookie.get("color_scheme");
        const kinds =
            this.state.by === "state"
                ? Object.keys(STATE_COLORS).map((state) => [state, this.props.states[state]])
                : this.rules;
        const parts = kinds.map(([key, label], at) => ({
            key,
            label,
            color: STATE_COLORS[key] || getColor(at, scheme, kinds.length),
            counts: this.props.days.map((day) => this.count(day, key)),
        }));
        return parts.filter((part) => part.counts.some(Boolean));
    }

    get labels() {
        return this.props.days.map((day) =>
            deserializeDate(day).toLocaleString({ weekday: "short", day: "numeric" })
        );
    }

    count(day, key) {
        const name = this.state.by === "state" ? "state" : "rule_id";
        return this.rows
            .filter((row) => row.day === day && row[name] === key)
            .reduce((sum, row) => sum + row.count, 0);
    }

    draw() {
        this.chart?.destroy();
        this.chart = null;
        if (!this.canvas.el) {
            return;
        }
        const datasets = this.series.map(({ label, color, counts }) => ({
            label,
            data: counts,
            backgroundColor: color,
            maxBarThickness: 42,
        }));
        this.chart = new Chart(this.canvas.el, {
            type: "bar",
            data: { labels: this.labels, datasets },
            options: this.options,
        });
    }

    get options() {
        const scheme = cookie.get("color_scheme");
        const color = getCustomColor(scheme, "#111827", "#E4E4E4");
        const grid = getCustomColor(scheme, "#d8dadd", "#3C3E4B");
        return {
            animation: false,
            maintainAspectRatio: false,
            onClick: (event, [bar]) => bar && this.open(bar),
            plugins: { legend: { position: "bottom", labels: { color, boxWidth: 14 } } },
            scales: {
                x: { stacked: true, ticks: { color }, grid: { display: false } },
                y: {
                    stacked: true,
                    beginAtZero: true,
                    ticks: { color, precision: 0 },
                    grid: { color: grid },
                },
            },
        };
    }

    /** Open what a part of a bar counts. */
    open({ index, datasetIndex }) {
        const start = deserializeDate(this.props.days[index]).startOf("day");
        const { key, label } = this.series[datasetIndex];
        const domain = [
            ["create_date", ">=", serializeDateTime(start)],
            ["create_date", "<", serializeDateTime(start.plus({ days: 1 }))],
            [this.state.by === "state" ? "state" : "rule_id", "=", key],
        ];
        if (this.state.ruleId !== "") {
            domain.push(["rule_id", "=", Number(this.state.ruleId) || false]);
        }
        this.props.onOpen(domain, _t("%(what)s on %(day)s", { what: label, day: this.labels[index] }));
    }
}
