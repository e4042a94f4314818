/** The transfer dialog: where to (a queue or a window, found by typing), which place, a note. */
import { html } from "/assets/vendor/lit-html/lit-html.js";
import { finder } from "../finder.js";

const PLACES = ["sorted", "front", "end"];

/**
 * @param {import("./page.js").Console} screen
 * @param {import("./page.js").Hands} hands
 * @param {import("../messages").DeskState} desk
 * @param {import("./dialogs.js").Asking} asking
 */
export function transferView(screen, hands, desk, asking) {
  const { tell } = screen.speech;
  const entries = goals(screen, desk);
  const goal = entries.find(({ key }) => key === asking.goal);
  const turn = (/** @type {Partial<import("./dialogs.js").Asking>} */ part) =>
    hands.change({ asking: { ...asking, ...part } });
  if (!goal) {
    return finder({
      label: tell("desk.ask.transfer_label"),
      none: tell("finder.none"),
      entries,
      search: asking.search,
      onSearch: (search) => turn({ search }),
      onPick: (key) => turn({ goal: key }),
    });
  }
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const [kind, code] = split(goal.key);
    hands.act("transfer", { [kind]: code, place: form.get("place"), note: form.get("note") });
  };
  return html`<form @submit=${send}>
    <p class="goal"><span class="second">${tell("desk.ask.transfer_to")}</span> <b>${goal.title}</b>
      <button class="plain small" type="button" @click=${() => turn({ goal: null })}>${tell("dialog.change")}</button></p>
    <fieldset class="places"><legend>${tell("desk.ask.place")}</legend>
      ${PLACES.map(
        (place) => html`<label><input type="radio" name="place" value=${place}
          ?checked=${place === "sorted"} ?autofocus=${place === "sorted"} /> ${tell(`place.${place}`)}</label>`,
      )}
    </fieldset>
    <label class="field"><span>${tell("desk.note")}</span><input name="note" maxlength="200" autocomplete="off" /></label>
    <div class="dialog-acts">
      <button class="primary" type="submit">${tell("desk.do.transfer")} <kbd>Enter</kbd></button>
      <button class="plain" type="button" @click=${() => hands.change({ asking: null })}>
        ${tell("dialog.back")} <kbd>Esc</kbd></button>
    </div>
  </form>`;
}

/**
 * @param {import("./page.js").Console} screen
 * @param {import("../messages").DeskState} desk
 * @returns {import("../search.js").Entry[]}
 */
function goals({ speech }, desk) {
  const { tell, name } = speech;
  const queues = desk.queues.map((queue) => ({
    key: `queue:${queue.code}`,
    title: name(queue.name),
    hint: tell("desk.ask.queue", { code: queue.code }),
    words: [queue.code, queue.name.zh, queue.name.en],
  }));
  const windows = desk.windows
    .filter((window) => window !== desk.window)
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
