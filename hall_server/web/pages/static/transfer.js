/** The dialog that sends a ticket on: where to (a queue or a window, found by typing), which place, a note. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { finder } from "./finder.js";

/** @typedef {import("./search.js").Entry} Entry */
/** @typedef {{search: import("./finder.js").Search, goal: string | null}} Moving `goal` is `queue:A` or `window:12`, once chosen */

/**
 * @typedef {object} Sending
 * @property {import("./language.js").Speech} speech
 * @property {import("./messages").Named[]} queues
 * @property {string[]} windows all but the one where the ticket is
 * @property {Moving} asking
 * @property {boolean} still an act is under way
 * @property {(part: Partial<Moving>) => void} turn
 * @property {(words: {queue?: string, window?: string, place: string, note: string}) => void} send
 * @property {() => void} leave
 */

const PLACES = ["sorted", "front", "end"];

/** @param {Sending} sending */
export function transferView(sending) {
  const { asking, turn } = sending;
  const { tell } = sending.speech;
  const entries = goals(sending);
  const goal = entries.find(({ key }) => key === asking.goal);
  if (goal) return wordsForm(sending, goal);
  return finder({
    label: tell("desk.ask.transfer_label"),
    none: tell("finder.none"),
    entries,
    search: asking.search,
    onSearch: (search) => turn({ search }),
    onPick: (key) => turn({ goal: key }),
  });
}

/** @param {Sending} sending @param {Entry} goal */
function wordsForm({ speech, still, turn, send, leave }, goal) {
  const { tell } = speech;
  const onSubmit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const [kind, code] = split(goal.key);
    send({ [kind]: code, place: String(form.get("place")), note: String(form.get("note")) });
  };
  return html`<form @submit=${onSubmit}>
    <p class="goal"><span class="second">${tell("desk.ask.transfer_to")}</span> <b>${goal.title}</b>
      <button class="plain small" type="button" @click=${() => turn({ goal: null })}>${tell("dialog.change")}</button></p>
    <fieldset class="options"><legend>${tell("desk.ask.place")}</legend>
      ${PLACES.map((place) => html`<label><input type="radio" name="place" value=${place}
        ?checked=${place === "sorted"} ?autofocus=${place === "sorted"} /> ${tell(`place.${place}`)}</label>`)}
    </fieldset>
    <label class="field"><span>${tell("desk.note")}</span><input name="note" maxlength="200" autocomplete="off" /></label>
    <div class="dialog-acts">
      <button class="primary" type="submit" ?disabled=${still}>${tell("desk.do.transfer")} <kbd>Enter</kbd></button>
      <button class="plain" type="button" @click=${leave}>${tell("dialog.back")} <kbd>Esc</kbd></button>
    </div>
  </form>`;
}

/** @param {Sending} sending @returns {Entry[]} */
function goals({ speech, queues, windows }) {
  const { tell, name } = speech;
  return [
    ...queues.map((queue) => ({
      key: `queue:${queue.code}`,
      title: name(queue.name),
      hint: tell("desk.ask.queue", { code: queue.code }),
      words: [queue.code, queue.name.zh, queue.name.en],
    })),
    ...windows.map((window) => ({
      key: `window:${window}`,
      title: tell("desk.title", { window }),
      hint: tell("desk.ask.window"),
      words: [window],
    })),
  ];
}

/** @param {string} key @returns {[string, string]} what it is, and its code */
function split(key) {
  const at = key.indexOf(":");
  return [key.slice(0, at), key.slice(at + 1)];
}
