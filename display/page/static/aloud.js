/** What a screen reader is told: at once to leave the hall, and politely the newest call. */

import { evacuationLines } from "/assets/evacuation.js";
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { caption } from "./caption.js";

/**
 * The two live regions; they stay on the page, so that a change in them is spoken.
 * @param {import("./types.js").Scene} scene
 */
export function aloud(scene) {
  const evacuation = scene.state?.evacuation;
  const call = scene.state?.calls.find(({ call_id }) => call_id === scene.lit);
  return html`<p class="unseen" role="alert">
    ${evacuation
      ? evacuationLines(evacuation.text).map(
          ({ language, line }) => html`<span lang=${language}>${line}</span>`,
        )
      : nothing}
    </p>
    <p class="unseen" role="status">${call ? caption(scene, call) : nothing}</p>`;
}
