/** Beside the plan of then: the card of what is picked, and the journal up to the moment. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { guard } from "/assets/vendor/lit-html/directives/guard.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { fact } from "../hall/card.js";
import { entryView } from "../hall/journal.js";
import { hallTime } from "../hall_time.js";

/** @typedef {import("./state.js").Past} Past */
/** @typedef {import("./state.js").Hands} Hands */
/** @typedef {import("../messages").PastState} PastState */

/** @param {Past} screen @param {Hands} hands @param {PastState} past */
export function sideThen(screen, hands, past) {
  const { tell } = screen.speech;
  return html`<div class="side">
    ${windowThen(screen, hands, past)} ${queueThen(screen, hands, past)}
    <section class="list journal" tabindex="0" aria-label=${tell("past.journal")}>
      <h2>${tell("past.journal")}</h2>
      ${past.journal.length === 0 ? html`<p class="second">${tell("past.nothing")}</p>` : nothing}
      <ol>${repeat(past.journal, ({ seq }) => seq, (entry) => html`<li class="entry ${entry.window === null ? "away" : ""}" data-seq=${entry.seq}>
        ${guard([entry.seq, screen.speech], () => entryView(screen.speech, past, entry, hands.story, true))}</li>`)}</ol>
    </section>
  </div>`;
}

/** @param {Past} screen @param {Hands} hands @param {PastState} past */
function windowThen({ speech, picked }, hands, past) {
  const window = past.windows.find((each) => each.window === picked);
  if (!window) return nothing;
  const { tell, name } = speech;
  const state = [tell(`window.${window.state}`), name(window.pause_reason), window.since === null ? "" : hallTime(past, window.since)];
  const { loan } = window;
  return html`<section class="card" data-card=${window.window}>
    <h2>${tell("desk.title", { window: window.window })}
      <button class="quiet" type="button" @click=${() => hands.pick(window.window)}>${tell("dialog.close")}</button></h2>
    <dl>
      ${fact(tell("card.state"), state.filter(Boolean).join(" · "))}
      ${fact(tell("card.clerk"), window.clerk ? `${window.clerk_name ?? ""} ${window.clerk}` : tell("hall.none"))}
      ${fact(tell("card.number"), window.number ?? tell("hall.none"))}
      ${loan ? fact(tell("floor.lent"), tell("floor.lent_until", { queue: loan.queue, name: name(loan.name), time: hallTime(past, loan.until) })) : nothing}
      ${window.held.length ? fact(tell("hall.parked"), window.held.join(tell("list.comma"))) : nothing}
    </dl>
  </section>`;
}

/** @param {Past} screen @param {Hands} hands @param {PastState} past */
function queueThen({ speech, pickedQueue }, hands, past) {
  const queue = past.queues.find((each) => each.queue === pickedQueue);
  if (!queue) return nothing;
  const { tell, name } = speech;
  return html`<section class="card" data-card=${`queue:${queue.queue}`}>
    <h2><span class="card-title"><span class="zone-letter" data-zone=${queue.zone}>${queue.queue}</span> ${name(queue.name)}</span>
      <button class="quiet" type="button" @click=${() => hands.pickQueue(queue.queue)}>${tell("dialog.close")}</button></h2>
    ${queue.closed ? html`<p class="attention">${tell("hall.closed_text", { text: name(queue.closed) })}</p>` : nothing}
    <p class="second">${tell("past.waiting_then")}</p>
    <p class="parked">${queue.numbers.length === 0 ? tell("hall.none") : queue.numbers.map((number) => html`<span class="chip">${number}</span> `)}
      ${queue.waiting > queue.numbers.length ? tell("desk.more", { count: queue.waiting - queue.numbers.length }) : nothing}</p>
  </section>`;
}
