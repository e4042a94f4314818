/**
 * The primary button that takes the number, the reasons for priority, and a refusal.
 * @typedef {import("../messages.d.ts").Page} Page
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { icon } from "./icons.js";

/** Refusals of the hall that have words of their own here. */
const REFUSALS = [
  "unreachable", "not_admitted", "hall_closed", "day_not_open", "issuing_closed", "series_exhausted",
  "hall_evacuated", "no_numbers",
];

/** @param {Page} page @param {string | null} obstacle */
export function takeButton({ state, say, send }, obstacle) {
  const words = obstacle ?? say(state.taking ? "taking" : "take");
  return html`<button class="primary" ?disabled=${obstacle !== null || state.taking}
    @click=${() => send({ type: "take" })}>${words}</button>`;
}

/** @param {Page} page */
export function failure({ state, say }) {
  if (!state.failure) return nothing;
  const code = REFUSALS.includes(state.failure.code) ? state.failure.code : "other";
  return html`<p class="notice" role="alert" tabindex="-1" data-focus="failure">
    ${icon("attention")}<span>${say(`refused.${code}`)}</span>
  </p>`;
}

/** @param {Page} page */
export function reasons({ state, say, name, send }) {
  const offered = state.catalogue?.reasons ?? [];
  if (offered.length === 0) return nothing;
  return html`<section>
    <h2>${say("reason.title")}</h2>
    <p class="quiet">${say("reason.how")}</p>
    <div class="reasons">
      ${offered.map(({ code, name: words }) => {
        const chosen = state.reason === code;
        return html`<button class="key" aria-pressed=${chosen ? "true" : "false"}
          @click=${() => send({ type: "claim", reason: chosen ? null : code })}>
          ${chosen ? icon("done") : nothing}${name(words)}
        </button>`;
      })}
    </div>
  </section>`;
}
