/**
 * The visitor's own part of the state: who it is, what is typed, what was asked and found. Pure.
 * @typedef {import("./messages.d.ts").State} State
 * @typedef {import("./messages.d.ts").Screen} Screen
 * @typedef {import("./messages.d.ts").Asked} Asked
 * @typedef {import("./messages.d.ts").PersonNow} PersonNow
 * @typedef {import("./messages.d.ts").ReaderNow} ReaderNow
 * @typedef {import("./messages.d.ts").AppointmentView} AppointmentView
 */

import { WELCOME, screenOf } from "./staying.js";

/** What belongs to the errand on the screen. */
const NO_CHOICE = { reason: null, declined: false, agent: false };

/** What belongs to the present page. */
const NO_ENTRY = { failure: null, entry: "", chosen: null, asked: null, sheet: null };

/** A visitor who has said nothing. */
export const NOBODY = { ...NO_CHOICE, ...NO_ENTRY, person: null, found: null };

/** Pages beside the way, for a moment: what was chosen before is still so after them. */
const ASIDE = ["identify", "code"];

/** @param {State} state @param {Screen} screen what a step to or from `screen` leaves behind */
export function leftBehind(state, screen) {
  const { reason, declined, agent } = state;
  return ASIDE.includes(screen.name) ? { ...NO_ENTRY, reason, declined, agent } : { ...NO_ENTRY, ...NO_CHOICE };
}

/** @param {State} state @param {Asked} asked @returns {State} */
function ask(state, asked) {
  return { ...state, asked, failure: null };
}

/** @param {State} state after going to a page: the check-in asks at once for somebody who is known */
export function arrived(state) {
  const known = screenOf(state).name === "check-in" && state.person;
  return known ? ask(state, { what: "appointments", person: known.handle }) : state;
}

/**
 * Somebody is known from now on: by a card, at any page, or by what was typed.
 * @param {State} state
 * @param {PersonNow} person
 * @returns {State}
 */
export function known(state, person) {
  const beside = [...ASIDE, "appointments"].includes(screenOf(state).name);
  const trail = beside ? state.trail.slice(0, -1) : state.trail;
  const { asked, entry, failure } = NO_ENTRY;
  // What was typed counts from now on, and not the card that may still lie there.
  const passed = person.source === "typed" ? state.now?.reader.seq ?? state.passed : state.passed;
  const begun = { found: null, declined: false, agent: false, asked, entry, failure };
  return arrived({ ...state, ...begun, trail, person, passed });
}

/** @param {State} state @returns {State} nobody is known any more; a card left on the reader is not read again */
export function forgotten(state) {
  const passed = state.now?.reader.seq ?? state.passed;
  const trail = state.trail.filter((screen) => screen.name !== "appointments");
  return { ...state, ...NO_CHOICE, trail, person: null, found: null, chosen: null, passed };
}

/**
 * The reader has news. While a number is given or shown, a card is for later.
 * @param {State} state
 * @param {ReaderNow} reader
 * @returns {State}
 */
export function heardReader(state, reader) {
  if (state.taking || screenOf(state).name === "number") return state;
  const placed = reader.seq !== state.passed && reader.seq !== state.seq;
  const seen = placed ? { ...state, seq: reader.seq, touched: state.clock } : state;
  const { person } = reader;
  if (person && reader.seq !== state.passed) return person.handle === state.person?.handle ? seen : known(seen, person);
  return seen.person?.source === "card" ? { ...seen, person: null } : seen;
}

/** @param {AppointmentView} appointment whether a number can be taken for it now */
export function isDue({ state, standing }) {
  return state === "BOOKED" && (standing === "due" || standing === "late");
}

/** @param {State} state @param {AppointmentView[]} found @returns {State} */
export function found(state, found) {
  const due = found.filter(isDue);
  const way = state.trail.filter((screen) => !ASIDE.includes(screen.name));
  const chosen = due.length === 1 ? String(due[0]?.appointment_id) : null;
  if (!found.length) return { ...state, asked: null, found };
  return { ...state, ...NO_ENTRY, trail: [...way, { name: "appointments" }], found, chosen };
}

const BOOKING_CODE = /^[A-HJ-NP-Z2-9]{8}$/;

/**
 * A code was held before a scanner, on whatever page: a booking's, or a receipt's.
 * @param {State} state
 * @param {string} text as the scanner typed it
 * @returns {State}
 */
export function scanned(state, text) {
  const items = state.catalogue?.items ?? [];
  const here = screenOf(state).name;
  if (state.taking || here === "number") return state;
  const code = (text.split(/[?#]/)[0]?.split("/").filter(Boolean).pop() ?? "").slice(0, 60);
  const fresh = { ...state, ...NO_ENTRY, ...NO_CHOICE, query: "", found: null };
  const booking = here !== "pick-up" && items.some((item) => item.bookable) && BOOKING_CODE.test(code.toUpperCase());
  if (booking) {
    const asked = { what: /** @type {const} */ ("appointments"), code: code.toUpperCase() };
    return ask({ ...fresh, trail: [WELCOME, { name: "check-in" }] }, asked);
  }
  if (code && here !== "check-in" && here !== "code" && items.some((item) => item.pick_up)) {
    return { ...fresh, trail: [WELCOME, { name: "pick-up" }], entry: code };
  }
  const wanted = ["check-in", "code", "pick-up"].includes(here);
  return wanted ? { ...state, failure: { code: "code_strange", detail: "", facts: {} } } : state;
}

/** @param {State} state @param {import("./messages.d.ts").Failure} failure @returns {State} */
export function refused(state, failure) {
  const gone = failure.code === "person_gone" ? forgotten(state) : state;
  return { ...gone, taking: false, asked: null, failure, touched: state.clock };
}
