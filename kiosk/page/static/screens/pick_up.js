/**
 * Collecting a finished certificate: the receipt's code before the scanner, or its number typed.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { pickUpItems } from "../catalogue.js";
import { isStopped, obstacle } from "../obstacle.js";
import { collected } from "../press.js";
import { ordinary } from "./check_in.js";
import { icon } from "./icons.js";
import { RECEIPT, entryLine, pad } from "./pad.js";
import { failure, takeButton } from "./take.js";

/** @param {Page} page */
export function pickUp(page) {
  const { state, say } = page;
  const items = pickUpItems(state);
  const wanted = collected(state);
  const reading = html`<h1>${say("pick_up.title")}</h1><p class="quiet">${say("pick_up.how")}</p>`;
  const body = html`
    ${failure(page)}
    ${isStopped(page) ? ordinary(page) : nothing}
    <div class="typing"><div>
      ${entryLine(page, RECEIPT, say("pick_up.label"))}
    ${items.length > 1 ? html`<div class="reasons where">${items.map((item) => {
      const chosen = item === wanted;
      return html`<button class="key" aria-pressed=${chosen ? "true" : "false"}
        @click=${() => page.send({ type: "choose", chosen: item.code })}>
        ${chosen ? icon("done") : nothing}${page.name(item.name)}</button>`;
    })}</div>` : nothing}
    </div>${pad(page, RECEIPT)}</div>`;
  const why = isStopped(page) ? say("pick_up.away") : !state.entry ? say("pick_up.first")
    : !wanted ? say("pick_up.where") : obstacle(page, wanted);
  return { reading, body, primary: takeButton(page, why) };
}
