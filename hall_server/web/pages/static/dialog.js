/** A modal dialog drawn from state: title, body, and what happens when it is left. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";

/**
 * @param {string} name tells dialogs apart, so that one never inherits the fields of another
 * @param {string} title
 * @param {unknown} body
 * @param {string | null} refusal why the act asked for was not done; the dialog stays, to try again
 * @param {() => void} onLeave Escape was pressed or the dialog closed itself
 */
export function dialog(name, title, body, refusal, onLeave) {
  return keyed(
    name,
    html`<dialog class="dialog" data-dialog=${name} aria-labelledby="dialog-title" @close=${onLeave}>
      <h2 id="dialog-title">${title}</h2>
      ${body}
      ${refusal === null ? nothing : html`<p class="refusal" role="alert" data-refusal>${refusal}</p>`}
    </dialog>`,
  );
}
