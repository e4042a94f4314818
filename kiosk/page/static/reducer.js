/**
 * The page's state machine: `reduce(state, event)` gives the next state and does nothing else.
 * @typedef {import("./messages.d.ts").State} State
 * @typedef {import("./messages.d.ts").Event} Event
 * @typedef {import("./messages.d.ts").Screen} Screen
 */
import { WELCOME, isWarning, paperUnderWay, screenOf, timeLeft } from "./staying.js";
import { NOBODY, arrived, forgotten, found, heardReader, known, leftBehind, refused, scanned } from "./visitor.js";

export { isWarning, screenOf, timeLeft };

/** @type {import("./messages.d.ts").ReaderNow} */
const NO_READER = { state: "none", trouble: "", seq: 0, person: null };

/** @type {import("./messages.d.ts").OfflineNow} */
const NOT_ABLE = { able: false, why: "", waiting: 0 };

const STANDARD = { large: false, low: false, contrast: false };

/** What a person does; everything else happens by itself. */
const BY_PERSON = new Set([
  "touched", "go", "back", "home", "speak", "set", "standard", "keyed", "repeat", "typed", "claim", "take",
  "decline", "serve", "entered", "choose", "print", "ask", "scanned", "forget",
]);

/**
 * A page nobody has touched yet.
 * @param {string} language
 * @param {number} idleMs
 * @returns {State}
 */
export function untouched(language, idleMs) {
  return {
    ...STANDARD, aloud: false, keypad: false, nine: 0, repeats: 0,
    trail: [WELCOME], language, query: "", ...NOBODY,
    taking: false, visit: null, passed: 0, seq: 0, visitor: 0, now: null, catalogue: null,
    clock: 0, touched: 0, more: { above: false, below: false }, house: { language, idleMs },
  };
}

/**
 * The next visitor's page: what the hall said stays, what the visitor did goes.
 * @param {State} state
 * @returns {State}
 */
function farewell(state) {
  const { now, catalogue, clock, house } = state;
  const { passed, seq } = forgotten(state);
  const visitor = state.visitor + 1;
  return { ...untouched(house.language, house.idleMs), now, catalogue, clock, touched: clock, passed, seq, visitor };
}

/** @param {State} state whether there is anything of a visitor on the page */
export function isInUse(state) {
  const { large, low, contrast, aloud, keypad, language, house, trail, person } = state;
  const laidOut = large || low || contrast || aloud || keypad || language !== house.language;
  return laidOut || person !== null || trail.length > 1 || screenOf(state).name !== "welcome";
}

/**
 * The first page for the same visitor, in the language and layout chosen. After a number nobody is known any more.
 * @param {State} state
 * @returns {State}
 */
function home(state) {
  const { language, large, low, contrast, aloud, keypad, person, passed, seq, visitor } = state;
  const begun = { ...farewell(state), language, large, low, contrast, aloud, keypad };
  return screenOf(state).name === "number" ? begun : { ...begun, person, passed, seq, visitor };
}

/** @param {State} state @param {Screen} screen @returns {State} */
function go(state, screen) {
  return arrived({ ...state, ...leftBehind(state, screen), trail: [...state.trail, screen], nine: 0 });
}

/** @param {State} state @returns {State} */
function back(state) {
  if (state.trail.length < 2 || state.taking) return state;
  const left = { ...state, ...leftBehind(state, screenOf(state)), trail: state.trail.slice(0, -1), nine: 0 };
  return screenOf(left).name === "welcome" ? { ...left, query: "" } : left;
}

/** @param {State} state @param {number} clock @returns {State} */
function tick(state, clock) {
  // A clock that was set back gives nobody more time.
  const touched = state.touched + Math.min(0, clock - state.clock);
  const later = { ...state, clock, touched };
  if (state.taking || (screenOf(state).name === "number" && paperUnderWay(state))) {
    return { ...later, touched: clock };
  }
  if (timeLeft(later) > 0) return later;
  return isInUse(later) ? farewell(later) : { ...later, touched: clock };
}

/** @param {State} state @param {string} at @returns {State} */
function lost(state, at) {
  if (state.now?.link === "unreachable") return state;
  const now = { state: state.now?.state ?? null, catalogue: state.now?.catalogue ?? null, pairing: null };
  return { ...state, now: { ...now, reader: NO_READER, offline: NOT_ABLE, link: "unreachable", since: at } };
}

/**
 * When people are told to leave, or the machine is locked, the page is given back: whoever comes after starts anew.
 * A number already given stays.
 * @param {State} state
 * @param {import("./messages.d.ts").Now} now
 * @returns {State}
 */
function heard(state, now) {
  const informed = heardReader({ ...state, now }, now.reader);
  if (state.taking || !isInUse(informed)) return informed;
  const locked = now.state?.orders.lock && screenOf(state).name !== "number";
  return now.state?.evacuation || locked ? farewell(informed) : informed;
}

/** @param {State} state @param {Event} event @returns {State} */
function step(state, event) {
  switch (event.type) {
    case "tick": return tick(state, event.clock);
    case "heard": return heard(state, event.now);
    case "lost": return lost(state, event.at);
    case "catalogue": return { ...state, catalogue: event.catalogue };
    case "given":
      return { ...state, taking: false, visit: event.visit, trail: [{ name: "number" }], touched: state.clock };
    case "failed": return refused(state, event.failure);
    case "known": return known(state, event.person);
    case "found": return found(state, event.appointments);
    case "sheet": return { ...state, sheet: event.sheet };
    case "paper":
      return event.visit.visit === state.visit?.visit ? { ...state, visit: event.visit } : state;
    case "moved": return { ...state, more: event.more };
    case "touched": return state;
    case "go": return state.taking ? state : go(state, event.screen);
    case "back": return back(state);
    case "home": return state.taking ? state : home(state);
    case "speak": return { ...state, language: event.language };
    case "set": return { ...state, [event.what]: event.on };
    case "standard": return { ...state, ...STANDARD };
    case "repeat": return { ...state, repeats: state.repeats + 1 };
    case "keyed": return { ...state, keypad: true, nine: event.nine };
    case "typed":
      return { ...(screenOf(state).name === "search" ? state : go(state, { name: "search" })), query: event.query };
    case "claim": return { ...state, reason: event.reason, declined: false };
    case "decline": return { ...state, reason: null, declined: true };
    case "serve": return { ...state, agent: event.agent };
    case "entered": return { ...state, entry: event.entry, failure: null };
    case "choose": return { ...state, chosen: event.chosen };
    case "print": return { ...state, sheet: { item: event.item, paper: "QUEUED", trouble: null } };
    case "ask": return { ...state, asked: event.asked, failure: null };
    case "scanned": return scanned(state, event.text);
    case "forget": return forgotten(state);
    case "take": return { ...state, taking: true, failure: null };
  }
}

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State}
 */
export function reduce(state, event) {
  const seen = BY_PERSON.has(event.type) ? { ...state, touched: state.clock } : state;
  return step(seen, event);
}
