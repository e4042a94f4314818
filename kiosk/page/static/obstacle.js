/**
 * Why no number can be taken now, in words for the button; null when one can.
 * @typedef {import("./messages.d.ts").Page} Page
 * @typedef {import("./messages.d.ts").ItemEntry} ItemEntry
 */
import { day, time } from "./hall_time.js";
import { queueNow } from "./catalogue.js";

/** @param {Pick<Page, "state">} page whether the hall answers and admits this machine */
export function isAway({ state }) {
  return state.now?.link === "unreachable" || state.now?.link === "not_admitted";
}

/** @param {Page} page whether this machine gives numbers by itself while the hall does not answer */
export function givesAlone({ state }) {
  return state.now?.link === "unreachable" && state.now.offline.able;
}

/** @param {Page} page whether there are no numbers here because of the hall's silence */
export function isStopped(page) {
  return isAway(page) && !givesAlone(page);
}

/** @param {Page} page @returns {string | null} why nobody gets a number */
export function hallObstacle(page) {
  const { state, say } = page;
  if (isStopped(page)) return say("obstacle.away");
  const hall = state.now?.state;
  if (!hall) return say("obstacle.starting");
  return hall.open ? null : closedWords(page);
}

/** @param {Page} page @returns {string} when the hall opens */
export function closedWords({ state, say }) {
  const hall = state.now?.state;
  if (!hall?.opens) return say("closed.unknown");
  const zone = state.catalogue?.timezone;
  const opens = new Date(hall.opens);
  const today = day(opens, zone, "en") === day(new Date(state.clock), zone, "en");
  if (today) return say("closed.today", { time: time(opens, zone) });
  return say("closed.later", { day: day(opens, zone, state.language), time: time(opens, zone) });
}

/** @param {Page} page @param {ItemEntry} item @returns {string | null} */
export function obstacle(page, item) {
  return closedItemWords(page, item) ?? hallObstacle(page);
}

/** @param {Page} page @param {ItemEntry} item @returns {string | null} why this item alone is closed */
export function closedItemWords({ state, say, name }, item) {
  const closed = state.now?.state?.items_closed.find((entry) => entry.item === item.code)?.closed;
  const why = closed ?? queueNow(state, item.queue)?.closed;
  return why ? say("obstacle.closed", { why: name(why) }) : null;
}
