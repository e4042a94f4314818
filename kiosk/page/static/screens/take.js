/**
 * The primary button that takes the number, the reasons for priority, and a refusal.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").State} State
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { screenOf } from "../reducer.js";
import { icon } from "./icons.js";

/** Refusals of the hall that have words of their own here. */
const REFUSALS = [
  "unreachable", "not_admitted", "hall_closed", "day_not_open", "issuing_closed", "series_exhausted",
  "hall_evacuated", "no_numbers", "already_in_line", "too_many_tickets", "agent_limit", "item_cap_reached",
  "receipt_not_here", "person_gone", "card_not_valid", "phone_not_valid", "code_strange", "too_many_tries",
  "result_not_ready", "appointment_over", "too_early_to_check_in", "not_your_day",
];

/** Pages on which the hall is asked about an appointment. */
const BOOKING = ["check-in", "code", "appointments"];

/** States of a case whose result is not merely awaited. */
const OVER = ["SUPPLEMENT", "DELIVERED", "REFUSED", "WITHDRAWN"];

/** For how long an item has no numbers left. */
const HALVES = ["am", "pm", "day"];

/** @param {Page} page @param {string | null} obstacle @param {string} [key] of what the button says */
export function takeButton({ state, say, send }, obstacle, key = "take") {
  const words = obstacle ?? say(state.taking ? "taking" : key);
  return html`<button class="primary" ?disabled=${obstacle !== null || state.taking}
    @click=${() => send({ type: "take" })}>${words}</button>`;
}

/** @param {Page} page */
export function failure({ state, say }) {
  if (!state.failure) return nothing;
  return html`<p class="notice" role="alert" tabindex="-1" data-focus="failure">
    ${icon("attention")}<span>${say(`refused.${reasonOf(state)}`, state.failure.facts)}</span>
  </p>`;
}

/** @param {State} state the key of the words for what was refused, by where the visitor is */
function reasonOf(state) {
  if (!state.failure) return "other";
  const { code, facts } = state.failure;
  const booking = BOOKING.includes(screenOf(state).name);
  if (booking && code === "unreachable") return "booking_away";
  if (booking && code === "already_in_line") return "booking_in_line";
  if (code === "item_cap_reached" && HALVES.includes(String(facts.half))) return `${code}.${facts.half}`;
  if (code === "result_not_ready" && OVER.includes(String(facts.state))) return `${code}.${facts.state}`;
  if (REFUSALS.includes(code)) return code;
  return booking ? "booking_other" : "other";
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
