/** The card of the queue picked: its next hour, the windows that serve it, those that could help, and issuing. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { fact } from "./card.js";
import { listed } from "./listed.js";
import { outlookView, passesLimitIn } from "./outlook.js";
import { isLate } from "./urgency.js";

/** @typedef {import("./state.js").Hall} Hall */
/** @typedef {import("./state.js").Hands} Hands */
/** @typedef {import("../messages").HallQueue} HallQueue */
/** @typedef {import("../messages").HallState} HallState */

/** @param {Hall} screen @param {Hands} hands @param {HallState} hall */
export function queueCard(screen, hands, hall) {
  const queue = hall.queues.find((each) => each.queue === screen.pickedQueue);
  if (!queue) return nothing;
  const { tell, name } = screen.speech;
  const { helping, free } = windowsFor(hall, queue);
  return html`<section class="card" data-card=${`queue:${queue.queue}`}>
    <h2><span class="card-title"><span class="zone-letter" data-zone=${queue.zone}>${queue.queue}</span> ${name(queue.name)}</span>
      <button class="quiet" type="button" @click=${() => hands.pickQueue(queue.queue)}>${tell("dialog.close")}</button></h2>
    <p class=${isLate(queue) ? "longest late" : "second"}>${coming(screen, queue)}</p>
    ${queue.closed ? html`<p class="attention">${tell("hall.closed_text", { text: name(queue.closed) })}</p>` : nothing}
    ${screen.leads ? acts(screen, hands, queue, free) : nothing}
    <dl>
      ${fact(tell("hall.range"), range(screen, queue))}
      ${fact(tell("floor.served_by"), helping.length ? listed(screen.speech, helping) : tell("hall.range_none"))}
      ${screen.leads && free.length ? fact(tell("floor.could_help"), listed(screen.speech, free)) : nothing}
    </dl>
    ${outlookView(screen.speech, queue)}
  </section>`;
}

/**
 * @param {HallState} hall @param {HallQueue} queue
 * @returns {{helping: string[], free: string[]}} numbers of the windows that serve it now, and of free ones that do not
 */
function windowsFor(hall, queue) {
  const serves = (/** @type {import("../messages").HallWindow} */ { queues, loan }) =>
    loan?.queue === queue.queue || queues.some(({ zh }) => zh === queue.name.zh);
  const open = hall.windows.filter(({ state }) => state !== "closed" && state !== "paused");
  return {
    helping: open.filter(serves).map(({ window }) => window),
    free: open.filter((window) => window.state === "idle" && window.loan === null && !serves(window)).map(({ window }) => window),
  };
}

/** What the next hour brings, in a sentence. @param {Hall} screen @param {HallQueue} queue */
function coming({ speech: { tell } }, queue) {
  if (isLate(queue)) return tell("floor.over_limit", { minutes: Math.floor(queue.longest_s / 60), limit: queue.limit_minutes });
  const minutes = passesLimitIn(queue);
  if (minutes !== null) return tell("floor.passes_limit", { minutes });
  return queue.outlook.length === 0 ? nothing : tell("floor.keeps_limit", { limit: queue.limit_minutes });
}

/** The range for a newcomer. @param {Hall} screen @param {HallQueue} queue */
function range({ speech: { tell } }, { wait }) {
  if (wait.low === null || wait.high === null) return tell("hall.range_none");
  return wait.high === 0 ? tell("minutes.soon") : tell("hall.minutes_range", { low: wait.low, high: wait.high });
}

/** @param {Hall} screen @param {Hands} hands @param {HallQueue} queue @param {string[]} free windows with nobody to serve */
function acts(screen, hands, queue, free) {
  const { tell, name } = screen.speech;
  const still = screen.doing || !screen.line.up;
  const stop = () => hands.ask({ kind: "close_issuing", subject: { queue: queue.queue }, title: name(queue.name) });
  return html`<div class="card-acts">
    <button class="plain small" type="button" data-act="borrow" ?disabled=${still}
      @click=${() => hands.ask({ kind: "lend", window: free[0] ?? null, queue: queue.queue })}>${tell("floor.do.borrow")}</button>
    ${queue.closure_id === null
      ? html`<button class="plain small" type="button" data-act="close-issuing" ?disabled=${still} @click=${stop}>${tell("hall.do.close_issuing")}</button>`
      : html`<button class="plain small" type="button" data-act="reopen" ?disabled=${still}
          @click=${() => hands.act("DELETE", `/closures/${queue.closure_id}`)}>${tell("hall.do.reopen")}</button>`}
  </div>`;
}
