/** The legal calendar: a year of working days and days off, read from the official calendar or marked by hand. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallNow } from "/assets/clock.js";
import { dateText, isoDate, monthView, turnButton, weekdayOf } from "./calendar.js";
import { withRemoval, withValues } from "./edits.js";
import { formView } from "./form.js";
import { read } from "../staff.js";
import { mayEdit } from "./list.js";
import { PLAN_ROLES } from "./plan_section.js";
import { proposalView } from "./proposal.js";
import { rowsOf } from "./rows.js";
import { A_DATE, weekdaysIn } from "./special_days.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */

const PART = "legal_days";
const ALWAYS_OFF = ["01-01", "05-01", "10-01", "10-02", "10-03"];
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** @type {import("./sections.js").Section} */
export const LEGAL_DAYS = { key: PART, group: "hall", roles: PLAN_ROLES, view: legalDaysView, enter: (_, hands) => fetchYears(hands) };

/** @param {Hands} hands what the hall computes of years without a notice, and how many cases rest on it */
async function fetchYears(hands) {
  const told = await hands.attempt(() => read("/admin/legal-years"));
  if (told !== null) hands.own(PART, { years: told.years });
}

/** @param {Admin} screen @param {Hands} hands */
function legalDaysView(screen, hands) {
  const { tell, language } = screen.speech;
  const rows = rowsOf(/** @type {any} */ (screen.setup), screen.edits, PART);
  const kept = new Map(rows.filter(({ state }) => state !== "removed").map(({ entry }) => [entry.code, entry]));
  const picked = screen.key !== null && A_DATE.test(screen.key) ? screen.key : null;
  const year = Number(picked?.slice(0, 4) ?? screen.own[PART]?.year ?? hallNow().getFullYear());
  const computed = new Set(isAnnounced(kept, year) ? [] : yearTold(screen, year)?.computed_off);
  const dayOf = (/** @type {string} */ date, /** @type {number} */ weekday) => {
    const entry = kept.get(date);
    const expected = entry === undefined && computed.has(date);
    const working = entry?.working ?? (weekday < 5 && !expected);
    const mark = expected ? "computed" : entry === undefined ? (working ? "work" : "rest") : working ? "make-up" : "holiday";
    const says = `${tell(working ? "admin.works" : "admin.rests")} ${screen.speech.name(entry?.name)}`;
    return { mark, sign: entry === undefined && !expected ? "" : tell(`admin.legal_sign.${mark}`), says };
  };
  const toggle = (/** @type {string} */ date) => mayEdit(screen, PART) && hands.edit(toggled(screen, date, kept.get(date)));
  const weekdays = weekdaysIn(screen);
  const reachable = picked ?? isoDate(year, 1, 1);
  const onPick = (/** @type {string} */ date) => hands.go(PART, date);
  return html`<div class="scroll legal">${head(screen, hands, year, kept)}
    ${screen.own[PART]?.proposal ? proposalView(screen, hands, PART) : nothing}
    ${picked === null
      ? html`<p class="second hint">${tell("admin.legal_hint")}</p>`
      : dayPanel(screen, hands, picked, kept.get(picked), computed.has(picked), () => toggle(picked))}
    <div class="year">${MONTHS.map((month) =>
      monthView({ language, weekdays, year, month, picked, reachable, dayOf, onPick, onToggle: toggle }),
    )}</div></div>`;
}

/** @param {Admin} screen @param {Hands} hands @param {number} year @param {Map<string, import("./plan").Entry>} kept */
function head(screen, hands, year, kept) {
  const { tell } = screen.speech;
  const known = isAnnounced(kept, year);
  const cases = yearTold(screen, year)?.cases ?? 0;
  const turn = (/** @type {number} */ to) => {
    hands.own(PART, { year: to, proposal: null });
    hands.go(PART);
  };
  const bring = async () => {
    const proposal = await hands.attempt(() => hands.act("POST", `/admin/legal-years/${year}`, {}));
    if (proposal !== null) hands.own(PART, { proposal });
  };
  return html`<div class="inline tools">
      ${turnButton("year-before", "‹", tell("admin.year_before"), () => turn(year - 1))}
      <h3 data-year=${year}>${tell("admin.year", { year })}</h3>
      ${turnButton("year-after", "›", tell("admin.year_after"), () => turn(year + 1))}
      <span class="mark" data-mark=${known ? "APPLIED" : "SCHEDULED"}>${tell(known ? "admin.year_known" : "admin.year_unknown")}</span>
      <span class="gap"></span>
      ${mayEdit(screen, PART)
        ? html`<button class="plain small" type="button" data-act="bring-year" @click=${bring}>${tell("admin.bring_year", { year })}</button>`
        : nothing}
    </div>
    ${known
      ? nothing
      : html`<p class="warning" data-provisional>${tell("admin.provisional", { year })}
          ${cases ? html`<b data-resting>${tell("admin.resting", { count: cases })}</b>` : nothing}</p>`}`;
}

/** @param {Admin} screen @param {number} year @returns {import("./plan").LegalYear | undefined} */
function yearTold(screen, year) {
  return screen.own[PART]?.years?.find((/** @type {import("./plan").LegalYear} */ each) => each.year === year);
}

/** @param {Map<string, import("./plan").Entry>} kept @param {number} year as `LegalCalendar` sees it: what is off in every notice is off */
function isAnnounced(kept, year) {
  return ALWAYS_OFF.every((day) => kept.get(`${year}-${day}`)?.working === false);
}

/** @param {Admin} screen @param {Hands} hands @param {string} date @param {import("./plan").Entry | undefined} entry @param {boolean} computed @param {() => void} toggle */
function dayPanel(screen, hands, date, entry, computed, toggle) {
  const { tell, language } = screen.speech;
  const working = entry?.working ?? weekdayOf(date) < 5;
  return html`<section class="day-panel"><div class="inline"><b>${dateText(language, date, { dateStyle: "full" })}</b>
      <span>${tell(entry === undefined && computed ? "admin.rests_computed" : working ? "admin.works" : "admin.rests")}</span>
      ${mayEdit(screen, PART)
        ? html`<button class="plain small" type="button" data-act="toggle-day" @click=${toggle}>
            ${tell(entry === undefined ? (working ? "admin.make_rest" : "admin.make_work") : "admin.as_weekday")}</button>`
        : nothing}</div>
    ${entry === undefined ? nothing : formView(screen, hands, PART, date, ["name"])}</section>`;
}

/** @param {Admin} screen @param {string} date @param {import("./plan").Entry | undefined} entry @returns {import("./edits.js").Kept[]} */
function toggled(screen, date, entry) {
  const setup = /** @type {any} */ (screen.setup);
  if (entry !== undefined) return withRemoval(setup, screen.edits, PART, date);
  const working = weekdayOf(date) >= 5;
  const name = working ? { zh: "调休上班", en: "Make-up day" } : { zh: "放假", en: "Holiday" };
  return withValues(setup, screen.edits, PART, date, { code: date, working, name });
}
