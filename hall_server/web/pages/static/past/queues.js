/** The queues as they were: who waited, and the longest wait against the limit. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
import { inOrder, rowClass } from "../hall/urgency.js";
import { waitBar } from "../hall/wait_bar.js";

/** @param {import("./state.js").Past} screen @param {import("./state.js").Hands} hands @param {import("../messages").PastState} past */
export function queuesThen(screen, hands, past) {
  const { tell } = screen.speech;
  return html`<section class="queues" aria-label=${tell("hall.queues")}>
    <table>
      <thead><tr><th scope="col">${tell("hall.queue")}</th><th scope="col">${tell("hall.waiting")}</th>
        <th scope="col">${tell("hall.longest")}</th></tr></thead>
      <tbody>${repeat(inOrder(past.queues, "urgent"), ({ queue }) => queue, (queue) => row(screen, hands, queue))}</tbody>
    </table>
  </section>`;
}

/** @param {import("./state.js").Past} screen @param {import("./state.js").Hands} hands @param {import("../messages").PastQueue} queue */
function row({ speech, pickedQueue }, hands, queue) {
  const { tell, name } = speech;
  const picked = pickedQueue === queue.queue;
  return html`<tr data-queue=${queue.queue} class=${rowClass(queue, picked)}>
    <th scope="row"><button class="quiet pick" type="button" aria-pressed=${picked ? "true" : "false"}
      @click=${() => hands.pickQueue(queue.queue)}>
      <span class="zone-letter" data-zone=${queue.zone}>${queue.queue}</span>
      <span class="queue-name"><span class="queue-title">${name(queue.name)}</span>${queue.closed
        ? html`<small class="why clip">${tell("hall.closed_text", { text: name(queue.closed) })}</small>` : nothing}</span></button></th>
    <td class="big">${queue.waiting}</td>
    <td>${waitBar(speech, queue)}</td>
  </tr>`;
}
