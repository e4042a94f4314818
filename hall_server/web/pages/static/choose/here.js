/** The window this computer stands at, or where the clerk sits already, offered with one key. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { rememberedWindow } from "../window_memory.js";

/** @typedef {import("../messages").BoardWindow} BoardWindow */

/**
 * @param {BoardWindow[]} windows
 * @param {string} badge
 * @returns {BoardWindow | null} where Enter leads while no number is typed
 */
export function windowHere(windows, badge) {
  const mine = windows.find(({ clerk }) => clerk === badge);
  return mine ?? windows.find(({ window }) => window === rememberedWindow()) ?? null;
}

/** @param {BoardWindow} here @returns {string} the console's address; it signs in by itself where nobody sits */
export function wayTo(here) {
  return `/desk/${encodeURIComponent(here.window)}?sit=1`;
}

/**
 * @param {import("../language.js").Speech} spoken
 * @param {BoardWindow | null} here
 * @param {string} badge
 */
export function hereView({ tell }, here, badge) {
  if (here === null) return nothing;
  const { window, clerk } = here;
  if (clerk !== null && clerk !== badge) {
    return html`<section class="here"><p>${tell("choose.remembered_taken", { window, badge: clerk })}</p></section>`;
  }
  return html`<section class="here" data-here=${window}>
    <p>${tell(clerk === badge ? "choose.sits" : "choose.remembered", { window })}</p>
    <a class="primary" href=${wayTo(here)}>${tell("choose.sit", { window })} <kbd>Enter</kbd></a>
  </section>`;
}
