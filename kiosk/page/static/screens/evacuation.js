/**
 * Everybody is told to leave: nothing else is on the screen, and no number is given.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { evacuationLines, evacuationScreen } from "/assets/evacuation.js";
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { time } from "../hall_time.js";
import { isAway } from "../obstacle.js";

/** @param {Page} page what the hall last said, also when it is not heard any more */
export function evacuationOf({ state }) {
  return state.now?.state?.evacuation ?? null;
}

/**
 * @param {Page} page
 * @param {import("../messages.d.ts").Evacuation} evacuation
 */
export function evacuation(page, { text, since }) {
  const { state, say } = page;
  const zone = state.catalogue?.timezone;
  const lost = isAway(page) && state.now;
  return evacuationScreen({
    text,
    word: say("evacuation"),
    since: say("evacuation.since", { time: time(new Date(since), zone) }),
    stale: lost ? say("evacuation.stale", { time: time(new Date(lost.since), zone) }) : nothing,
  });
}

/** @param {import("../messages.d.ts").Evacuation} evacuation for a screen reader, at once */
export function evacuationSpoken({ text }) {
  return evacuationLines(text).map(({ language, line }) => html`<span lang=${language}>${line}</span>`);
}
