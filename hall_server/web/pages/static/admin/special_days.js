/** Days that do not open as their weekday does: a month's calendar, and the picked day beside it. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallNow } from "/assets/clock.js";
import { dateText, isoDate, monthView, turnButton, weekdayOf } from "./calendar.js";
import { withValues } from "./edits.js";
import { formView } from "./form.js";
import { mayEdit } from "./list.js";
import { PLAN_ROLES } from "./plan_section.js";
import { rowsOf } from "./rows.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */

const PART = "special_days";
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
export const A_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** @type {import("./sections.js").Section} */
export const SPECIAL_DAYS = {
  key: PART,
  group: "hall",
  roles: PLAN_ROLES,
  count: ({ setup }) => setup?.parts[PART]?.length ?? 0,
  view: specialDaysView,
};

/** @param {Admin} screen @returns {string[]} short names of weekdays */
export function weekdaysIn({ speech }) {
  return DAYS.map((day) => speech.tell(`admin.weekday_short.${day}`));
}

/** @param {Admin} screen @param {Hands} hands */
function specialDaysView(screen, hands) {
  const { tell, language } = screen.speech;
  const rows = rowsOf(/** @type {any} */ (screen.setup), screen.edits, PART);
  const picked = screen.key !== null && A_DATE.test(screen.key) ? screen.key : null;
  const shownMonth = picked ?? screen.own[PART]?.month ?? hallNow().toISOString().slice(0, 10);
  const [year, month] = shownMonth.split("-").map(Number);
  const turn = (/** @type {number} */ by) => {
    hands.own(PART, { month: isoDate(year, month + by, 1) });
    hands.go(PART);
  };
  const usual = screen.setup?.parts.hours ?? [];
  const dayOf = (/** @type {string} */ date, /** @type {number} */ weekday) => {
    const row = rows.find(({ entry, state }) => entry.code === date && state !== "removed");
    const periods = row?.entry.periods ?? usual.find(({ code }) => code === DAYS[weekday])?.periods ?? [];
    const mark = row === undefined ? (periods.length ? "usual" : "usual-closed") : periods.length ? "special" : "closed";
    const says = `${row === undefined ? "" : screen.speech.name(row.entry.name)} ${periods.join(" ") || tell("admin.closed_all_day")}`;
    return { mark, sign: row === undefined ? "" : screen.speech.name(row.entry.name).slice(0, 8) || "●", says };
  };
  const onPick = (/** @type {string} */ date) => hands.go(PART, date);
  const reachable = picked ?? isoDate(year, month, 1);
  return html`<div class="split calendar-split"><section class="pane">
      <div class="find">${turnButton("month-before", "‹", tell("admin.month_before"), () => turn(-1))}
        <h3>${dateText(language, isoDate(year, month, 1), { year: "numeric", month: "long" })}</h3>
        ${turnButton("month-after", "›", tell("admin.month_after"), () => turn(1))}</div>
      <div class="big-month">${monthView({ language, weekdays: weekdaysIn(screen), year, month, picked, reachable, dayOf, onPick })}</div>
      ${coming(screen, rows)}
    </section>${dayForm(screen, hands, picked, rows, usual)}</div>`;
}

/** @param {Admin} screen @param {import("./rows.js").Row[]} rows the days that have hours of their own, as a list */
function coming(screen, rows) {
  const { name, language, tell } = screen.speech;
  const dated = [...rows].sort((one, other) => (one.entry.code < other.entry.code ? -1 : 1));
  return html`<ul class="dates">${dated.map(({ entry, key, state }) => html`<li><a href="#${PART}/${key}" data-state=${state}>
    <b>${dateText(language, entry.code, { year: "numeric", month: "short", day: "numeric", weekday: "short" })}</b>
    <span dir="auto">${name(entry.name)}</span> <span class="second">${entry.periods.join(" ") || tell("admin.closed_all_day")}</span>
    ${state === "same" ? nothing : html`<span class="mark" data-mark=${state}>${tell(`admin.state.${state}`)}</span>`}</a></li>`)}</ul>`;
}

/**
 * @param {Admin} screen
 * @param {Hands} hands
 * @param {string | null} picked
 * @param {import("./rows.js").Row[]} rows
 * @param {import("./plan").Entry[]} usual the hours of the weekdays
 */
function dayForm(screen, hands, picked, rows, usual) {
  const { tell, language } = screen.speech;
  if (picked === null) return html`<section class="form empty"><p class="second">${tell("admin.pick_day")}</p></section>`;
  if (rows.some(({ key }) => key === picked)) return formView(screen, hands, PART, picked);
  const periods = usual.find(({ code }) => code === DAYS[weekdayOf(picked)])?.periods ?? [];
  const make = (/** @type {string[]} */ next) => {
    const entry = { code: picked, name: { zh: "", en: "" }, periods: next };
    hands.edit(withValues(/** @type {any} */ (screen.setup), screen.edits, PART, picked, entry));
  };
  return html`<section class="form"><header><h3>${dateText(language, picked, { dateStyle: "full" })}</h3></header>
    <p class="usual">${tell("admin.as_usual", { periods: periods.join(" ") || tell("admin.closed_all_day") })}</p>
    ${mayEdit(screen, PART)
      ? html`<div class="inline"><button class="plain" type="button" data-act="close-day" @click=${() => make([])}>${tell("admin.close_day")}</button>
          <button class="plain" type="button" data-act="other-hours" @click=${() => make(periods.length ? periods : ["09:00-12:00"])}>
            ${tell("admin.other_hours")}</button></div>`
      : nothing}</section>`;
}
