/** The sections of the administration page, in the order of the navigation. */
import { EXCHANGE } from "./exchange.js";
import { HISTORY, WAITING } from "./history.js";
import { HOURS } from "./hours.js";
import { LEGAL_DAYS } from "./legal_days.js";
import { MEDIA } from "./media.js";
import { PAPER } from "./paper.js";
import { PARTS } from "./parts.js";
import { PEOPLE_SECTIONS } from "./people/sections.js";
import { hallSection, planSection } from "./plan_section.js";
import { REVIEW } from "./review.js";
import { SPECIAL_DAYS } from "./special_days.js";
import { VOICE } from "./voice.js";
import { WINDOWS } from "./windows.js";

/**
 * A section draws one subject below its address `#key`. Its words are `admin.section.<key>` and
 * `admin.purpose.<key>`, those of its group `admin.group.<group>`.
 * @typedef {object} Section
 * @property {string} key
 * @property {"hall" | "layout" | "errands" | "rules" | "notices" | "words" | "people" | "changes"} group
 * @property {string[]} roles who sees it
 * @property {(screen: import("./page.js").Admin, hands: import("./page.js").Hands) => unknown} view
 * @property {(screen: import("./page.js").Admin) => number} [count] shown beside its name
 * @property {(screen: import("./page.js").Admin, hands: import("./page.js").Hands) => unknown} [enter]
 *   called each time the section is opened, to fetch what it shows
 * @property {(screen: import("./page.js").Admin, hands: import("./page.js").Hands) => unknown} [edited]
 *   called when the tray was changed while the section is open
 */

/** Folders of texts that the sections speak from. */
export const SPOKEN = ["admin", "people"];

/** @param {string} [section] @returns {string[]} the hall's own fields that a section edits */
function hallFieldsOf(section) {
  return PARTS.hall.fields.filter((field) => field.section === section).map(({ name }) => name);
}

/** @type {Section[]} */
export const SECTIONS = [
  hallSection("hall", "hall", hallFieldsOf()),
  HOURS,
  SPECIAL_DAYS,
  LEGAL_DAYS,
  planSection("layout", "zones"),
  WINDOWS,
  planSection("layout", "profiles"),
  planSection("layout", "queues"),
  planSection("errands", "departments"),
  planSection("errands", "items"),
  planSection("errands", "themes"),
  planSection("errands", "life_events"),
  hallSection("rules", "taking", hallFieldsOf("taking")),
  planSection("rules", "priority_reasons"),
  planSection("rules", "pause_reasons"),
  planSection("notices", "notices"),
  MEDIA,
  VOICE,
  PAPER,
  ...PEOPLE_SECTIONS,
  REVIEW,
  WAITING,
  HISTORY,
  EXCHANGE,
];

/** @param {string[]} roles @returns {Section[]} the sections somebody with these roles sees */
export function sectionsFor(roles) {
  return SECTIONS.filter((section) => section.roles.some((role) => roles.includes(role)));
}
