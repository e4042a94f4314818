/** A month as a grid of days. One day of a calendar is in the tab order; arrows go on from it. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

/**
 * @typedef {object} Month
 * @property {string} language
 * @property {string[]} weekdays short names from Monday
 * @property {number} year
 * @property {number} month 1 to 12
 * @property {string | null} picked ISO date
 * @property {string} reachable ISO date of the day in the tab order
 * @property {(date: string, weekday: number) => {mark: string, sign: string, says: string}} dayOf
 * @property {(date: string) => void} onPick
 * @property {(date: string) => void} [onToggle] the space bar
 */

/** @param {number} year @param {number} month @param {number} day @returns {string} */
export function isoDate(year, month, day) {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

/** @param {string} date @param {number} days @returns {string} */
export function daysOn(date, days) {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** @param {string} date @returns {number} 0 is Monday */
export function weekdayOf(date) {
  return (new Date(date).getUTCDay() + 6) % 7;
}

/** @param {string} language @param {string} date @param {Intl.DateTimeFormatOptions} form @returns {string} */
export function dateText(language, date, form) {
  return new Intl.DateTimeFormat(language, { ...form, timeZone: "UTC" }).format(new Date(date));
}

/** @param {string} act @param {"‹" | "›"} sign @param {string} says @param {() => void} onPress */
export function turnButton(act, sign, says, onPress) {
  return html`<button class="plain small" type="button" data-act=${act} @click=${onPress}>${sign}<span class="unseen">${says}</span></button>`;
}

/** @param {Month} calendar */
export function monthView(calendar) {
  const { language, year, month, weekdays } = calendar;
  const first = isoDate(year, month, 1);
  const count = Number(isoDate(year, month + 1, 0).slice(8));
  const lead = weekdayOf(first);
  const weeks = Array.from({ length: Math.ceil((lead + count) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => week * 7 + weekday - lead + 1),
  );
  return html`<table class="month"><caption>${dateText(language, first, { month: "long" })}</caption>
    <thead><tr>${weekdays.map((day) => html`<th scope="col">${day}</th>`)}</tr></thead>
    <tbody>${weeks.map((week) => html`<tr>${week.map((day) => html`<td>${
      day < 1 || day > count ? nothing : dayView(calendar, isoDate(year, month, day), day)
    }</td>`)}</tr>`)}</tbody></table>`;
}

/** @param {Month} calendar @param {string} date @param {number} day */
function dayView({ language, picked, reachable, dayOf, onPick, onToggle }, date, day) {
  const { mark, sign, says } = dayOf(date, weekdayOf(date));
  const full = dateText(language, date, { month: "long", day: "numeric", weekday: "long" });
  const keys = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (step !== undefined) goTo(daysOn(date, step), onPick);
    else if (event.key === " " && onToggle !== undefined) onToggle(date);
    else return;
    event.preventDefault();
  };
  return html`<button class="day" type="button" data-date=${date} data-mark=${mark} tabindex=${date === reachable ? 0 : -1}
    aria-pressed=${date === picked ? "true" : "false"} aria-label="${full} ${says}" @click=${() => onPick(date)} @keydown=${keys}>
    <span>${day}</span>${sign ? html`<small data-sign=${sign}></small>` : nothing}</button>`;
}

/** @param {string} date @param {(date: string) => void} onPick side effect: the day has the keyboard, and is picked */
function goTo(date, onPick) {
  onPick(date);
  const attend = () => /** @type {HTMLElement | null} */ (document.querySelector(`[data-date="${date}"]`))?.focus();
  attend();
  setTimeout(attend);
}
