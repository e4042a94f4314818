/** The week's opening hours, one line a day; a day's hours can be copied to others. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { problemText, problemsAt } from "./checks.js";
import { withValues, withoutEdit } from "./edits.js";
import { mayEdit } from "./list.js";
import { PARTS } from "./parts.js";
import { periodsField } from "./periods.js";
import { PLAN_ROLES } from "./plan_section.js";
import { rowsOf, same } from "./rows.js";
import { shown } from "./shown.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("./rows.js").Row} Row */

const PART = "hours";
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const WORKDAYS = DAYS.slice(0, 5);

/** @type {import("./sections.js").Section} */
export const HOURS = { key: PART, group: "hall", roles: PLAN_ROLES, view: hoursView };

/** @param {Admin} screen @param {Hands} hands */
function hoursView(screen, hands) {
  const rows = rowsOf(/** @type {any} */ (screen.setup), screen.edits, PART);
  return html`<div class="single"><section class="form week"><fieldset ?disabled=${!mayEdit(screen, PART)}>
    ${rows.map((row) => dayView(screen, hands, row))}</fieldset></section></div>`;
}

/** @param {Admin} screen @param {Hands} hands @param {Row} row */
function dayView(screen, hands, row) {
  const { tell } = screen.speech;
  const { code, periods } = row.entry;
  const set = (/** @type {string[]} */ days, /** @type {string[]} */ next) =>
    hands.edit(days.reduce((edits, day) => withValues(/** @type {any} */ (screen.setup), edits, PART, day, { periods: next }), screen.edits));
  const copy = (/** @type {string} */ what, /** @type {string[]} */ days) =>
    html`<button class="quiet" type="button" data-act="copy-${what}" @click=${() => set(days, periods)}>${tell(`admin.copy.${what}`)}</button>`;
  const problems = problemsAt(screen.verdict?.problems ?? [], PART, code, "periods");
  return html`<div class="entry-field" data-day=${code} role="group" aria-labelledby="day-${code}">
    <span class="label" id="day-${code}">${tell(`admin.weekday.${code}`)}</span>
    <div class="control"><div class="inline">
        ${periodsField({ screen, hands, part: PART, row, field: PARTS[PART].fields[0], value: periods, put: (next) => set([code], next), id: code })}
        <span class="gap"></span>${copy("workdays", WORKDAYS)}${copy("all", DAYS)}</div>
      ${row.now === null || same(row.now.periods, periods)
        ? nothing
        : html`<small class="was">${tell("admin.was", { value: shown(screen, PART, "periods", row.now.periods) })}
            <button class="quiet" type="button" @click=${() => hands.edit(withoutEdit(screen.edits, PART, code))}>${tell("admin.revert")}</button></small>`}
      ${problems.map((problem) => html`<p class="wrong" role="alert" data-problem="periods">${problemText(screen.speech, problem)}</p>`)}
    </div></div>`;
}
