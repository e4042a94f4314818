/** The stop in hand: its number largest, then what it is about, the clock, and what to bring. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { hallNow, stopwatch } from "/assets/clock.js";
import { hallTime } from "../hall_time.js";
import { caseCard } from "./case_card.js";

/** @typedef {import("../messages").StopView} StopView */

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("../messages").DeskState} desk
 * @param {StopView} stop
 */
export function ticketView(screen, hands, desk, stop) {
  const { tell, name } = screen.speech;
  const called = stop.state === "CALLED";
  const began = Date.parse((called ? stop.called_at : stop.started_at) ?? stop.since);
  return html`<article class="ticket ${called ? "called" : "serving"}" data-ticket=${stop.state}>
    <div class="head">
      <p class="number" data-number=${stop.number}>${stop.number}</p>
      <div class="about">
        <h2>${name(stop.item)}</h2>
        <p class="second">${limits(screen, stop)}</p>
        <p class="chips">${chips(screen, stop)}</p>
      </div>
      <div class="clock">
        <p class="time" role="timer">${stopwatch((hallNow().getTime() - began) / 1000)}</p>
        <p class="${called ? "loud" : "second"}" role="status">${tell(called ? "desk.called" : "desk.serving")}</p>
        ${stop.recalls ? html`<p class="second">${tell("desk.recalls", { count: stop.recalls })}</p>` : nothing}
      </div>
    </div>
    ${stop.note ? html`<p class="said" data-note><span class="second">${tell("desk.fact.note")}</span> ${stop.note}</p>` : nothing}
    <dl class="facts">
      ${fact(tell("desk.fact.issued"), hallTime(desk, stop.issued_at))}
      ${stop.call_reason ? fact(tell("desk.fact.why"), why(screen, stop.call_reason)) : nothing}
      ${fact(tell("desk.fact.queue"), queueName(screen, desk, stop))}
      ${stop.receipt === null ? nothing : fact(tell("desk.fact.receipt"), stop.receipt)}
    </dl>
    ${caseCard(screen, hands, desk)} ${desk.case === null ? materials(screen, stop) : nothing}
  </article>`;
}

/** @param {import("./page.js").Console} screen @param {StopView} stop */
function limits({ speech }, stop) {
  const { tell } = speech;
  const parts = [tell(`kind.${stop.kind}`)];
  if (stop.statutory_days !== null) parts.push(tell("desk.statutory", { days: stop.statutory_days }));
  if (stop.promised_days) parts.push(tell("desk.promised", { days: stop.promised_days }));
  return parts.join(" · ");
}

/** @param {import("./page.js").Console} screen @param {StopView} stop */
function chips({ speech }, stop) {
  const { tell, name } = speech;
  return html`${stop.reason ? html`<span class="chip strong">${name(stop.reason)}</span>` : nothing}
  ${stop.booked ? html`<span class="chip strong" data-booked>${tell("desk.booked")}</span>` : nothing}
  ${stop.agent ? html`<span class="chip">${tell("desk.agent")}</span>` : nothing}
  ${stop.steps > 1
    ? html`<span class="chip">${tell("desk.step", { step: stop.step, steps: stop.steps })}</span>`
    : nothing}`;
}

/** @param {import("./page.js").Console} screen @param {import("../messages").CallReason} reason */
function why({ speech }, reason) {
  return speech.tell("desk.why", {
    rule: speech.tell(`rule.${reason.rule}`),
    minutes: Math.floor(reason.waited_s / 60),
  });
}

/**
 * @param {import("./page.js").Console} screen
 * @param {import("../messages").DeskState} desk
 * @param {StopView} stop
 */
function queueName({ speech }, desk, stop) {
  return speech.name(desk.queues.find(({ code }) => code === stop.queue)?.name) || stop.queue;
}

/** @param {string} label @param {string} value */
function fact(label, value) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

/** @param {import("./page.js").Console} screen @param {StopView} stop */
function materials({ speech }, stop) {
  if (stop.materials.length === 0) return nothing;
  return html`<section class="materials">
    <h3>${speech.tell("desk.materials", { count: stop.materials.length })}</h3>
    <ol>${stop.materials.map((material) => html`<li>${material}</li>`)}</ol>
  </section>`;
}
