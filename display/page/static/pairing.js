/** A display that the hall does not know: its code for the administrator, in all languages of the screen. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";

/**
 * @param {{code: string | null, lost: boolean}} pairing
 * @param {import("./words.js").Words} words
 */
export function pairingView({ code, lost }, words) {
  const enter = code ? "pairing_enter" : lost ? "pairing_mend" : "pairing_waiting";
  return html`<main class="pairing">
    <h1>${words.both(lost ? "pairing_lost" : "pairing_title")}</h1>
    ${code ? html`<p class="pairing-code" data-code=${code}>${code.slice(0, 3)} ${code.slice(3)}</p>` : nothing}
    <p class="pairing-help">${words.both(enter)}</p>
  </main>`;
}
