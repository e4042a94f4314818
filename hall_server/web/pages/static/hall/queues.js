/** Every queue against its limit: who waits, the longest wait, and where the next hour leads; those over the limit first. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { sparkline } from "./outlook.js";
import { inOrder, rowClass } from "./urgency.js";
import { waitBar } from "./wait_bar.js";

/** @typedef {import("../messages").HallQueue} HallQueue */
/** @typedef {import("./state.js").Hall} Hall */
/** @typedef {import("./state.js").Hands} Hands */

/** @param {Hall} screen @param {Hands} hands @param {import("../messages").HallState} hall */
export function queuesView(screen, hands, hall) {
  const { tell } = screen.speech;
  return html`<section class="queues" aria-label=${tell("hall.queues")}>
    <table>
      <thead><tr>
        ${head(screen, hands, "plan", tell("hall.queue"))} ${head(screen, hands, "waiting", tell("hall.waiting"))}
        ${head(screen, hands, "urgent", tell("hall.longest"))} <th scope="col">${tell("floor.next_hour")}</th>
      </tr></thead>
      <tbody>${repeat(inOrder(hall.queues, screen.order), ({ queue }) => queue, (queue) => row(screen, hands, queue))}</tbody>
    </table>
    ${itemsClosed(screen, hands, hall)}
    <h2>${tell("hall.parked")}</h2>
    <p class="parked">${hall.parked.length
      ? hall.parked.map((number) => html`<span class="chip">${number}</span> `)
      : html`<span class="second">${tell("hall.parked_none")}</span>`}</p>
  </section>`;
}

/** @type {Record<string, string>} */
const ARROWS = { none: "", ascending: " ▴", descending: " ▾" };

/** A column's head sorts by it. @param {Hall} screen @param {Hands} hands @param {import("./urgency.js").Order} order @param {string} label */
function head({ order: chosen }, hands, order, label) {
  const sort = chosen === order ? (order === "plan" ? "ascending" : "descending") : "none";
  return html`<th scope="col" aria-sort=${sort}><button class="quiet sort" type="button" data-sort=${order}
    @click=${() => hands.change({ order })}>${label}<span aria-hidden="true">${ARROWS[sort]}</span></button></th>`;
}

/** @param {Hall} screen @param {Hands} hands @param {HallQueue} queue */
function row({ speech, pickedQueue }, hands, queue) {
  const { tell, name } = speech;
  const picked = pickedQueue === queue.queue;
  return html`<tr data-queue=${queue.queue} class=${rowClass(queue, picked)}>
    <th scope="row"><button class="quiet pick" type="button" aria-pressed=${picked ? "true" : "false"}
      @click=${() => hands.pickQueue(queue.queue)}>
      <span class="zone-letter" data-zone=${queue.zone}>${queue.queue}</span>
      <span class="queue-name"><span class="queue-title">${name(queue.name)}</span>${remark(speech, queue)}</span></button></th>
    <td class="big">${queue.waiting}</td>
    <td>${waitBar(speech, queue)}</td>
    <td>${sparkline(speech, queue)}</td>
  </tr>`;
}

/** Issuing closed, or people waiting for nobody. @param {import("../language.js").Speech} speech @param {HallQueue} queue */
function remark({ tell, name }, { closed, waiting, windows_open }) {
  if (closed) return html`<small class="why clip">${tell("hall.closed_text", { text: name(closed) })}</small>`;
  return waiting > 0 && windows_open === 0 ? html`<small class="attention">${tell("hall.range_none")}</small>` : nothing;
}

/** @param {Hall} screen @param {Hands} hands @param {import("../messages").HallState} hall */
function itemsClosed(screen, hands, hall) {
  const { tell, name } = screen.speech;
  const still = screen.doing || !screen.line.up;
  const title = (/** @type {string} */ code) => name(screen.items.find((item) => item.code === code)?.name) || code;
  return html`<h2>${tell("hall.items_closed")}
      ${screen.leads ? html`<button class="plain small" type="button" data-act="close-item" ?disabled=${still}
        @click=${() => hands.ask({ kind: "find_item", search: { query: "", at: 0 } })}>${tell("hall.do.close_item")}</button>` : nothing}</h2>
    ${hall.items_closed.length === 0 ? html`<p class="second">${tell("hall.items_closed_none")}</p>` : nothing}
    <ul class="items-closed">${hall.items_closed.map(
      (closure) => html`<li data-item=${closure.item}><span><b>${title(closure.item)}</b><br />${name(closure.closed)}</span>
        ${screen.leads ? html`<button class="plain small" type="button" data-act="reopen" ?disabled=${still}
          @click=${() => hands.act("DELETE", `/closures/${closure.closure_id}`)}>${tell("hall.do.reopen")}</button>` : nothing}</li>`,
    )}</ul>`;
}
