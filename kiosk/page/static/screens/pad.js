/**
 * Keys on the screen for numbers and codes, and the line that shows what was typed.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { live } from "/assets/vendor/lit-html/directives/live.js";
import { icon } from "./icons.js";

/** @typedef {{rows: readonly string[], longest: number, allowed: RegExp}} Pad `allowed` says what a real keyboard may bring */

/** @type {Pad} */
export const DIGITS = { rows: ["123", "456", "789", "0"], longest: 11, allowed: /[^0-9]/g };
/** @type {Pad} */
export const DOCUMENT = { rows: ["123", "456", "789", "X0"], longest: 18, allowed: /[^0-9X]/g };
/** Passports and permits have letters in front. @type {Pad} */
export const PASSPORT = { rows: ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"], longest: 20, allowed: /[^0-9A-Z]/g };
/** Without those that are mistaken for each other: 0 O, 1 I. @type {Pad} */
export const CODE = { rows: ["23456789", "ABCDEFGH", "JKLMNPQRS", "TUVWXYZ"], longest: 8, allowed: /[^A-HJ-NP-Z2-9]/g };
/** @type {Pad} */
export const RECEIPT = { rows: ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM-"], longest: 60, allowed: /[^!-~]/g };

/** @param {string} text @param {Pad} pad */
export function fitting(text, pad) {
  // A hardware keypad has no X; its star stands for it.
  const typed = pad === DOCUMENT ? text.replaceAll("*", "X") : text;
  return typed.normalize("NFKC").toUpperCase().replace(pad.allowed, "").slice(0, pad.longest);
}

/**
 * @param {Page} page
 * @param {Pad} pad
 * @param {string} label
 * @param {string} [shown] what was typed as people read it
 */
export function entryLine({ state, send }, pad, label, shown = state.entry) {
  const typed = (/** @type {Event} */ input) =>
    send({ type: "entered", entry: fitting(/** @type {HTMLInputElement} */ (input.target).value, pad) });
  return html`<label class="search-field entry">
    <span class="unseen">${label}</span>
    <input type="text" inputmode="none" autocomplete="off" spellcheck="false" maxlength="80" data-focus="page" data-figures
      .value=${live(shown)} @input=${typed}>
  </label>`;
}

/** @param {Page} page @param {Pad} pad */
export function pad(page, pad) {
  const { state, say, send } = page;
  const enter = (/** @type {string} */ entry) => send({ type: "entered", entry: fitting(entry, pad) });
  const few = pad.rows.every((row) => row.length <= 3);
  return html`<div class="keyboard pad ${few ? "few" : ""}" role="group" aria-label=${say("pad")}>
    ${pad.rows.map((row, place) => html`<div class="row">
      ${[...row].map((letter) => html`
        <button class="letter" @click=${() => enter(state.entry + letter)}>${letter}</button>`)}
      ${place === pad.rows.length - 1 ? html`
        <button class="letter wide" ?disabled=${!state.entry} @click=${() => enter(state.entry.slice(0, -1))}>
          ${icon("erase")}<span>${say("keyboard.erase")}</span>
        </button>` : nothing}
    </div>`)}
  </div>`;
}
