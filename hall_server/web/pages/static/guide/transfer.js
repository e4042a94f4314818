/** Moving a ticket: where to (a queue or a window, found by typing), which place, a note. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { finder } from "../finder.js";

/** @typedef {import("./page.js").Guide} Guide */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("./dialogs.js").Asking} Asking */
/** @typedef {import("../messages").GuideState} GuideState */

const PLACES = ["sorted", "front", "end"];

/** @param {Guide} screen @param {Hands} hands @param {GuideState} guide @param {Asking} asking */
export function transferView(screen, hands, guide, asking) {
  const { tell } = screen.speech;
  const entries = goals(screen, guide);
  const goal = entries.find(({ key }) => key === asking.goal);
  const turn = (/** @type {Partial<Asking>} */ part) => hands.change({ asking: { ...asking, ...part } });
  if (goal) return wordsForm(screen, hands, goal, () => turn({ goal: null }));
  return finder({
    label: tell("desk.ask.transfer_label"),
    none: tell("finder.none"),
    entries,
    search: asking.search,
    onSearch: (search) => turn({ search }),
    onPick: (key) => turn({ goal: key }),
  });
}

/** @param {Guide} screen @param {Hands} hands @param {import("../search.js").Entry} goal @param {() => void} other */
function wordsForm({ speech, story, doing }, hands, goal, other) {
  const { tell } = speech;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const [kind, code] = split(goal.key);
    const words = { [kind]: code, place: form.get("place"), note: form.get("note") };
    hands.act("transfer", { stop: story?.ticket.stop_id, ...words }, story?.ticket.number);
  };
  return html`<form @submit=${send}>
    <p class="goal"><span class="second">${tell("desk.ask.transfer_to")}</span> <b>${goal.title}</b>
      <button class="plain small" type="button" @click=${other}>${tell("dialog.change")}</button></p>
    <fieldset class="options"><legend>${tell("desk.ask.place")}</legend>
      ${PLACES.map((place) => html`<label><input type="radio" name="place" value=${place}
        ?checked=${place === "sorted"} ?autofocus=${place === "sorted"} /> ${tell(`place.${place}`)}</label>`)}
    </fieldset>
    <label class="field"><span>${tell("desk.note")}</span><input name="note" maxlength="200" autocomplete="off" /></label>
    <div class="dialog-acts">
      <button class="primary" type="submit" ?disabled=${doing}>${tell("guide.do.transfer")} <kbd>Enter</kbd></button>
      <button class="plain" type="button" @click=${() => hands.change({ asking: null })}>${tell("dialog.back")} <kbd>Esc</kbd></button>
    </div>
  </form>`;
}

/** @param {Guide} screen @param {GuideState} guide @returns {import("../search.js").Entry[]} */
function goals({ speech, story }, guide) {
  const { tell, name } = speech;
  const queues = guide.queues.map((queue) => ({
    key: `queue:${queue.queue}`,
    title: name(queue.name),
    hint: tell("desk.ask.queue", { code: queue.queue }),
    words: [queue.queue, queue.name.zh, queue.name.en],
  }));
  const windows = guide.windows
    .filter((window) => window !== story?.ticket.window)
    .map((window) => ({
      key: `window:${window}`,
      title: tell("desk.title", { window }),
      hint: tell("desk.ask.window"),
      words: [window],
    }));
  return [...queues, ...windows];
}

/** @param {string} key @returns {[string, string]} what it is, and its code */
function split(key) {
  const at = key.indexOf(":");
  return [key.slice(0, at), key.slice(at + 1)];
}
