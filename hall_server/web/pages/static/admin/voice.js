/** The sentence of a call: edited, and shown at once as boards and the voice will have it. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { Refused } from "/assets/api.js";
import { refusalSentence } from "../refusal.js";
import { hallSection } from "./plan_section.js";
import { rowsOf } from "./rows.js";

/** @typedef {import("./page.js").Admin} Admin */
/** @typedef {import("./page.js").Hands} Hands */

/** @type {import("./sections.js").Section} */
export const VOICE = { ...hallSection("words", "voice", ["call_text"], heardView), enter: tryOut, edited: tryOut };

/** @param {Admin} screen @param {Hands} hands */
async function tryOut(screen, hands) {
  const { number = "A003", window = "5" } = screen.own.voice ?? {};
  const [{ entry }] = rowsOf(/** @type {any} */ (screen.setup), screen.edits, "hall");
  try {
    hands.own("voice", { heard: await hands.act("POST", "/admin/preview/call", { call_text: entry.call_text, number, window }), wrong: null });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const wrong = error.facts.text ? screen.speech.name(error.facts.text) : refusalSentence(screen.speech, error);
    hands.own("voice", { heard: null, wrong });
  }
}

/** @param {Admin} screen @param {Hands} hands */
function heardView(screen, hands) {
  const { tell } = screen.speech;
  const { number = "A003", window = "5", heard = null, wrong = null } = screen.own.voice ?? {};
  const fill = (/** @type {string} */ field, /** @type {string} */ value, /** @type {number} */ most) =>
    html`<label class="check">${tell(`admin.voice.${field}`)}<input class="tiny" maxlength=${most} autocomplete="off" .value=${value}
      @change=${(/** @type {any} */ event) => {
        hands.own("voice", { [field]: event.target.value || value });
        tryOut(screen, hands);
      }} /></label>`;
  return html`<section class="form heard"><h3>${tell("admin.voice.title")}</h3>
    <div class="inline control">${fill("number", number, 20)}${fill("window", window, 10)}</div>
    ${wrong === null ? nothing : html`<p class="wrong" role="alert" data-wrong>${wrong}</p>`}
    ${heard === null
      ? nothing
      : html`<p class="call" data-heard="zh" lang="zh-CN">${heard.zh}</p><p class="call" data-heard="en" lang="en">${heard.en}</p>`}
    <p class="second">${tell("admin.voice.hint", { number: "{number}", window: "{window}", zone: "{zone}" })}</p></section>`;
}
