/** While everybody is told to leave: in place of a board's own view, until it is over. */

import { clockTime } from "/assets/clock.js";
import { evacuationScreen } from "/assets/evacuation.js";
import { nothing } from "/assets/vendor/lit-html/lit-html.js";

/** A page just loaded does not sound again for what began before this. */
const LOADED_LATE_MS = 5000;

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Picture} Picture */

/**
 * @param {(scene: Scene) => unknown} view
 * @returns {(scene: Scene) => unknown}
 */
export function unlessEvacuated(view) {
  return (scene) => (scene.state?.evacuation ? leaveTheHall(scene, scene.state.evacuation) : view(scene));
}

/**
 * A board that has lost the hall goes on telling people to leave: nobody has said that it is over.
 * @param {Scene} scene
 * @param {import("./types.js").Evacuation} evacuation
 */
function leaveTheHall({ words, timezone, lostSince }, { text, since }) {
  return evacuationScreen({
    text,
    word: words.both("evacuation"),
    since: words.both("evacuation_since", { time: clockTime(new Date(since), timezone) }),
    stale: lostSince ? words.both("evacuation_stale", { time: clockTime(lostSince, timezone) }) : nothing,
  });
}

/**
 * Whether a picture is the first to tell of an evacuation that has just begun.
 * @param {Picture | null} before
 * @param {Picture} now
 */
export function evacuationBegins(before, now) {
  const begun = now.state?.evacuation;
  if (!begun || before?.state?.evacuation?.since === begun.since) return false;
  return before !== null || Date.parse(now.now) - Date.parse(begun.since) < LOADED_LATE_MS;
}
