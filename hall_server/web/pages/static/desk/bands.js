/** Calm bands on the console: a supervisor's words above the work; below it the way back from a slip, and a refusal. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallTime } from "../hall_time.js";
import { secondsToUndo } from "./commands.js";

/** @typedef {import("./page.js").Console} Console */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("../messages").DeskState} DeskState */

/** @param {Console} screen @param {Hands} hands @param {DeskState} desk @param {string} who */
export function messageBand(screen, hands, desk, who) {
  const [first, ...more] = desk.messages;
  if (!first || who !== "mine") return nothing;
  const { tell } = screen.speech;
  return html`<div class="band message" role="status" data-message=${first.message_id}>
    <span class="band-words"><b>${tell("desk.message", { name: first.sent_by, time: hallTime(desk, first.at) })}</b> ${first.text}</span>
    ${more.length ? html`<span class="second">${tell("desk.message_more", { count: more.length })}</span>` : nothing}
    <button class="plain small" type="button" data-act="read_message" ?disabled=${!screen.line.up || screen.doing !== null}
      @click=${() => hands.act("read_message")}>${tell("desk.do.read_message")} <kbd>M</kbd></button>
  </div>`;
}

/** @param {Console} screen @param {Hands} hands @param {DeskState} desk @param {string} who */
export function lowerBands(screen, hands, desk, who) {
  return html`<section class="bands" aria-label=${screen.speech.tell("desk.bands")}>
    ${refusalBand(screen, hands)} ${undoBand(screen, hands, desk, who)}
  </section>`;
}

/** @param {Console} screen @param {Hands} hands @param {DeskState} desk @param {string} who */
export function undoBand(screen, hands, desk, who) {
  const seconds = secondsToUndo(desk);
  if (desk.undo === null || seconds === 0 || who !== "mine") return nothing;
  const { tell } = screen.speech;
  const did = tell("desk.undo_did", { act: tell(`act.${desk.undo.act}`), number: desk.undo.number });
  return html`<div class="band undo" data-undo=${desk.undo.act}>
    <span class="band-words">${did}</span>
    <span class="second seconds" role="timer">${tell("desk.undo_seconds", { count: seconds })}</span>
    <button class="plain small" type="button" data-act="undo" ?disabled=${!screen.line.up || screen.doing !== null}
      @click=${() => hands.act("undo")}>${tell("desk.do.undo")} <kbd>Z</kbd></button>
  </div>`;
}

/** @param {Console} screen @param {Hands} hands */
export function refusalBand({ refusal, asking, speech }, hands) {
  if (refusal === null || asking !== null) return nothing;
  return html`<div class="refusal" role="alert" data-refusal>
    <span>${refusal}</span>
    <button class="quiet" type="button" @click=${() => hands.change({ refusal: null })}>
      ${speech.tell("dialog.understood")} <kbd>Esc</kbd>
    </button>
  </div>`;
}
