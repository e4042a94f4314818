/** The console's dialogs: a choice among reasons, a note, a goal of a transfer, one more errand, the keys. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { dialog } from "../dialog.js";
import { finder } from "../finder.js";
import { sheetName } from "../paper.js";
import { COMMANDS } from "./commands.js";
import { reprintQuestion } from "./paper.js";
import { transferView } from "./transfer.js";

/**
 * @typedef {object} Asking
 * @property {string} name of the act, or `keys`
 * @property {import("../messages").StopView | null} stop the one it is about
 * @property {import("../messages").PrintJobView | null} sheet the sheet of paper it is about
 * @property {import("../finder.js").Search} search
 * @property {string | null} goal of a transfer, `queue:A` or `window:12`
 */

/** @typedef {import("./page.js").Console} Console */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("../messages").DeskState} DeskState */

const OUTCOMES = ["done", "referred", "abandoned"];

/** @param {Console} screen @param {Hands} hands @param {DeskState} desk */
export function askingView(screen, hands, desk) {
  const asking = /** @type {Asking} */ (screen.asking);
  const { tell } = screen.speech;
  const number = asking.sheet ? sheetName(screen.speech, asking.sheet) : (asking.stop?.number ?? "");
  const body = {
    pause: () => choices(desk.pause_reasons.map(({ code, name }) => [code, screen.speech.name(name)]), reasonTaken),
    outcome: () => choices(OUTCOMES.map((code) => [code, tell(`outcome.${code}`)]), outcomeTaken),
    hold: () => noteForm(screen, hands, "hold", {}),
    leave: () => noteForm(screen, hands, "leave", { stop: asking.stop?.stop_id }),
    transfer: () => transferView(screen, hands, desk, asking),
    add: () => addErrand(screen, hands, asking),
    reprint: () => reprintQuestion(screen, hands, desk, asking.sheet),
    keys: () => keysTable(screen),
  }[asking.name];
  const title = tell(`desk.ask.${asking.name}`, { number });
  return dialog(asking.name, title, body?.(), screen.refusal, () => hands.change({ asking: null, refusal: null }));

  /** @param {string} reason */
  function reasonTaken(reason) {
    hands.act("pause", { reason });
  }
  /** @param {string} outcome */
  function outcomeTaken(outcome) {
    hands.act("finish", { outcome });
  }
}

/**
 * @param {string[][]} pairs code and name; the first nine also by their digit
 * @param {(code: string) => void} onTake
 */
function choices(pairs, onTake) {
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    const pair = digit && pairs[Number(digit[1]) - 1];
    if (!pair) return;
    // The digit has done its work here and is not also the beginning of a number.
    event.stopPropagation();
    onTake(pair[0]);
  };
  return html`<div class="choices" @keydown=${onKey}>
    ${pairs.map(
      ([code, name], index) => html`<button class="plain" type="button" ?autofocus=${index === 0}
        data-choice=${code} @click=${() => onTake(code)}>
        ${name} ${index < 9 ? html`<kbd>${index + 1}</kbd>` : nothing}
      </button>`,
    )}
  </div>`;
}

/**
 * @param {Console} screen
 * @param {Hands} hands
 * @param {string} name
 * @param {Record<string, unknown>} words
 */
function noteForm({ speech }, hands, name, words) {
  const { tell } = speech;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const note = new FormData(/** @type {HTMLFormElement} */ (event.target)).get("note") ?? "";
    hands.act(name, { ...words, note });
  };
  return html`<form @submit=${send}>
    <p>${tell(`desk.ask.${name}_hint`)}</p>
    <label class="field"><span>${tell("desk.note")}</span>
      <input name="note" maxlength="200" autocomplete="off" autofocus /></label>
    <div class="dialog-acts">
      <button class="primary" type="submit">${tell(`desk.do.${name}`)} <kbd>Enter</kbd></button>
      <button class="plain" type="button" @click=${() => hands.change({ asking: null })}>
        ${tell("dialog.back")} <kbd>Esc</kbd></button>
    </div>
  </form>`;
}

/** @param {Console} screen @param {Hands} hands @param {Asking} asking */
function addErrand({ speech, items }, hands, asking) {
  const { tell, name } = speech;
  if (items === null) return html`<p role="status">${tell("desk.ask.add_loading")}</p>`;
  return finder({
    label: tell("desk.ask.add_label"),
    none: tell("finder.none"),
    entries: items.map((item) => ({
      key: item.code,
      title: name(item.name),
      hint: `${tell(`kind.${item.kind}`)} · ${item.queue}`,
      words: [item.name.zh, item.name.en, item.pinyin, item.initials, item.code],
    })),
    search: asking.search,
    onSearch: (search) => hands.change({ asking: { ...asking, search } }),
    onPick: (item) => hands.act("add", { ticket: asking.stop?.ticket_id, item }),
  });
}

/** @param {Console} screen */
function keysTable({ speech }) {
  const { tell } = speech;
  const others = ["space", "digits", "arrows", "enter", "paper", "escape"];
  return html`<dl class="keys">
    ${others.map((key) => html`<div><dt><kbd>${tell(`key.${key}`)}</kbd></dt><dd>${tell(`desk.key.${key}`)}</dd></div>`)}
    ${COMMANDS.map(({ key, name }) => html`<div><dt><kbd>${key}</kbd></dt><dd>${tell(`desk.do.${name}`)}</dd></div>`)}
  </dl>
  <form method="dialog" class="dialog-acts"><button class="primary" autofocus>${tell("dialog.understood")}</button></form>`;
}
