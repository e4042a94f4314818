/** A screen: one root, one state, one view. Nothing else touches the page. */
import { html, render } from "/assets/vendor/lit-html/lit-html.js";
import { otherLanguage, speakFromNowOn } from "./language.js";

/**
 * Draws `view(state)` now and after every change. A dialog in the view is shown as a modal one.
 * Each drawing is told to the browser's performance timeline as `<page>.render`, such as `hall.render`; the newest one is kept.
 * @template {{speech: import("./language.js").Speech}} State
 * @param {State} state
 * @param {(state: State, change: (part: Partial<State>) => void) => unknown} view
 * @returns {{state: State, change: (part: Partial<State>) => void}}
 */
export function showScreen(state, view) {
  const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
  const change = (/** @type {Partial<State>} */ part) => {
    Object.assign(state, part);
    draw();
  };
  const measured = `${root.className}.render`;
  const draw = () => {
    const start = performance.now();
    render(view(state, change), root);
    attendDialog(root);
    performance.clearMeasures(measured);
    performance.measure(measured, { start });
  };
  draw();
  return { state, change };
}

/**
 * Shows a dialog that was just drawn, and keeps the keyboard in it when its fields were drawn anew.
 * @param {HTMLElement} root
 */
function attendDialog(root) {
  const dialog = root.querySelector("dialog");
  if (dialog === null) return;
  if (!dialog.open) dialog.showModal();
  const { activeElement } = document;
  if (activeElement !== dialog && dialog.contains(activeElement)) return;
  /** @type {HTMLElement | null} */ (dialog.querySelector("[autofocus]"))?.focus();
}

/** @returns {DOMStringMap} the facts the template wrote on the root element */
export function factsOfPage() {
  return /** @type {HTMLElement} */ (document.getElementById("screen")).dataset;
}

/**
 * @param {import("./language.js").Speech} spoken
 * @param {(part: {speech: import("./language.js").Speech}) => void} change
 */
export function languageSwitch(spoken, change) {
  const other = otherLanguage(spoken);
  const turn = async () => {
    try {
      change({ speech: await speakFromNowOn(other) });
    } catch (error) {
      // Out of reach, the other language cannot be had: the page stays readable as it is.
      if (!(error instanceof TypeError)) throw error;
    }
  };
  return html`<button class="quiet" type="button" lang=${other} data-act="language" @click=${turn}>
    ${spoken.tell("language.other")}
  </button>`;
}
