/**
 * Saying who one is by typing: the document's number or the phone's. Nobody has to.
 * @typedef {import("../messages.d.ts").Page} Page
 * @typedef {import("../messages.d.ts").State} State
 */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { DOCUMENT_LENGTH, PHONE_LENGTH, grouped, mayBeRight } from "../document_number.js";
import { failure } from "./take.js";
import { DIGITS, DOCUMENT, PASSPORT, entryLine, pad } from "./pad.js";
import { readerWords } from "./person.js";

const SHORTEST_DOCUMENT = 5;

/** @param {Page} page @param {"document" | "phone"} by */
export function identify(page, by) {
  const { state, say, send } = page;
  const keys = by === "phone" ? DIGITS : state.chosen === "letters" ? PASSPORT : DOCUMENT;
  const free = keys === PASSPORT;
  const wrong = by === "document" && keys === DOCUMENT && !mayBeRight(state.entry);
  const reading = html`
    <h1>${say(`identify.${by}.title`)}</h1>
    <p class="quiet">${say(`identify.${by}.how`)}</p>`;
  const other = () => send({ type: "choose", chosen: state.chosen === "letters" ? null : "letters" });
  const body = html`
    ${failure(page)}
    <div class="typing">
      <div>
        ${entryLine(page, keys, say(`identify.${by}.title`), free ? state.entry : grouped(state.entry, by))}
        <p class="hint ${wrong ? "wrong" : ""}" role="status">${wrong ? say("identify.check") : hint(page, by, free)}</p>
      </div>
      ${pad(page, keys)}
      <div class="reasons">
        ${by === "document" ? html`<button class="key" aria-pressed=${free ? "true" : "false"}
          @click=${other}>${say("identify.letters")}</button>` : nothing}
        ${isForNumber(state) ? html`<button class="key"
          @click=${() => send({ type: "back" })}>${say("identify.skip")}</button>` : nothing}
      </div>
    </div>`;
  const whole = by === "phone" ? state.entry.length === PHONE_LENGTH
    : state.entry.length >= (free ? SHORTEST_DOCUMENT : DOCUMENT_LENGTH);
  const asked = by === "phone" ? { phone: state.entry } : { document: state.entry };
  const primary = html`<button class="primary" ?disabled=${!whole || wrong || state.asked !== null}
    @click=${() => send({ type: "ask", asked: { what: "person", ...asked } })}>${say("identify.done")}</button>`;
  return { reading, body, primary };
}

/** @param {State} state whether the visitor came from where a number is taken, which needs none of this */
function isForNumber({ trail }) {
  return ["item", "theme"].includes(trail[trail.length - 2]?.name ?? "");
}

/** @param {Page} page @param {"document" | "phone"} by @param {boolean} free */
function hint(page, by, free) {
  const { state, say } = page;
  if (free) return say("identify.letters.how");
  const missing = (by === "phone" ? PHONE_LENGTH : DOCUMENT_LENGTH) - state.entry.length;
  if (state.entry && missing > 0) return say("identify.missing", { missing });
  return state.entry ? say("identify.masked") : by === "document" && readerWords(page) || say("identify.masked");
}
