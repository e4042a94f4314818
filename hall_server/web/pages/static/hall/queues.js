/** Every queue: how many wait, the longest against its limit, the range for a newcomer, and issuing. */
import { html, nothing, svg } from "/assets/vendor/lit-html/lit-html.js";

/** @typedef {import("../messages").HallQueue} HallQueue */

/**
 * @param {import("./page.js").Hall} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("../messages").HallState} hall
 */
export function queuesView(screen, hands, hall) {
  const { tell } = screen.speech;
  const may = screen.session.roles.includes("supervisor");
  return html`<section class="queues" aria-label=${tell("hall.queues")}>
    <table>
      <thead><tr>
        <th scope="col">${tell("hall.queue")}</th><th scope="col" class="number">${tell("hall.waiting")}</th>
        <th scope="col">${tell("hall.longest")}</th><th scope="col">${tell("hall.range")}</th>
        <th scope="col"><span class="unseen">${tell("hall.issuing")}</span></th>
      </tr></thead>
      <tbody>${hall.queues.map((queue) => row(screen, hands, queue, may))}</tbody>
    </table>
    ${itemsClosed(screen, hands, hall, may)}
    <h2>${tell("hall.parked")}</h2>
    <p class="parked">${hall.parked.length
      ? hall.parked.map((number) => html`<span class="chip">${number}</span> `)
      : html`<span class="second">${tell("hall.parked_none")}</span>`}</p>
  </section>`;
}

/** @param {import("./page.js").Hall} screen @param {import("./page.js").Hands} hands @param {HallQueue} queue @param {boolean} may */
function row(screen, hands, queue, may) {
  const { tell, name } = screen.speech;
  return html`<tr data-queue=${queue.queue} class=${queue.closed ? "shut" : ""}>
    <th scope="row"><span class="zone-letter" data-zone=${queue.zone}>${queue.queue}</span>
      <span>${name(queue.name)}</span></th>
    <td class="number big">${queue.waiting}</td>
    <td>${bar(screen, queue)}</td>
    <td>${range(screen, queue)}</td>
    <td>${may ? issuing(screen, hands, queue) : nothing}</td>
  </tr>
  ${queue.closed ? html`<tr class="why"><td colspan="5">${tell("hall.closed_text", { text: name(queue.closed) })}</td></tr>` : nothing}`;
}

/** The longest wait as a bar from zero; the queue's limit is the line across it. @param {import("./page.js").Hall} screen @param {HallQueue} queue */
function bar({ speech }, queue) {
  const minutes = Math.floor(queue.longest_s / 60);
  const late = minutes >= queue.limit_minutes;
  const scale = 100 / Math.max(queue.limit_minutes * 1.5, minutes);
  const limit = queue.limit_minutes * scale;
  const said = speech.tell(late ? "hall.minutes_late" : "hall.minutes_of", { minutes, limit: queue.limit_minutes });
  return html`<span class="longest ${late ? "late" : ""}">${said}</span>
    <svg class="wait-bar ${late ? "late" : ""}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<rect class="track" width="100" height="8" /><rect class="fill" width=${minutes * scale} height="8" />
      <rect class="limit" x=${limit - 0.5} width="1" height="8" />`}
    </svg>`;
}

/** The range for a newcomer, and the windows it rests on. @param {import("./page.js").Hall} screen @param {HallQueue} queue */
function range({ speech }, { wait, windows_open }) {
  const { tell } = speech;
  const windows = html`<small class="second">${tell("hall.windows_serving", { count: windows_open })}</small>`;
  if (wait.low === null || wait.high === null) {
    return html`<span class="attention">${tell("hall.range_none")}</span>${windows_open === 0 ? nothing : windows}`;
  }
  const minutes = wait.high === 0 ? tell("minutes.soon") : tell("hall.minutes_range", { low: wait.low, high: wait.high });
  return html`${minutes}${windows}`;
}

/** @param {import("./page.js").Hall} screen @param {import("./page.js").Hands} hands @param {HallQueue} queue */
function issuing(screen, hands, queue) {
  const { tell, name } = screen.speech;
  const still = screen.doing || !screen.line.up;
  if (queue.closure_id !== null) {
    return html`<button class="plain small" type="button" data-act="reopen" ?disabled=${still}
      @click=${() => hands.act("DELETE", `/closures/${queue.closure_id}`)}>${tell("hall.do.reopen")}</button>`;
  }
  const subject = { queue: queue.queue };
  return html`<button class="plain small" type="button" data-act="close-issuing" ?disabled=${still}
    @click=${() => hands.ask({ kind: "close_issuing", subject, title: name(queue.name) })}>
    ${tell("hall.do.stop")}</button>`;
}

/** @param {import("./page.js").Hall} screen @param {import("./page.js").Hands} hands @param {import("../messages").HallState} hall @param {boolean} may */
function itemsClosed(screen, hands, hall, may) {
  const { tell, name } = screen.speech;
  const still = screen.doing || !screen.line.up;
  const title = (/** @type {string} */ code) => name(screen.items.find((item) => item.code === code)?.name) || code;
  return html`<h2>${tell("hall.items_closed")}
      ${may ? html`<button class="plain small" type="button" data-act="close-item" ?disabled=${still}
        @click=${() => hands.ask({ kind: "find_item", search: { query: "", at: 0 } })}>${tell("hall.do.close_item")}</button>` : nothing}</h2>
    ${hall.items_closed.length === 0 ? html`<p class="second">${tell("hall.items_closed_none")}</p>` : nothing}
    <ul class="items-closed">${hall.items_closed.map(
      (closure) => html`<li data-item=${closure.item}><span><b>${title(closure.item)}</b><br />${name(closure.closed)}</span>
        ${may ? html`<button class="plain small" type="button" data-act="reopen" ?disabled=${still}
          @click=${() => hands.act("DELETE", `/closures/${closure.closure_id}`)}>${tell("hall.do.reopen")}</button>` : nothing}</li>`,
    )}</ul>`;
}
