/** The keyboard of the guide desk: whatever is typed goes to the find box, a few letters are acts. */
import { BOOKED_COMMANDS } from "./booked.js";
import { COMMANDS, AT_ONCE, NEW, isQueueLetter, mayIssue } from "./commands.js";
import { focusBox, isBox } from "./find.js";
import { rowsOf } from "./finding.js";

/** @typedef {import("./page.js").Guide} Guide */
/** @typedef {import("./page.js").Hands} Hands */

/** A card reader types faster than this: a letter it begins with is no act. */
const READER_MS = 120;

/** @param {KeyboardEvent} event @param {Guide} screen @param {Hands} hands */
export function onKey(event, screen, hands) {
  if (event.ctrlKey || event.metaKey || event.isComposing || screen.asking || screen.guide === null) return;
  if (event.key === "Escape") return back(screen, hands);
  const empty = screen.query === "";
  if (empty && (event.key === "?" || event.key === "？")) return take(event, () => hands.ask("help"));
  if (event.key === "ArrowDown" || event.key === "ArrowUp") return take(event, () => hands.change(stepped(screen, event.key)));
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter && event.altKey) return take(event, () => doIt(letter, screen, hands));
  if (event.altKey || event.key.length !== 1 || event.key === " ") return;
  if (!isBox(event.target)) focusBox();
  if (empty && letter && !event.shiftKey && !isQueueLetter(letter, screen.guide.queues)) soon(letter, screen, hands);
}

/** The letter is in the box like any other; alone after a moment, it was an act. @param {string} letter @param {Guide} screen @param {Hands} hands */
function soon(letter, screen, hands) {
  setTimeout(() => {
    if (screen.query.toUpperCase() !== letter || screen.asking || !known(letter, screen)) return;
    hands.change({ query: "" });
    doIt(letter, screen, hands);
  }, READER_MS);
}

/** @param {string} letter @param {Guide} screen @returns {string | undefined} the act it does now */
function known(letter, { story, booked, guide }) {
  if (letter === NEW.key) return guide !== null && mayIssue(guide) ? NEW.name : undefined;
  if (story === null && booked !== null) return BOOKED_COMMANDS.find(({ key, fits }) => key === letter && fits(booked))?.name;
  return story === null ? undefined : COMMANDS.find(({ key, fits }) => key === letter && fits(story.ticket))?.name;
}

/** @param {string} letter @param {Guide} screen @param {Hands} hands */
function doIt(letter, screen, hands) {
  const name = known(letter, screen);
  if (name !== undefined && screen.line.up) begin(name, screen, hands);
}

/** Does an act on the open ticket, or asks what it needs. @param {string} name @param {Guide} screen @param {Hands} hands */
export function begin(name, { story }, hands) {
  if (!AT_ONCE.has(name)) return hands.ask(name);
  hands.act(name, { stop: story?.ticket.stop_id }, story?.ticket.number);
}

/** Escape takes back one thing at a time: the words typed, what was said, the open ticket. @param {Guide} screen @param {Hands} hands */
function back({ query, refusal, notice }, hands) {
  if (query !== "") hands.change({ query: "" });
  else if (refusal !== null || notice !== null) hands.change({ refusal: null, notice: null });
  else hands.close();
}

/** @param {Guide} screen @param {string} key @returns {Partial<Guide>} */
function stepped({ at, result }, key) {
  const last = rowsOf(result) - 1;
  return { at: Math.max(0, Math.min(last, at + (key === "ArrowDown" ? 1 : -1))) };
}

/** @param {KeyboardEvent} event @param {() => unknown} then */
function take(event, then) {
  event.preventDefault();
  then();
}
