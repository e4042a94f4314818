/** The window's line, in the order it would be called; a row opens to be called out of turn. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { hallNow } from "/assets/clock.js";
import { hallTime } from "../hall_time.js";

/** @typedef {import("../messages").StopView} StopView */

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("../messages").DeskState} desk
 * @param {string} who
 */
export function lineView(screen, hands, desk, who) {
  const { tell } = screen.speech;
  return html`<section class="line" aria-label=${tell("desk.line")}>
    <h2>
      <span>${tell("desk.waiting", { count: desk.waiting })}</span>
      ${desk.waiting === 0
        ? nothing
        : html`<span class="second">${tell("desk.longest", { minutes: Math.floor(desk.longest_s / 60) })}</span>`}
    </h2>
    ${desk.line.length === 0 ? html`<p class="empty">${tell("desk.nobody")}</p>` : nothing}
    <ol>
      ${repeat(desk.line, (stop) => stop.stop_id, (stop) => row(screen, hands, stop, who))}
    </ol>
    ${desk.waiting > desk.line.length
      ? html`<p class="second more">${tell("desk.more", { count: desk.waiting - desk.line.length })}</p>`
      : nothing}
  </section>`;
}

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {StopView} stop
 * @param {string} who
 */
function row(screen, hands, stop, who) {
  const { tell, name } = screen.speech;
  const open = screen.picked === stop.stop_id && who === "mine";
  const minutes = minutesSince(stop.waiting_since);
  const late = minutes >= stop.limit_minutes;
  return html`<li class="stop-row ${open ? "picked" : ""}" data-number=${stop.number}>
    <button class="stop" type="button" ?disabled=${who !== "mine" || !screen.line.up}
      aria-expanded=${open ? "true" : "false"}
      @click=${() => hands.change({ picked: open ? null : stop.stop_id, typed: "" })}>
      <b>${stop.number}</b>
      <span class="what"><span class="clip">${name(stop.item)}</span><small>${marks(screen, stop)}</small>${said(stop)}</span>
      <span class="wait ${late ? "late" : ""}">${tell("desk.wait_of", { minutes, limit: stop.limit_minutes })}
        <small>${turnWord(screen, stop, late)}</small></span>
    </button>
    ${open ? rowActs(screen, hands, stop) : nothing}
  </li>`;
}

/**
 * Why this one would be called in its turn, in a word; past the limit that word says so.
 * @param {import("./page.js").Console} screen
 * @param {StopView} stop
 * @param {boolean} late
 */
function turnWord({ speech }, { turn }, late) {
  const { tell } = speech;
  if (late) return turn?.rule === "pinned" ? `${tell("desk.overdue")} · ${tell("turn.pinned")}` : tell("desk.overdue");
  return turn ? tell(`turn.${turn.rule}`) : nothing;
}

/** @param {StopView} stop what somebody wrote about the visitor before the call */
export function said({ note }) {
  return note ? html`<small class="said-short clip" title=${note}>${note}</small>` : nothing;
}

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {StopView} stop
 */
function rowActs({ speech }, hands, stop) {
  return html`<div class="row-acts">
    <button class="primary" type="button" data-act="call" @click=${() => hands.act("call", { stop: stop.stop_id })}>
      ${speech.tell("desk.do.call")} <kbd>Enter</kbd>
    </button>
    <button class="plain" type="button" data-act="note" @click=${() => hands.ask("note", { stop })}>${speech.tell("desk.do.note")} <kbd>E</kbd></button>
    <button class="plain" type="button" data-act="leave-line" @click=${() => hands.ask("leave", { stop })}>${speech.tell("desk.do.leave")}</button>
  </div>`;
}

/** @param {import("./page.js").Console} screen @param {StopView} stop */
export function marks({ speech, desk }, stop) {
  const { tell, name } = speech;
  return html`${tell("desk.issued", { time: hallTime(desk, stop.issued_at) })}
    ${stop.reason ? html`<span class="chip">${name(stop.reason)}</span>` : nothing}
    ${stop.booked ? html`<span class="chip">${tell("desk.booked")}</span>` : nothing}
    ${stop.steps > 1 ? html`<span class="chip">${tell("desk.step", { step: stop.step, steps: stop.steps })}</span>` : nothing}
`;
}

/** @param {string} moment @returns {number} whole minutes from then to the hall's present */
export function minutesSince(moment) {
  return Math.max(0, Math.floor((hallNow().getTime() - Date.parse(moment)) / 60000));
}
