/** The plain list of this machine's boards. */

import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { show } from "./page.js";
import { badge, lostBanner, windowNumber } from "./parts.js";

const BOARDS = [
  ["/board", "index_board"],
  ["/next", "next_title"],
  ["/overview", "overview_title"],
  ["/staff", "staff_title"],
];

/** @param {import("./types.js").Scene} scene */
function indexView(scene) {
  const { state, words } = scene;
  return html`<main class="index">
    <h1>${words.both("index_title")}</h1>
    <p>${words.both("index_help")}</p>
    ${lostBanner(scene)}
    <ul>
      ${BOARDS.map(([path, title]) => html`<li><a href=${path}><span>${words.both(title)}</span></a></li>`)}
    </ul>
    ${screens(words)}
    ${state
      ? html`<h2>${words.both("index_zones")}</h2>
          <ul>
            ${state.zones.map(({ zone, name }) => html`<li>
                <a href="/zone/${zone}">${badge(zone)} <span>${words.name(name)}</span></a>
              </li>`)}
          </ul>
          <h2>${words.both("index_windows")}</h2>
          <ul>
            ${state.windows.map(({ window }) => html`<li>
                <a href="/window/${window}">${windowNumber(scene, window)}</a>
              </li>`)}
          </ul>`
      : html`<p>${words.both("index_waiting")}</p>`}
  </main>`;
}

/**
 * The screens that this machine's settings name, and a preview of each that takes nobody's place.
 * @param {import("./words.js").Words} words
 */
function screens(words) {
  const names = (document.documentElement.dataset.screens ?? "").split(" ").filter(Boolean);
  if (!names.length) return nothing;
  return html`<h2>${words.both("index_screens")}</h2>
    <ul>
      ${names.map((name) => html`<li>
          <a href="/screen/${name}">${name}</a>
          <a href="/screen/${name}?preview=1"><span>${words.both("index_preview")}</span></a>
        </li>`)}
    </ul>`;
}

show(indexView, () => false);
