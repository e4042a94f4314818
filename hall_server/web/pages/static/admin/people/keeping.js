/** What the sections of people and devices have in common: read again while open, acts, who may edit, ages. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { hallNow, heard } from "/assets/clock.js";
import { read } from "../../staff.js";

/** @typedef {import("../page.js").Admin} Admin */
/** @typedef {import("../page.js").Hands} Hands */

const AGAIN_MS = 3000;
/** @type {Record<string, number>} */
const timers = {};

/** @param {Admin} screen @returns {boolean} an auditor reads */
export function mayAdminister({ session }) {
  return session.roles.includes("admin");
}

/** @param {Admin} screen @returns {boolean} supervisors order kiosks too */
export function mayOrder({ session }) {
  return session.roles.includes("admin") || session.roles.includes("supervisor");
}

/**
 * Reads what a section shows, and again every few seconds for as long as it is open.
 * @param {Admin} screen the page's own state: it is looked at anew each time
 * @param {Hands} hands
 * @param {string} section
 * @param {string} path below /api/v1
 */
export async function keepReading(screen, hands, section, path) {
  clearTimeout(timers[section]);
  if (screen.section !== section) return;
  if (!document.hidden || screen.own[section]?.read === undefined) await readNow(hands, section, path);
  timers[section] = window.setTimeout(() => keepReading(screen, hands, section, path), AGAIN_MS);
}

/** @param {Hands} hands @param {string} section @param {string} path */
export async function readNow(hands, section, path) {
  try {
    const answer = await read(path);
    if (answer.at) heard(answer.at);
    hands.own(section, { read: answer, stale: false });
  } catch {
    // The next turn is another try; meanwhile the section says that it is not new.
    hands.own(section, { stale: true });
  }
}

/**
 * Does an act; the section is read anew afterwards, whether it was done or refused.
 * @param {Admin} screen
 * @param {Hands} hands
 * @param {string} section
 * @param {() => Promise<any>} asked
 * @param {string} path what the section reads
 */
export async function doAndRead(screen, hands, section, asked, path) {
  if (screen.doing) return null;
  hands.change({ doing: true, notice: null });
  try {
    const answer = await hands.attempt(asked);
    await readNow(hands, section, path);
    return answer;
  } finally {
    hands.change({ doing: false });
  }
}

/** @param {import("../../language.js").Speech} spoken @param {string | null} moment @returns {string} such as: 3 秒前 */
export function age({ tell }, moment) {
  if (moment === null) return tell("people.never");
  const seconds = Math.max(0, Math.round((hallNow().getTime() - Date.parse(moment)) / 1000));
  if (seconds < 90) return tell("people.ago_s", { count: seconds });
  if (seconds < 5400) return tell("people.ago_min", { count: Math.round(seconds / 60) });
  if (seconds < 129600) return tell("people.ago_h", { count: Math.round(seconds / 3600) });
  return tell("people.ago_d", { count: Math.round(seconds / 86400) });
}

/** @param {Admin} screen @param {string} section @param {unknown} body */
export function whenRead(screen, section, body) {
  const { tell } = screen.speech;
  if (screen.own[section]?.read === undefined) {
    return html`<p class="second empty" role="status">${tell(screen.own[section]?.stale ? "people.away" : "people.reading")}</p>`;
  }
  return html`${screen.own[section].stale ? html`<p class="warning" role="status">${tell("people.away")}</p>` : ""}${body}`;
}
