/** The picture or film beside the calls: silent, whole, and dimmed while a call is new. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { keyed } from "/assets/vendor/lit-html/directives/keyed.js";
import { isFilm } from "./reel.js";

/** @param {import("./types.js").Scene} scene */
export function medium({ medium: on, lit, words, mediumEnded, mediumBroke }) {
  if (!on) return nothing;
  const address = `/media/${on.sha256}`;
  const broke = () => mediumBroke(on.sha256);
  return html`<figure class="medium ${lit === null ? "" : "hushed"}">
    ${keyed(
      `${on.sha256} ${on.since}`,
      isFilm(on)
        ? html`<video src=${address} .muted=${true} autoplay playsinline aria-label=${words.firstName(on.name)}
            @ended=${mediumEnded} @error=${broke}></video>`
        : html`<img src=${address} alt=${words.firstName(on.name)} @error=${broke} />`,
    )}
  </figure>`;
}
