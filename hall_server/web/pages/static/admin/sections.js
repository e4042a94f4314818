/** The sections of the administration page, in the order of the navigation. */
import { PEOPLE_SECTIONS } from "./people/sections.js";

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
 */

/** Folders of texts that the sections speak from. */
export const SPOKEN = ["admin"];

/** @type {Section[]} */
export const SECTIONS = [...PEOPLE_SECTIONS];

/** @param {string[]} roles @returns {Section[]} the sections somebody with these roles sees */
export function sectionsFor(roles) {
  return SECTIONS.filter((section) => section.roles.some((role) => roles.includes(role)));
}
