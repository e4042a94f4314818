/** The console's dialogs: a choice among reasons, a note, a goal of a transfer, an item, the day, the keys. */
import { html, nothing } from "/assets/vendor/lit-html/lit-html.js";
import { dialog } from "../dialog.js";
import { helpDialog } from "../help.js";
import { sheetName } from "../paper.js";
import { transferView } from "../transfer.js";
import { itemFinder } from "./items.js";
import { myDayView } from "./my_day.js";
import { reprintQuestion } from "./paper.js";
import { shortcuts } from "./shortcuts.js";

/**
 * @typedef {object} Asking
 * @property {string} name of the act, or `keys`
 * @property {import("../messages").StopView | null} stop the one it is about
 * @property {import("../messages").PrintJobView | null} sheet the sheet of paper it is about
 * @property {import("../finder.js").Search} search
 * @property {string | null} goal of a transfer, `queue:A` or `window:12`
 */

/** @typedef {{stop?: import("../messages").StopView, sheet?: import("../messages").PrintJobView}} About */

/** @typedef {import("./page.js").Console} Console */
/** @typedef {import("./page.js").Hands} Hands */
/** @typedef {import("../messages").DeskState} DeskState */

const OUTCOMES = ["done", "referred", "abandoned"];
const REMINDERS = ["", "5", "10", "15", "30"];

/** @param {Console} screen @param {Hands} hands @param {DeskState} desk */
export function askingView(screen, hands, desk) {
  const asking = /** @type {Asking} */ (screen.asking);
  const { tell } = screen.speech;
  const onLeave = () => hands.change({ asking: null, refusal: null });
  if (asking.name === "keys") return helpDialog(screen.speech, "desk", shortcuts(screen.speech), onLeave);
  const number = asking.sheet ? sheetName(screen.speech, asking.sheet) : (asking.stop?.number ?? "");
  const body = {
    pause: () => choices(desk.pause_reasons.map(({ code, name }) => [code, screen.speech.name(name)]), reasonTaken),
    outcome: () => choices(OUTCOMES.map((code) => [code, tell(`outcome.${code}`)]), outcomeTaken),
    hold: () => noteForm(screen, hands, "hold", {}, reminders(screen)),
    leave: () => noteForm(screen, hands, "leave", { stop: asking.stop?.stop_id }),
    note: () => noteForm(screen, hands, "note", { stop: asking.stop?.stop_id }, nothing, asking.stop?.note),
    transfer: () => sendOn(screen, hands, desk, asking),
    add: () => itemFinder(screen, hands, asking, (item) => hands.act("add", { ticket: asking.stop?.ticket_id, item })),
    walk_in: () => itemFinder(screen, hands, asking, (item) => hands.act("walk_in", { item }), served(desk)),
    my_day: () => myDayView(screen),
    reprint: () => reprintQuestion(screen, hands, desk, asking.sheet),
  }[asking.name];
  const title = tell(`desk.ask.${asking.name}`, { number });
  return dialog(asking.name, title, body?.(), screen.refusal, onLeave);

  /** @param {string} reason */
  function reasonTaken(reason) {
    hands.act("pause", { reason });
  }
  /** @param {string} outcome */
  function outcomeTaken(outcome) {
    hands.act("finish", { outcome });
  }
}

/** @param {DeskState} desk the queues of this window, one it is lent to among its own */
function served({ profile, loan }) {
  return { own: [...profile.own, ...(loan ? [loan.queue] : [])], backup: profile.backup };
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
 * @param {unknown} [more] fields below the note
 * @param {string} [before] what the note said so far
 */
function noteForm({ speech }, hands, name, words, more = nothing, before = "") {
  const { tell } = speech;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const minutes = form.get("remind") ? { remind_minutes: Number(form.get("remind")) } : {};
    hands.act(name, { ...words, note: form.get("note") ?? "", ...minutes });
  };
  return html`<form @submit=${send}>
    <p>${tell(`desk.ask.${name}_hint`)}</p>
    <label class="field"><span>${tell("desk.note")}</span>
      <input name="note" maxlength="200" autocomplete="off" value=${before} autofocus /></label>
    ${more}
    <div class="dialog-acts">
      <button class="primary" type="submit">${tell(`desk.do.${name}`)} <kbd>Enter</kbd></button>
      <button class="plain" type="button" @click=${() => hands.change({ asking: null })}>
        ${tell("dialog.back")} <kbd>Esc</kbd></button>
    </div>
  </form>`;
}

/** @param {Console} screen @param {Hands} hands @param {DeskState} desk @param {Asking} asking where the stop in hand goes */
function sendOn({ speech }, hands, desk, asking) {
  return transferView({
    speech,
    queues: desk.queues,
    windows: desk.windows.filter((window) => window !== desk.window),
    asking,
    still: false,
    turn: (part) => hands.change({ asking: { ...asking, ...part } }),
    send: (words) => hands.act("transfer", words),
    leave: () => hands.change({ asking: null }),
  });
}

/** @param {Console} screen when the clerk wants to be reminded of a number put aside */
function reminders({ speech: { tell } }) {
  return html`<fieldset class="options"><legend>${tell("desk.ask.remind")}</legend>
    ${REMINDERS.map(
      (minutes) => html`<label><input type="radio" name="remind" value=${minutes} ?checked=${minutes === ""} />
        ${minutes === "" ? tell("desk.ask.remind_not") : tell("desk.ask.remind_in", { minutes })}</label>`,
    )}
  </fieldset>`;
}
