/** Spans of a day's opening: from, to; none at all means closed. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { typed } from "./typing.js";

/** @param {import("./fields.js").Filling} filling */
export function periodsField({ screen, value, put, id }) {
  const { tell } = screen.speech;
  const rows = /** @type {string[]} */ (value).map((period) => period.split("-"));
  const set = (/** @type {number} */ at, /** @type {number} */ end, /** @type {string} */ time) =>
    put(rows.map((row, index) => (index === at ? (end ? [row[0], time] : [time, row[1]]) : row).join("-")));
  const drop = (/** @type {number} */ at) => put(value.filter((/** @type {string} */ _, /** @type {number} */ index) => index !== at));
  const one = (/** @type {string[]} */ row, /** @type {number} */ at, /** @type {number} */ end) =>
    html`<input class="tiny" id="${id}-${at}-${end}" autocomplete="off" maxlength="5" inputmode="numeric" placeholder=${end ? "12:00" : "09:00"}
      aria-label="${tell(end ? "admin.to" : "admin.from")} ${at + 1}" .value=${live(row[end] ?? "")}
      @change=${(/** @type {Event} */ event) => set(at, end, timeOf(typed(event)))} />`;
  return html`<div class="periods">${rows.length
      ? rows.map(
          (row, at) => html`<span class="period">${one(row, at, 0)}–${one(row, at, 1)}<button class="quiet" type="button"
            aria-label=${tell("admin.period_out", { period: row.join("–") })} @click=${() => drop(at)}>✕</button></span>`,
        )
      : html`<span class="second">${tell("admin.closed_all_day")}</span>`}
    <button class="plain small" type="button" data-act="period-add" @click=${() => put([...value, rows.length ? "13:30-17:00" : "09:00-12:00"])}>
      ${tell("admin.period_add")}</button></div>`;
}

/** @param {string} written such as 9, 930, 9:30 or 9：30 @returns {string} 09:30; as it was where it is no time */
export function timeOf(written) {
  const digits = written.trim().replace("：", ":");
  const found = /^(\d{1,2})(?::?(\d{2}))?$/.exec(digits);
  return found === null ? digits : `${found[1].padStart(2, "0")}:${found[2] ?? "00"}`;
}
