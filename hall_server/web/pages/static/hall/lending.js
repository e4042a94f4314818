/** The question which window is lent to which queue, and for how long. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { inOrder, isLate } from "./urgency.js";

/** @typedef {import("../messages").HallState} HallState */

const SPANS = [30, 60, 120];
const USUAL = 60;

/**
 * @param {import("./state.js").Hall} screen
 * @param {import("./state.js").Hands} hands
 * @param {HallState} hall
 * @param {{window: string | null, queue: string | null}} asked what is settled already
 */
export function lendForm({ speech, doing }, hands, hall, { window, queue }) {
  const { tell } = speech;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const path = `/windows/${encodeURIComponent(String(form.get("window")))}/loan`;
    hands.act("POST", path, { queue: form.get("queue"), minutes: Number(form.get("minutes")) });
  };
  return html`<form @submit=${send}>
    <p class="second">${tell("floor.lend_hint")}</p>
    <label class="field"><span>${tell("floor.lend_window")}</span><select name="window" required ?autofocus=${window === null}>
      ${lendable(hall).map((each) => html`<option value=${each.window} .selected=${each.window === window}>${
        windowWords(speech, each)}</option>`)}</select></label>
    <label class="field"><span>${tell("floor.lend_queue")}</span><select name="queue" required ?autofocus=${window !== null}>
      ${inOrder(hall.queues, "urgent").map((each) => html`<option value=${each.queue} .selected=${each.queue === queue}>${
        queueWords(speech, each)}</option>`)}</select></label>
    <fieldset class="spans"><legend>${tell("floor.lend_span")}</legend>${SPANS.map((minutes) => html`<label>
      <input type="radio" name="minutes" value=${minutes} ?checked=${minutes === USUAL} /> ${tell("floor.minutes_long", { count: minutes })}</label>`)}</fieldset>
    <div class="dialog-acts"><button class="primary" type="submit" ?disabled=${doing}>${tell("hall.do.lend")}</button>
      <button class="plain" type="button" @click=${() => hands.change({ asking: null })}>${tell("dialog.back")}</button></div>
  </form>`;
}

/** @param {HallState} hall windows that are not lent yet, those with nobody to serve first */
function lendable(hall) {
  const ready = (/** @type {{state: string}} */ { state }) => ["idle", "serving", "calling", "paused", "closed"].indexOf(state);
  return hall.windows.filter(({ loan }) => loan === null).sort((one, other) => ready(one) - ready(other));
}

/** @param {import("../language.js").Speech} speech @param {import("../messages").HallWindow} window */
function windowWords({ tell, name }, { window, state, queues }) {
  return [tell("desk.title", { window }), tell(`window.${state}`), queues.map(name).join(tell("list.comma"))].join(" · ");
}

/** @param {import("../language.js").Speech} speech @param {import("../messages").HallQueue} queue */
function queueWords({ tell, name }, queue) {
  const facts = [`${queue.queue} ${name(queue.name)}`, tell("floor.waiting", { count: queue.waiting })];
  return [...facts, ...(isLate(queue) ? [tell("floor.over")] : [])].join(" · ");
}
