/** The sections about those who work in the hall and about its devices. */

/** @type {import("../sections.js").Section[]} */
export const PEOPLE_SECTIONS = [];
