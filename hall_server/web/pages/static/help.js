/** What a staff page is for, in one sentence, and its shortcuts: the same dialog on every staff page, opened with `?`. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { dialog } from "./dialog.js";

/** @typedef {[keys: string, does: string]} Shortcut the keys as they are printed on the keyboard, and what they do */

/**
 * @param {import("./language.js").Speech} spoken knows the page's sentence as `help.<name>`
 * @param {string} name of the page
 * @param {Shortcut[]} shortcuts both halves in the reader's words; `?` itself is added
 * @param {() => void} onLeave
 */
export function helpDialog({ tell }, name, shortcuts, onLeave) {
  const all = [...shortcuts, /** @type {Shortcut} */ (["?", tell("help.key")])];
  const body = html`<p>${tell(`help.${name}`)}</p>
    <h3 class="second">${tell("help.keys")}</h3>
    <dl class="shortcuts">${all.map(
      ([keys, does]) => html`<div><dt>${keys.split(" ").map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${does}</dd></div>`,
    )}</dl>
    <form method="dialog" class="dialog-acts"><button class="primary" autofocus>${tell("dialog.understood")}</button></form>`;
  return dialog("help", tell("help.title"), body, null, onLeave);
}

/** @param {import("./language.js").Speech} spoken @param {() => void} onOpen */
export function helpButton({ tell }, onOpen) {
  return html`<button class="quiet" type="button" data-act="help" @click=${onOpen}>${tell("help.open")} <kbd>?</kbd></button>`;
}

/** @param {KeyboardEvent} event @returns {boolean} whether this press asks for help: `?` while nothing is being typed */
export function asksForHelp(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return false;
  if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog")) return false;
  return event.key === "?" || event.key === "？";
}
